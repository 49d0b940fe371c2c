/** The HTTP and WebSocket server of the browser host: loopback only, our own pages only. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { createAccess } from './access.ts';
import type { Access } from './access.ts';
import { createResponder } from './responder.ts';
import type { Responder } from './responder.ts';

export interface ServerParts {
  /** Folder of the built UI. */
  root: string;
  respond: Responder;
  onWindow(socket: WebSocket): void;
  onMirror(socket: WebSocket): void;
  onRefused(reason: string): void;
}

export interface RunningServer {
  port: number;
  access: Access;
  /** `http://127.0.0.1:PORT/` */
  address: string;
  close(): Promise<void>;
}

/** A compose window may hand over a draft with attachments; a mirror answers with pages of summaries. */
const LARGEST_FROM_WINDOW = 64 * 1024 * 1024;
const LARGEST_FROM_MIRROR = 128 * 1024 * 1024;

/** Rejects with the system's error (EADDRINUSE, EACCES) if the port cannot be had; 0 takes any. */
export async function startServer(port: number, parts: ServerParts): Promise<RunningServer> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 });
  await listen(server, port);
  const actual = (server.address() as AddressInfo).port;
  const authority = `127.0.0.1:${actual}`;
  const access = createAccess(authority);
  const answer = createResponder({ ...parts, access, origin: `http://${authority}` });
  const sockets = new Set<WebSocket>();
  const accept = upgrader(access, parts, sockets);

  server.on('request', (request: IncomingMessage, response: ServerResponse) => void answer(request, response));
  server.on('upgrade', accept);
  return {
    port: actual,
    access,
    address: `http://${authority}/`,
    close: () => new Promise((resolve) => {
      for (const socket of sockets) socket.terminate();
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function upgrader(access: Access, parts: ServerParts, sockets: Set<WebSocket>) {
  const options = { noServer: true, perMessageDeflate: false, clientTracking: false } as const;
  const doors: Readonly<Record<string, { server: WebSocketServer; enter(socket: WebSocket): void } | undefined>> = {
    '/ipc': { server: new WebSocketServer({ ...options, maxPayload: LARGEST_FROM_WINDOW }), enter: (socket) => parts.onWindow(socket) },
    '/mirror': { server: new WebSocketServer({ ...options, maxPayload: LARGEST_FROM_MIRROR }), enter: (socket) => parts.onMirror(socket) },
  };
  return (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    // A browser that goes away in the middle of the handshake is nothing to act upon.
    stream.on('error', () => undefined);
    const refusal = access.refuse(request, 'upgrade');
    const [path = ''] = (request.url ?? '').split('?', 1);
    const door = Object.hasOwn(doors, path) ? doors[path] : undefined;
    if (refusal || !door) {
      parts.onRefused(refusal ?? 'path');
      stream.end(`HTTP/1.1 ${refusal ? '403 Forbidden' : '404 Not Found'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    door.server.handleUpgrade(request, stream, head, (socket) => {
      // Too large, not UTF-8, not a frame of RFC 6455: 'close' follows, and that is where it is acted upon.
      socket.on('error', () => undefined);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      door.enter(socket);
    });
  };
}
