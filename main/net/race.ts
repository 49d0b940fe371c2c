/** Races connections to several addresses of one host (RFC 8305 5): a new attempt every 250 ms, earlier ones go on, the first to connect wins. */
import { connect, type Socket } from 'node:net';

/** Opens a line to one literal address. */
export type Connector = (address: string, port: number) => Socket;

/** RFC 8305 8, "Connection Attempt Delay". */
const STAGGER_MS = 250;
/** A line with nothing on it for so long is probed, and cut when no probe is answered within about ten seconds. */
const KEEP_ALIVE_MS = 30_000;

export const tcpConnector: Connector = (address, port) =>
  connect({ host: address, port, autoSelectFamily: false, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });

export interface RaceOptions {
  /** Ends every attempt; the promise rejects with its reason. */
  signal: AbortSignal;
  connector?: Connector | undefined;
  staggerMs?: number | undefined;
}

/** Rejects with the system error that says most when every attempt has failed. The losers are destroyed. */
export function raceAddresses(addresses: readonly string[], port: number, { signal, connector = tcpConnector, staggerMs = STAGGER_MS }: RaceOptions): Promise<Socket> {
  return new Promise<Socket>((resolve, reject) => {
    const open = new Set<Socket>();
    const errors: Error[] = [];
    let next = 0;
    let timer: NodeJS.Timeout | undefined;
    let over = false;

    const end = (winner: Socket | null, error?: Error): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      for (const socket of open) if (socket !== winner) socket.destroy();
      if (winner === null) reject(error ?? new Error('no address'));
      else resolve(winner);
    };
    const onAbort = (): void => end(null, signal.reason as Error);
    const lost = (error: Error): void => {
      errors.push(error);
      if (next < addresses.length) begin();
      else if (open.size === 0) end(null, mostTelling(errors));
    };
    const begin = (): void => {
      clearTimeout(timer);
      const address = addresses[next++];
      if (over || address === undefined) return;
      if (next < addresses.length) timer = setTimeout(begin, staggerMs);
      const socket = connector(address, port);
      open.add(socket);
      const onError = (error: Error): void => {
        if (!open.delete(socket) || over) return;
        socket.destroy();
        lost(error);
      };
      // Stays on losers and after the end: nobody else hears what they still have to say.
      socket.on('error', onError);
      socket.once('connect', () => {
        if (over) return;
        socket.off('error', onError);
        end(socket);
      });
    };

    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    if (addresses.length === 0) return end(null);
    begin();
  });
}

/** A refusal is an answer of the host itself; then a host that is silent; what this network cannot even reach says least. */
const TELLING = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EACCES', 'EPERM', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/** Of at least one: the first of those that say most about why nobody could be reached. */
function mostTelling(errors: readonly Error[]): Error {
  const rank = (error: Error): number => {
    const at = TELLING.indexOf((error as NodeJS.ErrnoException).code ?? '');
    return at < 0 ? TELLING.length : at;
  };
  return errors.reduce((best, error) => (rank(error) < rank(best) ? error : best));
}
