/** server/http - who sent a request, as far as addresses tell. */
import {isIP} from 'node:net';
import type {Context} from 'koa';
import ipaddr from 'ipaddr.js';

/** Where a request comes from. */
export interface ClientAddress {
  /** What limits count by: an IPv4 address, or the /64 of an IPv6 one, since that is what one customer gets. */
  readonly key: string;
  /** Whether it comes from this machine, and through no proxy. */
  readonly loopback: boolean;
}

/**
 * The address of whoever sent a request. `X-Forwarded-For` counts only as far as trusted proxies have written it: each adds the address that it sees at
 * the end, so what stands before their entries was made up by the caller.
 * @param trustedProxies - How many proxies of ours a request passes.
 */
export function clientAddress(ctx: Context, trustedProxies: number): ClientAddress {
  const peer = ctx.req.socket.remoteAddress ?? '';
  const chain = ctx.get('X-Forwarded-For').split(',').map((entry) => entry.trim()).filter(Boolean);
  const forwarded = trustedProxies > 0 ? (chain.at(-trustedProxies) ?? chain[0]) : undefined;
  const address = forwarded !== undefined && isIP(forwarded) > 0 ? forwarded : peer;
  const direct = chain.length === 0 && ctx.get('Forwarded') === '';
  return {key: addressKey(address), loopback: direct && isLoopback(peer)};
}

const isLoopback = (address: string): boolean => /^(?:127\.|::1$|::ffff:127\.)/.test(address);

function addressKey(address: string): string {
  if (isIP(address) === 0) return address;
  const parsed = ipaddr.process(address); // an IPv4 address in IPv6 clothes is an IPv4 address
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${parsed.toByteArray().slice(0, 8).map((byte) => byte.toString(16).padStart(2, '0')).join('')}/64`;
}
