/** Opens a line to a host through a proxy. */
import type { Socket } from 'node:net';
import { FailureError } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { ExactReader, HandshakeError } from './exact-reader.ts';
import { httpConnect } from './http-connect.ts';
import { proxyFailure, type ProxySettings, type ProxyTarget } from './proxy.ts';
import { socks5 } from './socks5.ts';

/** Octets that may come before they are taken: an answer, and the greeting right behind it. */
const MOST_HELD = 256 * 1024;

/** Asks the proxy at the other end of `socket` for a line to the target. Rejects with 'proxy' where the proxy is to blame, with what it says of the target otherwise, or with the signal's reason; then `socket` is destroyed. */
export async function throughProxy(socket: Socket, proxy: ProxySettings, target: ProxyTarget, signal: AbortSignal): Promise<void> {
  const reader = new ExactReader(socket, signal, MOST_HELD);
  try {
    await (proxy.kind === 'socks5' ? socks5(socket, reader, proxy, target) : httpConnect(socket, reader, proxy, target));
    if (target.tls && reader.left > 0) throw proxyFailure(proxy, say('engine-net.proxySlippedIn'));
    await reader.release();
    // What ended the line meanwhile was heard by nobody else.
    if (socket.destroyed) throw new HandshakeError('the line was closed');
  } catch (error) {
    // Nobody reads what a line that is given up still has to say.
    socket.on('error', () => undefined);
    socket.destroy();
    await reader.release();
    throw explained(error, proxy);
  }
}

function explained(error: unknown, proxy: ProxySettings): unknown {
  if (error instanceof FailureError) return error;
  if (error instanceof HandshakeError) return proxyFailure(proxy, say('engine-net.proxyKind'), error.message);
  if (error instanceof Error && 'syscall' in error) return proxyFailure(proxy, say('engine-net.proxyClosed'), (error as NodeJS.ErrnoException).code);
  return error;
}
