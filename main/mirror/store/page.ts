/** Entry of the desktop host's mirror: a hidden page that is handed a port to the main process. */
import { messagePortTransport } from './message-port-transport.ts';
import { serveMirror } from './serve.ts';

/** Milliseconds before a page whose database failed starts over; the host gives a new port with every load. */
const PAUSE = 3000;

globalThis.addEventListener('message', (event) => {
  const { ports } = event as MessageEvent;
  const [port] = ports;
  if (!port) return;
  const server = serveMirror(messagePortTransport(port));
  void server.ended.then(async (reason) => {
    if (reason !== 'failed') return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    await server.close();
    (globalThis.location as unknown as { reload(): void }).reload();
  });
});
