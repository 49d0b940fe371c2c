/** SOCKS5 (RFC 1928) with user name and password (RFC 1929); a name goes to the proxy as it is and is never looked up here. */
import { isIP, type Socket } from 'node:net';
import { fail, type FailureError } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { HandshakeError, type ExactReader } from './exact-reader.ts';
import { beyondProxy, proxyFailure, type ProxySettings, type ProxyTarget } from './proxy.ts';

const VERSION = 5;
const NO_LOGIN = 0;
const PASSWORD = 2;

export async function socks5(socket: Socket, reader: ExactReader, proxy: ProxySettings, target: ProxyTarget): Promise<void> {
  const login = credentials(proxy);
  socket.write(login === null ? Buffer.from([VERSION, 1, NO_LOGIN]) : Buffer.from([VERSION, 2, NO_LOGIN, PASSWORD]));
  const [version, method] = await reader.take(2);
  if (version !== VERSION) throw new HandshakeError('not SOCKS5');
  if (method === 255) throw proxyFailure(proxy, login === null ? say('engine-net.proxyWantsLogin') : say('engine-net.proxyTakesNoLogin'));
  if (method === PASSWORD && login !== null) {
    socket.write(login);
    const [, status] = await reader.take(2);
    if (status !== 0) throw proxyFailure(proxy, say('engine-net.proxyLogin'));
  } else if (method !== NO_LOGIN) throw new HandshakeError('a way to log in that was not offered');

  socket.write(request(target));
  const [replyVersion, reply, , kind] = await reader.take(4);
  if (replyVersion !== VERSION) throw new HandshakeError('not SOCKS5');
  if (reply !== 0) throw refused(reply ?? 1, proxy, target);
  // The address the proxy uses is of no interest, but what follows it is already the other side.
  await reader.take((await boundLength(kind ?? 0, reader)) + 2);
}

/** RFC 1929 2; null without a user. */
function credentials({ user, password }: ProxySettings): Buffer | null {
  if (user === undefined || user === '') return null;
  const name = Buffer.from(user, 'utf8');
  const secret = Buffer.from(password ?? '', 'utf8');
  if (name.length > 255 || secret.length > 255) throw fail('invalid-input', say('engine-net.proxyCredentialsLong'));
  return Buffer.concat([Buffer.from([1, name.length]), name, Buffer.from([secret.length]), secret]);
}

function request({ host, port }: ProxyTarget): Buffer {
  const head = Buffer.from([VERSION, 1, 0]);
  const tail = Buffer.from([port >> 8, port & 255]);
  if (isIP(host) === 4) return Buffer.concat([head, Buffer.from([1, ...host.split('.').map(Number)]), tail]);
  if (isIP(host) === 6) return Buffer.concat([head, Buffer.from([4]), ipv6(host), tail]);
  const name = Buffer.from(host, 'latin1');
  if (name.length > 255) throw fail('name-not-found', say('engine-net.badName'));
  return Buffer.concat([head, Buffer.from([3, name.length]), name, tail]);
}

async function boundLength(kind: number, reader: ExactReader): Promise<number> {
  if (kind === 1) return 4;
  if (kind === 4) return 16;
  if (kind === 3) return (await reader.take(1))[0]!;
  throw new HandshakeError('an address of an unknown kind');
}

/** RFC 1928 6 `REP`. */
function refused(reply: number, proxy: ProxySettings, { host }: ProxyTarget): FailureError {
  if (reply === 3 || reply === 4) return beyondProxy('connection-lost', say('engine-net.beyondProxy', { host, proxy: proxy.host }), reply === 3 ? 'network unreachable' : 'host unreachable');
  if (reply === 5) return beyondProxy('connection-refused', say('engine-net.refuses', { host }), 'connection refused');
  if (reply === 6) return beyondProxy('timeout', say('engine-net.timeout', { host }), 'time to live expired');
  if (reply === 2) return proxyFailure(proxy, say('engine-net.proxyForbids', { host }));
  return proxyFailure(proxy, say('engine-net.proxyFailed', { host }), `SOCKS5 reply ${reply}`);
}

/** The 16 octets of an address in text form. */
function ipv6(text: string): Buffer {
  const [before = '', after] = (text.split('%', 1)[0] ?? '').split('::');
  const groups = (part: string): number[] => (part === '' ? [] : part.split(':').flatMap((group) => (group.includes('.') ? dotted(group) : [parseInt(group, 16)])));
  const left = groups(before);
  const right = after === undefined ? [] : groups(after);
  const all = [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 255]));
}

function dotted(text: string): number[] {
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return [(a << 8) | b, (c << 8) | d];
}
