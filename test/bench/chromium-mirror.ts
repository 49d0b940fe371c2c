/** The built mirror worker in a headless Chromium with a profile of its own, and the client that writes to it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { WebSocketServer } from 'ws';
import { systemClock } from '../../app/base-ports.ts';
import { socketTransport } from '../../app/browser/socket-transport.ts';
import { createMirrorClient, type MirrorClient } from '../../main/mirror/client.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { CHROMIUM_FLAGS } from '../support/chromium-flags.ts';
import { chromiumPath } from '../support/requires.ts';

/** A database that is opened several times: a browser keeps one for each profile and port. */
export interface KeptMirror { readonly profile: string; port: number }

/** With `kept`, what is written stays for the next time. */
export async function withChromiumMirror<T>(work: (client: MirrorClient) => Promise<T>, kept?: KeptMirror): Promise<T> {
  const profile = kept?.profile ?? mkdtempSync('/tmp/gw-bench-mirror-');
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('no Chromium for the mirror');
  const mirror = await serveWorker(kept?.port);
  if (kept) kept.port = Number(new URL(mirror.address).port);
  const context = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args: [...CHROMIUM_FLAGS] });
  try {
    const client = createMirrorClient({ onConnect: mirror.onConnect }, systemClock, () => undefined);
    const page = context.pages()[0] ?? await context.newPage();
    await page.goto(mirror.address);
    await client.ready();
    return await work(client);
  } finally {
    await context.close();
    await mirror.close();
    if (kept === undefined) rmSync(profile, { recursive: true, maxRetries: 10, force: true });
  }
}

/** A page that starts the built worker, and the socket the worker opens. */
export async function serveWorker(port = 0) {
  const script = readFileSync(join(import.meta.dirname, '../../dist/ui/mirror-worker.js'));
  let onTransport: (transport: Transport) => void = () => undefined;
  const server = createServer((request, response) => {
    const isScript = request.url?.startsWith('/mirror-worker.js') ?? false;
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><script>new SharedWorker("/mirror-worker.js")</script>');
  });
  const sockets = new WebSocketServer({ server, maxPayload: 128 * 1024 * 1024 });
  sockets.on('connection', (socket) => onTransport(socketTransport(socket)));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    onConnect: (listener: (transport: Transport) => void) => { onTransport = listener; },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
