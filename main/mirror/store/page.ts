/** Entry of the desktop host's mirror: a hidden page that is handed a port to the main process. */
import { messagePortTransport } from './message-port-transport.ts';
import { serveMirror, type MirrorServer } from './serve.ts';

/** Milliseconds before a page starts over whose database failed or whose line was lost; the host gives a new port with every load. */
const PAUSE = 3000;

let latest: MirrorServer | undefined;

async function serve(port: MessagePort): Promise<void> {
  const server = serveMirror(messagePortTransport(port));
  latest = server;
  await server.ended;
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  await server.close();
  // Ended because a newer line replaced it: nothing to do.
  if (latest === server) (globalThis.location as unknown as { reload(): void }).reload();
}

globalThis.addEventListener('message', (event) => {
  const { data, origin, ports } = event as MessageEvent<unknown>;
  const [port] = ports;
  if (port && data === 'godwit:port' && origin === globalThis.location.origin) void serve(port);
});
