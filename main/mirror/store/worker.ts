/** Entry of the browser host's mirror: a SharedWorker with its own socket to the main process. Pages connect only to keep it alive. */
import { serveMirror } from './serve.ts';
import { webSocketTransport } from './web-socket-transport.ts';

/** Milliseconds before trying again. A main process that ended takes its port along, so trying costs little. */
const PAUSES = [100, 300, 1000, 3000, 10_000] as const;

const { protocol, host, search } = globalThis.location;
// The one-time token comes in the worker's own address and goes on as it is.
const token = new URLSearchParams(search).get('token') ?? '';
const address = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/mirror?token=${encodeURIComponent(token)}`;

async function serveForever(): Promise<never> {
  let attempt = 0;
  for (;;) {
    const socket = new WebSocket(address);
    let connected = false;
    socket.addEventListener('open', () => {
      connected = true;
    });
    const server = serveMirror(webSocketTransport(socket));
    const reason = await server.ended;
    attempt = connected && reason === 'line' ? 0 : Math.min(attempt + 1, PAUSES.length - 1);
    await new Promise((resolve) => setTimeout(resolve, PAUSES[attempt]));
    await server.close();
  }
}

void serveForever();
