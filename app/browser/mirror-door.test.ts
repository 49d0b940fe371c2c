import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { decodeFrame, encodeFrame } from '../../shared/ipc/frame.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { createMirrorDoor, MIRROR_TAKEN } from './mirror-door.ts';

let server: WebSocketServer;
let clients: WebSocket[];
let lines: Transport[];

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  clients = [];
  lines = [];
  const door = createMirrorDoor(200);
  door.onConnect((line) => lines.push(line));
  server.on('connection', (socket) => {
    socket.on('error', () => undefined);
    door.knock(socket);
  });
});
afterEach(() => {
  for (const client of clients) client.terminate();
  server.close();
});

async function connect(options: { autoPong?: boolean } = {}): Promise<WebSocket> {
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options);
  clients.push(client);
  await once(client, 'open');
  return client;
}
const nth = async (count: number): Promise<Transport> => {
  while (lines.length < count) await new Promise((resolve) => { setTimeout(resolve, 5); });
  return lines[count - 1] as Transport;
};

test('messages cross in both directions, also those sent before anybody listens', async () => {
  const client = await connect();
  client.send(encodeFrame({ kind: 'hello', bytes: new Uint8Array([1, 2]) }));
  const line = await nth(1);
  await new Promise((resolve) => { setTimeout(resolve, 30); });
  const got: unknown[] = [];
  line.onMessage((message) => got.push(message));
  expect(got).toEqual([{ kind: 'hello', bytes: new Uint8Array([1, 2]) }]);
  const { bytes } = got[0] as { bytes: Uint8Array };
  expect(bytes.slice().buffer.byteLength).toBe(2);
  line.post({ ask: 1 });
  const [data] = await once(client, 'message') as [Buffer];
  expect(decodeFrame(data)).toEqual({ ask: 1 });
});

test('a second mirror is sent away while the first lives', async () => {
  await connect();
  await nth(1);
  const [code] = await once(await connect(), 'close') as [number];
  expect(code).toBe(MIRROR_TAKEN);
  expect(lines).toHaveLength(1);
});

test('a mirror that follows a closed one is let in, with what it said meanwhile', async () => {
  const first = await connect();
  await nth(1);
  const second = await connect();
  second.send(encodeFrame('early'));
  first.terminate();
  const line = await nth(2);
  const got = await new Promise((resolve) => line.onMessage(resolve));
  expect(got).toBe('early');
});

test('a first mirror that answers no ping gives way', async () => {
  await connect({ autoPong: false });
  await nth(1);
  let gone = false;
  lines[0]?.onClose(() => { gone = true; });
  await connect();
  await nth(2);
  expect(gone).toBe(true);
});

test('bytes that are no frame end the line', async () => {
  const client = await connect();
  await nth(1);
  client.send(Buffer.from([255, 255, 255, 255, 1]));
  const [code] = await once(client, 'close') as [number];
  expect(code).toBe(4002);
  const other = await connect();
  await nth(2);
  other.send('text');
  expect((await once(other, 'close') as [number])[0]).toBe(1003);
});
