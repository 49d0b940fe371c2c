/** A loopback proxy that passes on every line of the server as the test wants it: as it is, as another one, or not at all. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Direction, FaultProxy } from './fault-proxy.ts';

/** `line` has no line end, and so has the answer, where it has several; null: the client never sees it. */
export type Rewrite = (line: string) => string | null;

export interface RewritingProxy extends FaultProxy {
  /** Null: the truth. */
  lie(rewrite: Rewrite | null): void;
}

export async function startRewritingProxy(target: number): Promise<RewritingProxy> {
  const seen: Record<Direction, number> = { up: 0, down: 0 };
  const sockets = new Set<Socket>();
  let rewrite: Rewrite | null = null;
  let struck = false;
  const told = (line: string): string => {
    const said = rewrite ? rewrite(line) : line;
    struck ||= said !== line;
    return said === null ? '' : `${said}\r\n`;
  };
  const server = createServer({ noDelay: true }, (client) => {
    const far = connect({ port: target, host: '127.0.0.1', noDelay: true });
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.on('close', () => far.destroy());
    far.on('close', () => client.destroy());
    client.on('data', (chunk: Buffer) => {
      seen.up += chunk.length;
      far.write(chunk);
    });
    let rest = '';
    far.on('data', (chunk: Buffer) => {
      seen.down += chunk.length;
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop()!;
      client.write(lines.map(told).join(''), 'latin1');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    get struck() { return struck; },
    lie(wanted) {
      rewrite = wanted;
      struck = false;
    },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    }),
  };
}
