/** Opens a TCP or TLS line under one deadline, certificates verified (RFC 8314, RFC 9525); every error becomes a Failure. */
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, getCACertificates, type ConnectionOptions, type PeerCertificate, type TLSSocket } from 'node:tls';
import { fail, type FailureError } from '../../shared/failure.ts';
import { certificateReason, isCertificateError } from './certificate.ts';

export interface ConnectOptions {
  host: string;
  port: number;
  /** TLS from the first octet. */
  tls: boolean;
  /** PEM, trusted beside the system's and the bundled ones. */
  extraCertificates?: readonly string[] | undefined;
  /** Milliseconds over DNS, connect and TLS. */
  deadlineMs: number;
  signal?: AbortSignal | undefined;
}

/** All addresses of a name are tried at short intervals (RFC 8305, the platform's default). Rejects with name-not-found, connection-refused, timeout, not-tls, certificate, connection-lost or cancelled. */
export function connect(options: ConnectOptions): Promise<Socket> {
  const host = options.host.replace(/^\[|\]$/gu, '');
  if (!options.tls) {
    const socket = connectTcp({ host, port: options.port, autoSelectFamily: true });
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    return settle(socket, 'connect', options, host, () => socket);
  }
  const socket = connectTls({ ...tlsOptions(host, options.extraCertificates), port: options.port });
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 60_000);
  return settle(socket, 'secureConnect', options, host, () => socket);
}

/** Upgrades an open line whose buffers are empty (STARTTLS). The old socket must not be used afterwards. */
export function upgrade(socket: Socket, options: ConnectOptions): Promise<Socket> {
  const host = options.host.replace(/^\[|\]$/gu, '');
  const secure = connectTls({ ...tlsOptions(host, options.extraCertificates), socket });
  return settle(secure, 'secureConnect', options, host, () => secure).catch((error: unknown) => {
    socket.destroy();
    throw error;
  });
}

/** For a library that upgrades a line by itself (STARTTLS inside a mail submission). */
export function tlsOptions(host: string, extra: readonly string[] | undefined): ConnectionOptions {
  return { host, ...(isIP(host) === 0 ? { servername: host } : {}), minVersion: 'TLSv1.2', rejectUnauthorized: true, ca: trusted(extra) };
}

let system: string[] | null = null;

function trusted(extra: readonly string[] = []): string[] {
  system ??= [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  return extra.length === 0 ? system : [...system, ...extra];
}

function settle<S extends Socket>(socket: S, event: 'connect' | 'secureConnect', options: ConnectOptions, host: string, done: () => Socket): Promise<Socket> {
  return new Promise<Socket>((resolve, reject) => {
    let connected = event === 'secureConnect' && !socket.connecting;
    let peer: PeerCertificate | undefined;
    // Before Node judges the certificate and, refusing it, drops it: only then can its dates and names be told.
    const onSecure = (): void => void (peer = peerOf(socket));
    const finish = (error: FailureError | null): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
      socket.off('error', onError).off('close', onClose).off('connect', onConnect).off('secure', onSecure).off(event, onReady);
      if (error === null) {
        resolve(done());
        return;
      }
      // What still comes from a line that is given up has no reader.
      socket.on('error', () => undefined);
      socket.destroy();
      reject(error);
    };
    const onConnect = (): void => void (connected = true);
    const onReady = (): void => finish(null);
    const onError = (error: Error): void => finish(connectFailure(error, { host, tls: event === 'secureConnect', connected, peer }));
    const onClose = (): void => finish(fail('connection-lost', event === 'secureConnect' && connected ? 'The server closed the line instead of setting up encryption.' : 'The line was closed before it was ready.'));
    const onAbort = (): void => finish(fail('cancelled', 'The connection was cancelled.'));
    const timer = setTimeout(() => finish(fail('timeout', `${host} did not answer in time.`)), Math.max(1, options.deadlineMs));
    socket.prependListener('secure', onSecure);
    socket.on('error', onError).on('close', onClose).on('connect', onConnect).on(event, onReady);
    if (options.signal?.aborted === true) onAbort();
    else options.signal?.addEventListener('abort', onAbort, { once: true });
  });
}

function peerOf(socket: Socket): PeerCertificate | undefined {
  if (!('getPeerCertificate' in socket)) return undefined;
  // Null once the line is gone, and an empty object where none was shown, whatever the types say.
  const certificate = (socket as TLSSocket).getPeerCertificate() as PeerCertificate | null;
  return certificate !== null && Object.keys(certificate).length > 0 ? certificate : undefined;
}

interface Circumstances { host: string; tls: boolean; connected: boolean; peer: PeerCertificate | undefined }

/** The Failure for an error of `net`, `dns` or `tls`. */
export function connectFailure(error: Error, at: Circumstances): FailureError {
  // With several addresses tried, the first says as much as all of them.
  const first: unknown = error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
  const cause = first as Error & { code?: string; cert?: PeerCertificate };
  const code = cause.code ?? '';
  const make = (failureCode: Parameters<typeof fail>[0], message: string, detail?: string): FailureError => {
    const value = fail(failureCode, message, detail === undefined ? {} : { detail });
    value.cause = error;
    return value;
  };
  if (code === 'ENOTFOUND' || code === 'EAI_NODATA' || code === 'EAI_NONAME') return make('name-not-found', `There is no server called ${at.host}.`);
  if (code === 'EAI_AGAIN' || code === 'EAI_FAIL') return make('name-not-found', `The name ${at.host} could not be looked up. Is there a network?`, code);
  if (code === 'ECONNREFUSED') return make('connection-refused', `${at.host} refuses connections on this port.`);
  if (code === 'ETIMEDOUT') return make('timeout', `${at.host} did not answer in time.`);
  if (isCertificateError(code)) {
    const reason = certificateReason({ code, message: cause.message, ...(cause.cert ? { cert: cause.cert } : {}) }, { host: at.host, ...(at.peer ? { cert: at.peer } : {}) });
    return make('certificate', `The certificate of ${at.host} cannot be trusted.`, reason);
  }
  if (at.tls && (code.startsWith('ERR_SSL') || code === 'EPROTO')) return make('not-tls', `${at.host} does not speak encrypted TLS on this port.`, tlsReason(code));
  if (at.tls && at.connected && (code === 'ECONNRESET' || code === 'EPIPE')) return make('connection-lost', `${at.host} closed the line while encryption was being set up.`, code);
  return make('connection-lost', `The line to ${at.host} was lost.`, code || cause.message);
}

function tlsReason(code: string): string {
  if (code === 'ERR_SSL_UNSUPPORTED_PROTOCOL' || code === 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION') return 'the server offers only TLS versions that are no longer safe';
  return code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG' ? 'the answer was not TLS' : code;
}
