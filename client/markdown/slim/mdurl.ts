/**
 * client/markdown/slim - stands in for `mdurl`: the browser takes addresses apart itself when `checkUrl` asks it to, so they are
 * handed on whole, with what may not stand in an address escaped.
 */

interface Whole {
  readonly hostname: '';
  pathname: string;
}

export const parse = (address: string): Whole => ({hostname: '', pathname: address});
export const format = ({pathname}: Whole): string => pathname;

/** Escapes what is not escaped yet; the brackets around an IPv6 address stay. */
export const encode = (address: string): string =>
  encodeURI(address.toWellFormed())
    .replaceAll(/%25([\da-f]{2})/gi, '%$1')
    .replace(/^(\w+:\/\/[^/?#]*)%5B([\da-f:.]+)%5D/i, '$1[$2]');

/** How an address is shown: letters of all languages as such; escapes that mean something, or nothing, stay. */
export const decode = Object.assign(
  (address: string): string => {
    try {
      return decodeURI(address.replaceAll('%25', '%2525'));
    } catch {
      return address;
    }
  },
  {defaultChars: ''},
);
