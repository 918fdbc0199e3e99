/** client/markdown/slim - stands in for `punycode.js`, which is not asked: hosts are left to the browser, see `mdurl.ts`. */
const punycode = {toASCII: (host: string): string => host, toUnicode: (host: string): string => host};

// eslint-disable-next-line no-restricted-syntax -- the package has a default export
export default punycode;
