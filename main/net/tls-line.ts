/** TLS over an open line, TLS 1.2 or newer, with the peer's certificate judged (RFC 8446, RFC 9325, RFC 9525). */
import { constants } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { connect, getCACertificates, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { fail, type FailureError } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { CertificatePin } from '../../shared/model/account.ts';
import { fingerprint, weakness } from './certificate-facts.ts';
import { connectFailure, refusedCertificate, type Circumstances } from './connect-failure.ts';
import { peerCertificate, peerChain } from './peer-certificate.ts';
import { matchesPin, pinsFor } from './pins.ts';

/** PEM texts; for EXTERNAL (RFC 4422 A) and servers that want one. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
  readonly passphrase?: string | undefined;
}

export interface TlsChoice {
  host: string;
  port: number;
  /** PEM, trusted beside the system's and the bundled ones. */
  extraCertificates?: readonly string[] | undefined;
  pins?: readonly CertificatePin[] | undefined;
  clientCertificate?: ClientCertificate | undefined;
}

/** One handshake for each line: TLS 1.2 would let the server begin another, with another certificate (RFC 9325 3.5). */
const NEVER_AGAIN = constants.SSL_OP_NO_RENEGOTIATION | constants.SSL_OP_NO_COMPRESSION;

/** For a library that upgrades a line by itself (STARTTLS inside a mail submission). Knows no pins. */
export function tlsOptions(host: string, extra: readonly string[] | undefined): ConnectionOptions {
  return { host, ...(isIP(host) === 0 ? { servername: host } : {}), minVersion: 'TLSv1.2', secureOptions: NEVER_AGAIN, rejectUnauthorized: true, ca: trusted(extra) };
}

let system: string[] | null = null;

/** Authorities as PEM: the system's, the bundled ones, and `extra` beside them. */
export function trusted(extra: readonly string[] = []): string[] {
  system ??= [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  return extra.length === 0 ? system : [...system, ...extra];
}

/** Takes `socket` over; it is destroyed if this rejects. `host` is as `asciiHost` makes it. Rejects with 'certificate', 'not-tls', 'connection-lost', 'authentication', 'invalid-input' or the signal's reason. */
export function secureLine(socket: Socket, choice: TlsChoice, signal: AbortSignal): Promise<TLSSocket> {
  const { host, port } = choice;
  const pins = pinsFor(choice.pins, host, port);
  return new Promise<TLSSocket>((resolve, reject) => {
    const at: Circumstances = { host, port, tls: true, connected: true, peer: undefined };
    // The plain socket's own errors come through the secure one as well.
    socket.on('error', () => undefined);
    let secure: TLSSocket;
    try {
      const { cert, key, passphrase } = choice.clientCertificate ?? {};
      const own = cert === undefined ? {} : { cert, key, ...(passphrase === undefined ? {} : { passphrase }) };
      // With a pin the verdict of the library is heard, not carried out by it: `judge` does that before anything is sent.
      secure = connect({ ...tlsOptions(host, choice.extraCertificates), ...own, rejectUnauthorized: pins.length === 0, socket });
    } catch (error) {
      socket.destroy();
      const reason = fail('invalid-input', say('engine-net.clientCertificate'), { detail: (error as NodeJS.ErrnoException).code ?? 'unreadable' });
      reason.cause = error;
      reject(reason);
      return;
    }
    const finish = (error: FailureError | null): void => {
      signal.removeEventListener('abort', onAbort);
      secure.off('error', onError).off('close', onClose).off('secure', onSecure).off('secureConnect', onReady);
      if (error === null) return resolve(secure);
      // What still comes from a line that is given up has no reader.
      secure.on('error', () => undefined);
      secure.destroy();
      socket.destroy();
      reject(error);
    };
    // Before Node judges the certificate and, refusing it, drops it: only then can its dates and names be told.
    const onSecure = (): void => void (at.peer = peerCertificate(secure));
    const onReady = (): void => finish(judge(secure, at, pins));
    const onError = (error: Error): void => finish(connectFailure(error, at));
    const onClose = (): void => finish(fail('connection-lost', say('engine-net.closedInsteadOfTls')));
    const onAbort = (): void => finish(connectFailure(signal.reason as Error, at));
    secure.prependListener('secure', onSecure);
    secure.on('error', onError).on('close', onClose).on('secureConnect', onReady);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** A pinned certificate is as good as it is; any other must be verified and strong enough. */
function judge(secure: TLSSocket, at: Circumstances, pins: readonly CertificatePin[]): FailureError | null {
  const chain = peerChain(secure);
  const [peer] = chain;
  if (peer === undefined) return fail('certificate', say('engine-net.noCertificate', { host: at.host }));
  if (pins.some((pin) => matchesPin(pin, fingerprint(peer)))) return null;
  const shown = { ...at, peer, pinChanged: pins.length > 0 };
  const weak = weakness(chain);
  if (!secure.authorized) {
    // A string at run time, whatever the types say; where it is no code, weakness is what is left.
    const error = secure.authorizationError as unknown;
    const code = error instanceof Error ? error.message : String(error);
    return code === 'UNSPECIFIED' && weak !== null ? refusedCertificate(code, shown, undefined, weak) : refusedCertificate(code, shown);
  }
  return weak === null ? null : refusedCertificate('', shown, undefined, weak);
}
