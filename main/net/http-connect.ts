/** A tunnel through an HTTP proxy: CONNECT (RFC 9110 9.3.6, RFC 9112), with Basic login (RFC 7617). */
import { isIP, type Socket } from 'node:net';
import { fail } from '../../shared/failure.ts';
import { HandshakeError, type ExactReader } from './exact-reader.ts';
import { beyondProxy, proxyFailure, type ProxySettings, type ProxyTarget } from './proxy.ts';

/** Octets of a whole answer's header. */
const LONGEST_HEADER = 16 * 1024;

export async function httpConnect(socket: Socket, reader: ExactReader, proxy: ProxySettings, target: ProxyTarget): Promise<void> {
  const authority = `${isIP(target.host) === 6 ? `[${target.host}]` : target.host}:${target.port}`;
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${authorization(proxy)}\r\n`, 'latin1');
  const header = (await reader.through('\r\n\r\n', LONGEST_HEADER)).toString('latin1');
  const status = /^HTTP\/1\.[01] (\d{3})(?: |\r)/u.exec(header)?.[1];
  if (status === undefined) throw new HandshakeError('not HTTP');
  // With 2xx whatever the header says of a body counts for nothing: what follows is the other side (RFC 9110 9.3.6).
  if (status.startsWith('2')) return;
  const { host } = target;
  if (status === '407') throw proxyFailure(proxy, proxy.user ? 'It refused its user name or password.' : 'It wants a user name and a password.', `HTTP ${status}`);
  if (status === '502' || status === '503') throw beyondProxy('connection-lost', `${host} cannot be reached through the proxy ${proxy.host}.`, `HTTP ${status}`);
  if (status === '504') throw beyondProxy('timeout', `${host} did not answer in time.`, `HTTP ${status}`);
  if (status === '403' || status === '405') throw proxyFailure(proxy, `It does not allow a connection to ${host} on this port.`, `HTTP ${status}`);
  throw proxyFailure(proxy, `It did not open a connection to ${host}.`, `HTTP ${status}`);
}

function authorization({ user, password = '' }: ProxySettings): string {
  if (user === undefined || user === '') return '';
  // RFC 7617 2: no colon in the name, no controls in either.
  if (user.includes(':') || /\p{Cc}/u.test(user + password)) throw fail('invalid-input', 'The user name or password of the proxy has a character that cannot be sent.');
  return `Proxy-Authorization: Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}\r\n`;
}
