import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rememberPort } from '../profile.ts';
import { createDocuments } from '../documents.ts';
import { createDownloads } from './downloads.ts';
import { listenSomewhere } from './port.ts';

let profile: string;
beforeEach(() => { profile = mkdtempSync(join(tmpdir(), 'godwit-port-')); });
afterEach(() => rmSync(profile, { recursive: true, force: true, maxRetries: 10 }));

const parts = { root: '/nonexistent', respond: { remoteImage: async () => null, downloads: createDownloads(), documents: createDocuments() }, onWindow: () => undefined, onMirror: () => undefined, onRefused: () => undefined };

test('the port of the first run comes back', async () => {
  const first = await listenSomewhere(profile, undefined, parts);
  await rememberPort(profile, first.running.port);
  await first.running.close();
  const second = await listenSomewhere(profile, undefined, parts);
  await second.running.close();
  expect(second).toMatchObject({ running: { port: first.running.port } });
  expect(second.moved).toBeUndefined();
});

test('a remembered port that is taken is replaced and said; one asked for is an error', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => squatter.once('listening', resolve));
  const { port } = squatter.address() as AddressInfo;
  await rememberPort(profile, port);
  const { running, moved } = await listenSomewhere(profile, undefined, parts);
  expect(moved).toBe(port);
  expect(running.port).not.toBe(port);
  await running.close();
  await expect(listenSomewhere(profile, port, parts)).rejects.toMatchObject({ failure: { code: 'invalid-input', message: expect.stringContaining(`Port ${port} is in use`) } });
  squatter.close();
});

test.each(['', 'x', '0', '-1', '70000', '12.5', '{}'])('a port file that says %j counts as none', async (content) => {
  writeFileSync(join(profile, 'port'), content);
  const { running, moved } = await listenSomewhere(profile, undefined, parts);
  expect(moved).toBeUndefined();
  await running.close();
});
