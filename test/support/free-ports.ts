/** Finds TCP ports for servers that must be told theirs before they start. */
import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

/**
 * Below what Linux and macOS give to `listen(0)` and to every outgoing line (from 32768 and 49152): a port found free
 * there is often somebody else's a moment later, and that test then talks to a stranger (Courier, 2026-11-21).
 */
const FIRST = 12_000;
const LAST = 32_000;
const ATTEMPTS = 200;

/** `count` different ports of 127.0.0.1 that nobody listens on, held open together and then released. Rejects if there are none. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = new Map<number, Server>();
  for (let attempt = 0; servers.size < count; attempt++) {
    if (attempt === ATTEMPTS) throw new Error(`no ${count} free ports from ${FIRST} to ${LAST}`);
    const port = randomInt(FIRST, LAST);
    const server = await listening(port);
    if (server !== null) servers.set(port, server);
  }
  await Promise.all([...servers.values()].map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
  return [...servers.keys()];
}

/** Null if the port is taken. */
function listening(port: number): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(null) : reject(error)));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
