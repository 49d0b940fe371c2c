/** Summary pages through the real mirror worker into Chromium's IndexedDB. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { WebSocketServer } from 'ws';
import { systemClock } from '../../app/base-ports.ts';
import { socketTransport } from '../../app/browser/socket-transport.ts';
import { createMirrorClient } from '../../main/mirror/client.ts';
import { folderId, type AccountId } from '../../shared/ids.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { chromiumPath } from '../support/requires.ts';
import type { BenchOptions } from './first-sync.ts';
import { mirrorPages } from './mirror-pages.ts';
import { figure, median, type Print } from './report.ts';

const ROUNDS = 3;
const PAGE = 500;
const IN_FLIGHT = 4;
const account = 'bench' as AccountId;
const inbox = folderId(account, 'INBOX');

export async function mirrorWrite(print: Print, options: BenchOptions): Promise<void> {
  const count = options.messages ?? 100_000;
  const pages = Math.ceil(count / PAGE);
  const times: number[] = [];
  for (let round = 0; round < (options.rounds ?? ROUNDS); round++) times.push(await writeAll(pages));
  const ms = median(times);
  print(figure('mirror-write', `${pages} pages of ${PAGE} committed`, ms, 'ms'));
  print(figure('mirror-write', 'messages a second', (pages * PAGE) / (ms / 1000), '1/s'));
}

async function writeAll(pages: number): Promise<number> {
  const profile = mkdtempSync('/tmp/gw-bench-mirror-');
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('no Chromium for the mirror');
  const mirror = await serveWorker();
  const context = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  try {
    const client = createMirrorClient({ onConnect: mirror.onConnect }, systemClock, () => undefined);
    const page = context.pages()[0] ?? await context.newPage();
    await page.goto(mirror.address);
    await client.ready();
    await client.apply({ folders: [{ id: inbox, accountId: account, wireName: 'INBOX', path: 'INBOX', name: 'Inbox', delimiter: '/', role: 'inbox', selectable: true, subscribed: true, serverTotal: null, serverUnread: null }], resetFolders: [{ folderId: inbox, uidValidity: 1 }] });
    // Made beforehand: what is measured is the way into the database.
    const made = [...mirrorPages(pages, PAGE, { folderId: inbox })];
    const started = performance.now();
    const waiting = new Set<Promise<unknown>>();
    for (const one of made) {
      const write: Promise<unknown> = client.apply({ pages: [one] }).finally(() => waiting.delete(write));
      waiting.add(write);
      if (waiting.size >= IN_FLIGHT) await Promise.race(waiting);
    }
    await Promise.all(waiting);
    const ms = performance.now() - started;
    const [folder] = await client.query('folders', {});
    if (folder?.total !== pages * PAGE) throw new Error(`the mirror holds ${folder?.total} messages instead of ${pages * PAGE}`);
    return ms;
  } finally {
    await context.close();
    await mirror.close();
    rmSync(profile, { recursive: true, maxRetries: 10, force: true });
  }
}

/** A page that starts the built worker, and the socket the worker opens. */
async function serveWorker() {
  const script = readFileSync(join(import.meta.dirname, '../../dist/ui/mirror-worker.js'));
  let onTransport: (transport: Transport) => void = () => undefined;
  const server = createServer((request, response) => {
    const isScript = request.url?.startsWith('/mirror-worker.js') ?? false;
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><script>new SharedWorker("/mirror-worker.js", { type: "module" })</script>');
  });
  const sockets = new WebSocketServer({ server, maxPayload: 128 * 1024 * 1024 });
  sockets.on('connection', (socket) => onTransport(socketTransport(socket)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
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
