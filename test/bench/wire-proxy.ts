/** A line that is as long as one likes: passes octets on in both directions after a delay. */
import { connect, createServer, type Socket } from 'node:net';

/** `oneWay`: milliseconds. */
export async function startSlowLine(port: number, oneWay: number): Promise<{ port: number; stop(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port, host: '127.0.0.1', noDelay: true });
    sockets.add(near).add(far);
    pass(near, far, oneWay);
    pass(far, near, oneWay);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Timers of the same length fire in the order they were set. */
function pass(from: Socket, to: Socket, delay: number): void {
  from.on('data', (chunk: Buffer) => setTimeout(() => to.write(chunk), delay));
  from.on('end', () => setTimeout(() => to.end(), delay));
  from.on('error', () => to.destroy());
}
