/** Entry of the browser host's mirror: a SharedWorker with its own socket to the main process. Pages connect only to keep it alive. */
import { serveMirror } from './serve.ts';
import { webSocketTransport } from './web-socket-transport.ts';

/** Milliseconds before trying again. */
const PAUSES = [100, 300, 1000, 3000] as const;
/** A line that lasted so long was a good one. */
const GOOD = 5000;

const { protocol, host, search } = globalThis.location;
// What opens a line to the host is in the worker's name, which only pages of its origin know.
const [, key] = (globalThis as unknown as { name: string }).name.split(' ');
// The one-time token comes in the worker's own address and goes on as it is.
const token = new URLSearchParams(search).get('token') ?? '';
const address = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/mirror?token=${encodeURIComponent(token)}`;

async function serveForever(): Promise<never> {
  let attempt = 0;
  for (;;) {
    const began = performance.now();
    const socket = new WebSocket(address, key ? ['godwit', key] : []);
    const transport = webSocketTransport(socket);
    const connected = await new Promise<boolean>((resolve) => {
      socket.addEventListener('open', () => resolve(true));
      socket.addEventListener('close', () => resolve(false));
    });
    // Not before there is a line: the database may be in use by the worker whose line has just been lost.
    const server = connected ? serveMirror(transport) : undefined;
    const reason = await server?.ended;
    attempt = reason === 'line' && performance.now() - began > GOOD ? 0 : Math.min(attempt + 1, PAUSES.length - 1);
    await new Promise((resolve) => setTimeout(resolve, PAUSES[attempt]));
    await server?.close();
  }
}

void serveForever();
