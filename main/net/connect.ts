/** Opens a TCP or TLS line, through a proxy if there is one, under one deadline (RFC 8305, RFC 8314, RFC 9525); every error becomes a Failure. */
import type { Socket } from 'node:net';
import { fail, saidOf } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { connectFailure } from './connect-failure.ts';
import { asciiHost } from './host-name.ts';
import type { ProxySettings } from './proxy.ts';
import { raceAddresses, type Connector } from './race.ts';
import { addressesOf, type Lookup } from './resolve.ts';
import { throughProxy } from './through-proxy.ts';
import { secureLine, type TlsChoice } from './tls-line.ts';

export interface ConnectOptions extends TlsChoice {
  /** TLS from the first octet. */
  tls: boolean;
  proxy?: ProxySettings | undefined;
  /** Milliseconds over DNS, connect, proxy and TLS. */
  deadlineMs: number;
  signal?: AbortSignal | undefined;
  /** Instead of the system's. */
  lookup?: Lookup | undefined;
  connector?: Connector | undefined;
}

/** All addresses of a name are tried at short intervals; with a proxy it alone is looked up here. Rejects with name-not-found, connection-refused, timeout, not-tls, certificate, connection-lost, proxy, authentication, invalid-input or cancelled. */
export function connect(options: ConnectOptions): Promise<Socket> {
  return within(options, async (signal) => {
    const host = asciiHost(options.host);
    const { proxy, port, tls } = options;
    const first = proxy === undefined ? { host, port } : { host: asciiHost(proxy.host), port: proxy.port };
    const socket = await tcp(first, options, signal).catch((error: unknown) => {
      throw proxy === undefined ? error : ofProxy(error as Error, first.host);
    });
    if (proxy !== undefined) await throughProxy(socket, proxy, { host, port, tls }, signal);
    return tls ? secureLine(socket, { ...options, host }, signal) : socket;
  });
}

/** Upgrades an open line whose buffers are empty (STARTTLS). The old socket must not be used afterwards; it is destroyed if this rejects. */
export function upgrade(socket: Socket, options: ConnectOptions): Promise<Socket> {
  return within(options, (signal) => secureLine(socket, { ...options, host: asciiHost(options.host) }, signal));
}

async function tcp({ host, port }: { host: string; port: number }, { lookup, connector }: ConnectOptions, signal: AbortSignal): Promise<Socket> {
  try {
    const addresses = await orAborted(addressesOf(host, lookup), signal);
    return await raceAddresses(addresses, port, { signal, connector });
  } catch (error) {
    throw connectFailure(error as Error, { host, port, tls: false, connected: false, peer: undefined });
  }
}

/** The same failure, said of the proxy. */
function ofProxy(error: Error, host: string): Error {
  const { failure } = connectFailure(error, { host, port: 0, tls: false, connected: false, peer: undefined });
  if (failure.code === 'cancelled') return error;
  const told = fail(failure.code, say('engine-net.proxyUnreachable', { reason: saidOf(failure) }), failure);
  told.cause = error;
  return told;
}

/** `work` under the deadline and the caller's signal; what it opens after the end is its own to close on the signal. */
async function within<T>({ host, deadlineMs, signal }: ConnectOptions, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const control = new AbortController();
  const onAbort = (): void => control.abort(fail('cancelled', say('engine-net.cancelled')));
  const timer = setTimeout(() => control.abort(fail('timeout', say('engine-net.timeout', { host }))), Math.max(1, deadlineMs));
  if (signal?.aborted === true) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await work(control.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** A lookup cannot be stopped, only no longer be waited for. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
