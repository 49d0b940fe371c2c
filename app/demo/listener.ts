/** A TCP server on loopback alone, with a bound on its connections. */
import { createServer, type Server, type Socket } from 'node:net';

const MAX_CONNECTIONS = 50;

export interface Listener {
  port: number;
  /** Cuts every connection and stops listening. */
  close(): Promise<void>;
  /** Cuts every connection; new ones are welcome. */
  cutAll(): void;
}

/** Port 0, or one that is taken, becomes any free port. `serve` resolves when its connection is over. */
export async function listen(port: number, serve: (socket: Socket) => Promise<void>): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    // An error of one connection ends that connection; the reader sees its end.
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    serve(socket).catch((error: unknown) => {
      // A defect of the server ends this one connection, and says so.
      process.emitWarning(error instanceof Error ? error : String(error));
      socket.destroy();
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  const bound = await bind(server, port).catch((error: NodeJS.ErrnoException) => {
    if (port === 0 || (error.code !== 'EADDRINUSE' && error.code !== 'EACCES')) throw error;
    return bind(server, 0);
  });
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: bound,
    cutAll,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      cutAll();
    }),
  };
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
