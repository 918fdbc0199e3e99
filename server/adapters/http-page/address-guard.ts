/** server/adapters/http-page - decides which addresses page reading may go to, before and while it connects. */
import type {LookupAddress, LookupOptions} from 'node:dns';
import type {LookupFunction} from 'node:net';
import {allowsPrivate, type AllowedPrivate, parseAllowPrivate} from '../../enrichment/allow-private.ts';
import {UpstreamError} from '../../pipeline/upstream-error.ts';
import {isPublicAddress} from './public-address.ts';

/** Options for {@link AddressGuard}. */
export interface AddressGuardOptions {
  /** Hosts (`wiki.local`, `127.0.0.1:8080`) and CIDR ranges that may be reached although they are not public, on any port if none is named. */
  readonly allowPrivate?: readonly string[];
  /** Ports of public sites. @defaultValue 80, 443, 8080 and 8443 */
  readonly ports?: readonly number[];
}

/** Names that mean something only inside a network. */
const localNames = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|private|lan|home|corp|arpa|onion)$/u;

/** Keeps page reading on the public internet, except for what the operator allows. */
export class AddressGuard {
  readonly #allowed: readonly AllowedPrivate[];
  readonly #ports: ReadonlySet<number>;

  /** @throws RangeError - When an entry of `allowPrivate` can't be read. */
  constructor({allowPrivate = [], ports = [80, 443, 8080, 8443]}: AddressGuardOptions = {}) {
    const allowed = parseAllowPrivate(allowPrivate);
    if (typeof allowed === 'string') throw new RangeError(`allowPrivate ${allowed}`);
    this.#allowed = allowed;
    this.#ports = new Set(ports);
  }

  /**
   * The address of a page, if it may be asked for; `base` is the page whose redirect names it.
   * Odd spellings of hosts (decimal, octal, hexadecimal, other scripts' letters) are what a URL makes of them: judged as the host they mean.
   * @throws UpstreamError - `address-refused`.
   */
  check(address: string, base?: URL): URL {
    const url = URL.parse(address, base?.href);
    if (!url) throw refusal(address, 'The address is not a valid one.');
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refusal(address, 'Only pages on the web (http, https) are read.');
    if (url.username !== '' || url.password !== '') throw refusal(address, 'The address carries a user name or password.');
    const host = hostOf(url.hostname);
    const port = portOf(url);
    if (this.allows(host, host, port)) return url;
    // A name is judged by its addresses, as they are looked up, unless no address could make it right.
    const isName = !/^[\d.]+$|:/u.test(host);
    const isPublic = isName ? !isLocalName(host) : isPublicAddress(host);
    if (isName && ((isPublic && this.#ports.has(port)) || this.#mayResolveTo(port))) return url;
    throw refusal(address, isPublic ? 'The address names a port that pages are not read from.' : notPublic);
  }

  /** Whether a connection to this IP address may be made for this host. */
  allows(address: string, hostname: string, port: number): boolean {
    const host = hostOf(hostname);
    return allowsPrivate(this.#allowed, address, host, port) || (this.#ports.has(port) && !isLocalName(host) && isPublicAddress(address));
  }

  /**
   * Wraps a resolver so that it gives allowed addresses only. A connection made through it goes to an address that was checked:
   * a name that resolves differently the next time gains nothing.
   */
  lookup(resolve: LookupFunction, port: number): LookupFunction {
    return (hostname, options, callback) => {
      const all: LookupOptions = {...options, all: true};
      resolve(hostname, all, (error, found, family) => {
        if (error) {
          callback(error, []);
          return;
        }
        const addresses: readonly LookupAddress[] = typeof found === 'string' ? [{address: found, family: family ?? 4}] : found;
        const allowed = addresses.filter(({address}) => this.allows(address, hostname, port));
        const first = allowed[0];
        if (!first) callback(refusal(hostname, notPublic), []);
        else if (options.all) callback(null, allowed);
        else callback(null, first.address, first.family);
      });
    };
  }

  /** Whether some range is allowed on this port, so that a name's addresses may turn out to be in it. */
  #mayResolveTo(port: number): boolean {
    return this.#allowed.some((entry) => entry.kind === 'range' && (entry.port ?? port) === port);
  }
}

/** Said of an address that is not public and not allowed either. */
export const notPublic = 'The address does not lead to the public internet.';

/** The error of an address that may not be reached. */
export const refusal = (address: string, reason: string): UpstreamError =>
  new UpstreamError(`Cannot read "${address}": ${reason}`, {code: 'address-refused', reason, retryable: false});

const hostOf = (hostname: string): string => hostname.replace(/^\[|\]$/gu, '').toLowerCase();
const portOf = ({port, protocol}: URL): number => (port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port));
/** A name without a dot, one that ends in a dot, or one under a name that means something only inside a network. */
const isLocalName = (host: string): boolean => (!host.includes('.') && !host.includes(':')) || host.endsWith('.') || localNames.test(host);
