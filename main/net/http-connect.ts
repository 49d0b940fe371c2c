/** A tunnel through an HTTP proxy: CONNECT (RFC 9110 9.3.6, RFC 9112), with Basic login (RFC 7617). */
import { isIP, type Socket } from 'node:net';
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
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
  if (status === '407') throw proxyFailure(proxy, proxy.user ? say('engine-net.proxyLogin') : say('engine-net.proxyWantsLogin'), `HTTP ${status}`);
  if (status === '502' || status === '503') throw beyondProxy('connection-lost', say('engine-net.beyondProxy', { host, proxy: proxy.host }), `HTTP ${status}`);
  if (status === '504') throw beyondProxy('timeout', say('engine-net.timeout', { host }), `HTTP ${status}`);
  if (status === '403' || status === '405') throw proxyFailure(proxy, say('engine-net.proxyForbids', { host }), `HTTP ${status}`);
  throw proxyFailure(proxy, say('engine-net.proxyFailed', { host }), `HTTP ${status}`);
}

function authorization({ user, password = '' }: ProxySettings): string {
  if (user === undefined || user === '') return '';
  // RFC 7617 2: no colon in the name, no controls in either.
  if (user.includes(':') || /\p{Cc}/u.test(user + password)) throw fail('invalid-input', say('engine-net.proxyCredentials'));
  return `Proxy-Authorization: Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}\r\n`;
}
