/** Passes a line on as it is and counts what the client says. */
import { connect, createServer, type Socket } from 'node:net';

export interface WireTap {
  readonly port: number;
  /** Lines of the client that matched, since the start. */
  count(): number;
  stop(): void;
}

/** `line`: tried on every complete line of the client, without its CRLF. Literals are not told apart: it must match commands alone. */
export async function startWireTap(port: number, line: RegExp): Promise<WireTap> {
  const sockets = new Set<Socket>();
  let counted = 0;
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port, host: '127.0.0.1', noDelay: true });
    sockets.add(near).add(far);
    let rest = '';
    near.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      counted += lines.filter((one) => line.test(one)).length;
    });
    near.pipe(far).pipe(near);
    for (const [one, other] of [[near, far], [far, near]] as const) one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    count: () => counted,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
