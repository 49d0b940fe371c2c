/** The lines of browser code, over the WebSocket and MessagePort that Node shares with browsers. */
import { MessageChannel as NodeMessageChannel } from 'node:worker_threads';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer, type WebSocket as ServerSocket } from 'ws';
import { decodeFrame, encodeFrame } from '../../../shared/ipc/frame.ts';
import { messagePortTransport } from './message-port-transport.ts';
import { webSocketTransport } from './web-socket-transport.ts';

const message = { n: 1, bytes: Uint8Array.of(1, 2, 3) };

describe('WebSocket', () => {
  let server: WebSocketServer | undefined;
  afterEach(() => server?.close());

  async function line(onSocket: (socket: ServerSocket) => void) {
    server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    server.on('connection', onSocket);
    await new Promise((resolve) => server?.once('listening', resolve));
    return webSocketTransport(new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`));
  }

  test('carries frames both ways, also those posted before it is open', async () => {
    const transport = await line((socket) => socket.on('message', (data: Buffer) => socket.send(encodeFrame([decodeFrame(data)]))));
    transport.post(message);
    expect(await new Promise((resolve) => transport.onMessage(resolve))).toEqual([message]);
    transport.close();
    await new Promise<void>((resolve) => transport.onClose(resolve));
  });

  test.each([['text', 'hello'], ['bytes that are no frame', Buffer.from([255, 255, 255, 255, 1])]])('%s close the line', async (_, data) => {
    const transport = await line((socket) => socket.send(data));
    const heard: unknown[] = [];
    transport.onMessage((item) => heard.push(item));
    await new Promise<void>((resolve) => transport.onClose(resolve));
    expect(heard).toEqual([]);
  });

  test('a listener that comes after the end is told', async () => {
    const transport = await line((socket) => socket.close());
    await new Promise<void>((resolve) => transport.onClose(resolve));
    expect(await new Promise<string>((resolve) => transport.onClose(() => resolve('told')))).toBe('told');
    transport.post(message);
  });
});

describe('MessagePort', () => {
  const pair = () => {
    const { port1, port2 } = new NodeMessageChannel();
    return [messagePortTransport(port1 as unknown as MessagePort), port2] as const;
  };

  test('carries frames both ways and hears the end', async () => {
    const [transport, far] = pair();
    far.on('message', (data: Uint8Array) => far.postMessage(encodeFrame([decodeFrame(data)])));
    const answer = new Promise((resolve) => transport.onMessage(resolve));
    transport.post(message);
    expect(await answer).toEqual([message]);
    const end = new Promise<void>((resolve) => transport.onClose(resolve));
    far.close();
    await end;
  });

  test('bytes that are no frame close the line', async () => {
    const [transport, far] = pair();
    transport.onMessage(() => expect.unreachable());
    const end = new Promise<void>((resolve) => transport.onClose(resolve));
    far.postMessage(Uint8Array.of(255, 255, 255, 255, 1));
    await end;
  });
});
