/** server/adapters/http-page - which addresses belong to the public internet. Whatever is not known to be public is not. */
import ipaddr from 'ipaddr.js';

/** Public by their range, and yet a door into a cloud's inside: Azure's host, which answers every machine in it. */
const inner: ReadonlySet<string> = new Set(['168.63.129.16']);

/** Global unicast, the only IPv6 range in which public hosts live. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is one of the public internet: not loopback, private, link-local, shared, multicast, broadcast, reserved
 * or unspecified, and not an IPv6 form that carries an IPv4 address (mapped, compatible, 6to4, Teredo, NAT64), which could be any of those.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' ? !inner.has(address.toString()) : address.match(globalUnicast);
}
