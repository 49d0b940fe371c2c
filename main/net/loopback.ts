/** Does a host name mean this computer (RFC 6761 6.3, RFC 1122 3.2.1.3, RFC 4291 2.5.3)? */
import { isIP } from 'node:net';

/** Only names that cannot be resolved to anything else: `localhost`, 127.0.0.0/8, ::1. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/gu, '').replace(/\.$/u, '');
  if (name === 'localhost') return true;
  if (isIP(name) === 4) return name.startsWith('127.');
  return name === '::1' || name === '0:0:0:0:0:0:0:1';
}
