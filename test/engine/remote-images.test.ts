/** The engine's word on images from outside: only for a message whose reader has allowed them, and never within this computer's own network. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
let server: Server;
let asked: string[];
let image: string;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'image/png').end('picture');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  image = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.png`;
});
afterEach(async () => {
  await one.stop();
  server.close();
});

/** The grant in the address that the window is given. */
async function allow(): Promise<string> {
  const { prefix } = await one.call('messages.allowRemote', { messageId: (await one.newest()).id });
  return /^\/remote\/([\w-]{24})\/$/u.exec(prefix)?.[1] ?? '';
}

test('nothing is asked for without a grant, nor with one that was never given', async () => {
  one = await OneAccount.start({}, { allowPrivateRemote: true });
  const { engine } = one.harness;
  for (const grant of ['', 'x', 'A'.repeat(24)]) expect(await engine.remoteImage(grant, image)).toBeNull();
  const grant = await allow();
  expect(await engine.remoteImage(`${grant}x`, image)).toBeNull();
  expect(asked).toEqual([]);
  expect(await engine.remoteImage(grant, image)).toMatchObject({ type: 'image/png' });
  expect(asked).toEqual(['/a.png']);
});

test('nothing within this computer is asked for with a grant either', async () => {
  one = await OneAccount.start();
  expect(await one.harness.engine.remoteImage(await allow(), image)).toBeNull();
  expect(await one.harness.engine.remoteImage(await allow(), image.replace('127.0.0.1', 'localhost'))).toBeNull();
  expect(asked).toEqual([]);
  expect(one.harness.logged.filter(({ event }) => event === 'remote-image.refused')).toHaveLength(2);
});
