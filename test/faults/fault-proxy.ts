/** A loopback proxy that counts what passes and, at one octet, cuts the connection that carries it. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export const CUTS = ['fin', 'rst', 'black-hole'] as const;
export type Cut = (typeof CUTS)[number];
export type Direction = 'up' | 'down';
/** After so many octets in that direction, over all connections together, the one that has just carried the last of them is cut. */
export interface CutPoint { direction: Direction; after: number; cut: Cut }

export interface FaultProxy {
  readonly port: number;
  /** Octets that have come in so far, whether they were let through or not. */
  readonly seen: Readonly<Record<Direction, number>>;
  /** The cut has happened. */
  readonly struck: boolean;
  close(): Promise<void>;
}

export async function startFaultProxy(target: number, point: CutPoint | null): Promise<FaultProxy> {
  const seen = { up: 0, down: 0 };
  const sockets = new Set<Socket>();
  let struck = false;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    let gone = false;
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.on('close', () => { if (!gone) far.destroy(); });
    far.on('close', () => { if (!gone) client.destroy(); });
    const strike = (cut: Cut): void => {
      gone = true;
      struck = true;
      if (cut === 'fin') for (const socket of [client, far]) socket.end();
      else if (cut === 'rst') for (const socket of [client, far]) socket.resetAndDestroy();
      // A dead path: the server gets no word of it either, until its own patience ends.
      if (cut === 'black-hole') far.destroy();
    };
    const pass = (from: Socket, to: Socket, direction: Direction): void => {
      from.on('data', (chunk: Buffer) => {
        if (gone) return;
        const before = seen[direction];
        seen[direction] += chunk.length;
        if (point !== null && !struck && point.direction === direction && seen[direction] >= point.after) {
          const part = chunk.subarray(0, point.after - before);
          if (point.cut === 'rst') to.write(part, () => strike('rst'));
          else if (part.length > 0) to.write(part);
          if (point.cut !== 'rst') strike(point.cut);
          else gone = true;
          return;
        }
        if (!to.write(chunk)) {
          from.pause();
          to.once('drain', () => from.resume());
        }
      });
      from.on('end', () => { if (!gone) to.end(); });
    };
    pass(client, far, 'up');
    pass(far, client, 'down');
    if (point !== null && point.after === 0 && !struck) strike(point.cut);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    get struck() { return struck; },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    }),
  };
}
