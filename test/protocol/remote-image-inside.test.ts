/** Images behind names that lead, at once or by a redirect, into the reader's own network. */
import type * as dns from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type * as privateAddress from '../../main/net/private-address.ts';
import { fetchRemoteImage } from '../../main/net/remote-image.ts';
import { publicLookup } from '../../main/net/public-lookup.ts';

/** What the names lead to. */
const names = new Map<string, string[]>();
/** Addresses that are taken for public ones: there are no others on this computer. */
const world = new Set<string>();
vi.mock('node:dns', async (original) => ({
  ...(await original<typeof dns>()),
  lookup: (name: string, _options: unknown, done: (error: null, found: { address: string; family: number }[]) => void) => done(null, (names.get(name) ?? []).map((address) => ({ address, family: 4 }))),
}));
vi.mock('../../main/net/private-address.ts', async (original) => {
  const { isPrivateAddress } = await original<typeof privateAddress>();
  return { isPrivateAddress: (address: string) => !world.has(address) && isPrivateAddress(address) };
});

let server: Server;
let port: number;
let asked: string[];
let location: string;
beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.url}`);
    if (request.url === '/away') response.writeHead(302, { location }).end();
    else response.setHeader('content-type', 'image/png').end('picture');
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  ({ port } = server.address() as AddressInfo);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  names.clear();
  world.clear();
});
const fetched = (url: string) => fetchRemoteImage(url, { allowPrivate: false }).then(() => 'was fetched', (error: { failure?: { code: string } }) => error.failure?.code);

test('a redirect into the own network is not followed, by address or by name', async () => {
  names.set('pictures.example', ['127.0.0.1']).set('router.example', ['::1']).set('later.example', ['192.168.0.1']);
  world.add('127.0.0.1');
  location = '/x.png';
  expect(await fetched(`http://pictures.example:${port}/away`)).toBe('was fetched');
  const before = asked.length;
  for (const to of [`http://[::1]:${port}/x.png`, `http://router.example:${port}/x.png`, `http://later.example:${port}/x.png`, `//[::1]:${port}/x.png`]) {
    location = to;
    expect([to, await fetched(`http://pictures.example:${port}/away`)]).toEqual([to, 'invalid-input']);
  }
  expect(asked.slice(before)).toEqual(Array.from({ length: 4 }, () => `pictures.example:${port} /away`));
});

test('of the addresses of a name only the public ones are called', async () => {
  names.set('mixed.example', ['10.0.0.1', '93.184.216.34', '127.0.0.1']);
  const found = await new Promise((resolve) => { publicLookup(false)('mixed.example', { all: true }, (error, addresses) => resolve([error, addresses])); });
  expect(found).toEqual([null, [{ address: '93.184.216.34', family: 4 }]]);
  const first = await new Promise((resolve) => { publicLookup(false)('mixed.example', {}, (error, address) => resolve([error, address])); });
  expect(first).toEqual([null, '93.184.216.34']);
});
