/** A host as typed, as DNS, TLS and proxies want it (RFC 5890 2.3.2.1 A-labels, RFC 3986 3.2.2 brackets, RFC 6066 3 no trailing dot). */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';

/** Throws 'name-not-found' for what no host can be called. */
export function asciiHost(host: string): string {
  const bare = host.trim().replace(/^\[(.*)\]$/u, '$1').replace(/\.$/u, '');
  if (isIP(bare) !== 0) return bare;
  // The platform's conversion takes what it is given for a URL: line ends vanish in it, and a slash ends the name.
  const name = /[\p{C}\p{Z}/\\@:?#%[\]]/u.test(bare) ? '' : domainToASCII(bare);
  // What has grown into an address (`0x7f.1`) or holds anything but letters, digits, `-`, `_` and `.` is no name.
  if (name === '' || name.length > 253 || !/^[\w.-]+$/u.test(name) || (isIP(name) !== 0 && name !== bare)) throw fail('name-not-found', say('engine-net.badName'));
  return name;
}
