/** Does a port that stays silent wait for TLS (RFC 8446 4.1)? Asked on a line of its own, so that nothing is lost if it does not. */
import { connect as connectTls } from 'node:tls';
import { connect, type ConnectOptions } from './connect.ts';
import { tlsOptions } from './tls-line.ts';
import { asciiHost } from './host-name.ts';

/** True: it has answered with TLS, whatever its certificate is worth; nothing is sent behind the handshake. False: it has not, or cannot be reached. Never rejects. */
export async function speaksTls(options: ConnectOptions): Promise<boolean> {
  const until = performance.now() + options.deadlineMs;
  const socket = await connect({ ...options, tls: false }).catch(() => null);
  if (socket === null) return false;
  return new Promise((resolve) => {
    const secure = connectTls({ ...tlsOptions(asciiHost(options.host), []), rejectUnauthorized: false, socket });
    const finish = (answer: boolean): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
      secure.destroy();
      socket.destroy();
      resolve(answer);
    };
    const onAbort = (): void => finish(false);
    const timer = setTimeout(onAbort, Math.max(1, until - performance.now()));
    options.signal?.addEventListener('abort', onAbort, { once: true });
    socket.on('error', () => undefined);
    // An alert is TLS as well: it only wants another version, or a certificate of ours.
    secure.on('error', (error: NodeJS.ErrnoException) => finish(/_ALERT_|UNSUPPORTED_PROTOCOL/u.test(error.code ?? '')));
    secure.on('secureConnect', () => finish(true)).on('close', onAbort);
  });
}
