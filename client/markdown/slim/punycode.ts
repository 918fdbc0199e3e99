/**
 * client/markdown/slim - stands in for `punycode.js`: the browser knows how hosts are written in ASCII. They are not written back,
 * so an address that is made to look like another one shows what it is.
 */
const punycode = {
  toASCII: (host: string): string => (/^[\0-\x7F]*$/.test(host) ? host : (URL.parse(`http://${host}/`)?.hostname ?? host)),
  toUnicode: (host: string): string => host,
};

// eslint-disable-next-line no-restricted-syntax -- the package has a default export
export default punycode;
