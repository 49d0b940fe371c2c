/** Who was contacted: a proxy that everything of the browser goes through, the browser's own network log (lookups, sockets), the tap in the main process. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { browserFlags } from '../../app/browser/chromium.ts';

/** Names of vectors; the controls end otherwise, so that neither passes for the other. */
const VECTOR = /[a-z0-9_.-]+\.leak\.test|[a-z0-9_.-]*leaking\.via/giu;

/** `proxy`: everything goes to a proxy that notes it, name and moment. `open`: nothing is in the way, and lookups that no request follows are seen too. `gate`: what the application gives the browser it opens itself. */
export type Watch = 'proxy' | 'open' | 'gate';

export interface ContactLog {
  /** For the browser's command line. */
  readonly flags: readonly string[];
  /** For the main process's environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Hosts asked for through the proxy since the last call. */
  takeProxied(): string[];
  /** Lines of the main process since the last call: `lookup name`, `connect address`. */
  takeMain(): string[];
  /** Names that the browser looked up or connected to. Only after the browser has ended. */
  reached(names?: RegExp): string[];
  close(): Promise<void>;
}

export async function startContactLog(folder: string, watch: Watch = 'proxy'): Promise<ContactLog> {
  let proxied: string[] = [];
  const sockets = new Set<Socket>();
  const hear = (request: IncomingMessage): void => { proxied.push(request.url ?? '?'); };
  const server = createServer((request, response) => {
    hear(request);
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    hear(request);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
  const netLog = join(folder, 'net-log.json');
  const tap = join(folder, 'main-tap.txt');
  let mainRead = 0;
  return {
    flags: [
      `--log-net-log=${netLog}`,
      ...{
        proxy: [`--proxy-server=http://127.0.0.1:${(server.address() as AddressInfo).port}`],
        open: ['--no-proxy-server'],
        gate: browserFlags('', '', false).filter((flag) => /^--(?:no-proxy-server|dns-prefetch-disable|host-resolver-rules)/u.test(flag)),
      }[watch],
    ],
    environment: { GODWIT_TEST_TAP: tap, NODE_OPTIONS: `--import=${new URL('./network-tap.ts', import.meta.url).href}` },
    takeProxied() {
      const taken = proxied;
      proxied = [];
      return taken;
    },
    takeMain() {
      const lines = existsSync(tap) ? readFileSync(tap, 'utf8').split('\n').filter((line) => line !== '') : [];
      const taken = lines.slice(mainRead);
      mainRead = lines.length;
      return taken;
    },
    reached: (names = VECTOR) => [...new Set(outward(readFileSync(netLog, 'utf8'), watch === 'gate' ? LEFT : TOLD).flatMap((words) => words.match(names) ?? []))].sort(),
    close: () => new Promise((done) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => { done(); });
    }),
  };
}

/** Of what was asked for, the vectors: the browser's own housekeeping goes to its maker's hosts. */
export const vectorsIn = (lines: readonly string[]): string[] => [...new Set(lines.flatMap((line) => line.match(VECTOR) ?? []))].sort();

interface NetLog { constants: { logEventTypes: Record<string, number> }; events: { type: number; params?: unknown }[] }

/** Lookups, and connections begun. A request that ends before either has told nobody anything. */
const TOLD = /^(?:HOST_RESOLVER|DNS_|TCP_|UDP_|SSL_CONNECT|SOCKS|QUIC|HTTP_TRANSACTION_SEND|URL_REQUEST_START|TRANSPORT_CONNECT|CONNECT_JOB)/u;
/** Behind the gate every lookup is asked for and answered inside the browser: what left it is a lookup that became work, or a connection. */
const LEFT = /^(?:HOST_RESOLVER_MANAGER_JOB|HOST_RESOLVER_(?:SYSTEM|DNS)_TASK|DNS_TRANSACTION|TCP_CONNECT|UDP_CONNECT|UDP_BYTES_SENT|SSL_CONNECT|SOCKS|QUIC_SESSION_PACKET_SENT|HTTP_TRANSACTION_SEND)/u;

/** Words of the events of such kinds in a Chromium network log. */
function outward(text: string, kinds: RegExp): string[] {
  const { constants, events } = JSON.parse(text) as NetLog;
  const types = new Set(Object.entries(constants.logEventTypes).filter(([name]) => kinds.test(name)).map(([, value]) => value));
  if (types.size === 0) throw new Error('the network log knows no such events');
  return events.filter(({ type }) => types.has(type)).map(({ params }) => JSON.stringify(params ?? ''));
}
