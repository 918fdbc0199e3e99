/** server/enrichment - the hosts and ranges that page reading may reach although they are not public. */
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** A host by its name, or a range of addresses; one port of it, or all. */
export type AllowedPrivate = {readonly port?: number} & (
  | {readonly kind: 'host'; readonly host: string}
  | {readonly kind: 'range'; readonly address: Address; readonly bits: number}
);

/**
 * Reads entries such as `wiki.local`, `wiki.local:8080`, `127.0.0.1:3000`, `[::1]:3000`, `10.0.0.0/8` and `fd00::/8`.
 * @returns What they allow, or what is wrong with the first bad one, in words that follow the name of the setting.
 */
export function parseAllowPrivate(entries: readonly string[]): readonly AllowedPrivate[] | string {
  const allowed: AllowedPrivate[] = [];
  for (const entry of entries) {
    const parsed = parseRange(entry) ?? parseHost(entry);
    if (!parsed) return `must name hosts or CIDR ranges, such as wiki.local, 127.0.0.1:8080 or 10.0.0.0/8, not "${entry}"`;
    allowed.push(parsed);
  }
  return allowed;
}

/**
 * Whether one of the entries allows an address.
 * @param host - The host that led to the address, in lower case and without brackets.
 */
export const allowsPrivate = (allowed: readonly AllowedPrivate[], address: string, host: string, port: number): boolean =>
  allowed.some((entry) => (entry.port ?? port) === port && (entry.kind === 'host' ? entry.host === host : isWithin(address, entry.address, entry.bits)));

function parseRange(text: string): AllowedPrivate | undefined {
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(text) || ipaddr.IPv6.isValidCIDR(text)) {
    const [address, bits] = ipaddr.parseCIDR(text);
    return {kind: 'range', address, bits};
  }
  return toSingle(text);
}

function parseHost(text: string): AllowedPrivate | undefined {
  if (!/^(?:\[[\da-f:.]+\]|[^\s/?#@\\:[\]*]+)(?::\d{1,5})?$/iu.test(text)) return undefined;
  const hostname = URL.parse(`http://${text}/`)?.hostname;
  if (!hostname) return undefined;
  const digits = /:(\d{1,5})$/u.exec(text)?.[1];
  const port = digits === undefined ? {} : {port: Number(digits)};
  const host = hostname.replace(/^\[|\]$/gu, '');
  return {...(toSingle(host) ?? {kind: 'host', host}), ...port};
}

/** A range of one address. */
function toSingle(text: string): AllowedPrivate | undefined {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.parse(text);
  return {kind: 'range', address, bits: address.kind() === 'ipv4' ? 32 : 128};
}

function isWithin(text: string, range: Address, bits: number): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text); // an IPv4-mapped address is the IPv4 address it stands for
  return address.kind() === range.kind() && address.match(range, bits);
}
