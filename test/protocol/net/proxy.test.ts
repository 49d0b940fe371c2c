/** SOCKS5 (RFC 1928, 1929) and HTTP CONNECT: names stay with the proxy, nothing is lost or slipped in, and its failures are told as its own. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { connect, type ConnectOptions } from '../../../main/net/connect.ts';
import type { ProxySettings } from '../../../main/net/proxy.ts';
import { failureOf } from '../imap/setup.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

/** Answers the n-th time it hears something with the n-th reply; what it heard is kept. */
async function proxyThatSays(...replies: (Buffer | string | ((socket: Socket) => void))[]): Promise<{ port: number; heard: Buffer[] }> {
  const heard: Buffer[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    let turn = 0;
    socket.on('error', () => undefined).on('data', (octets) => {
      heard.push(octets);
      const reply = replies[turn++];
      if (typeof reply === 'function') reply(socket);
      else if (reply !== undefined) socket.write(reply);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, heard };
}

const lookup = (host: string): Promise<never> => Promise.reject(new Error(`${host} was looked up`));
const through = (kind: ProxySettings['kind'], port: number, more: Partial<ConnectOptions> = {}, login: Partial<ProxySettings> = {}): ConnectOptions => ({
  host: 'mail.example.org', port: 143, tls: false, deadlineMs: 3000, lookup, proxy: { kind, host: '127.0.0.1', port, ...login }, ...more,
});
const firstOctets = (socket: Socket): Promise<string> => new Promise((resolve) => socket.once('data', (octets: Buffer) => resolve(octets.toString('latin1'))));

const CHOSEN = Buffer.from([5, 0]);
const GRANTED = Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 99]);
const LOGIN = { user: 'bob', password: 'hunter2' };

describe('SOCKS5', () => {
  test('the name goes to the proxy; the greeting right behind the answer is not lost', async () => {
    const proxy = await proxyThatSays(CHOSEN, Buffer.concat([GRANTED, Buffer.from('* OK hi\r\n')]));
    const socket = await connect(through('socks5', proxy.port));
    sockets.add(socket);
    expect(await firstOctets(socket)).toBe('* OK hi\r\n');
    expect(proxy.heard).toEqual([Buffer.from([5, 1, 0]), Buffer.concat([Buffer.from([5, 1, 0, 3, 16]), Buffer.from('mail.example.org'), Buffer.from([0, 143])])]);
  });

  test('octet by octet, with a name as bound address', async () => {
    const drip = (octets: Buffer) => (socket: Socket): void => {
      [...octets].forEach((octet, at) => setTimeout(() => socket.write(Buffer.from([octet])), at * 2));
    };
    const proxy = await proxyThatSays(drip(CHOSEN), drip(Buffer.concat([Buffer.from([5, 0, 0, 3, 3]), Buffer.from('abc'), Buffer.from([0, 1]), Buffer.from('* OK')])));
    const socket = await connect(through('socks5', proxy.port));
    sockets.add(socket);
    expect(await firstOctets(socket)).toMatch(/^\*/u);
  });

  test.each([
    ['127.0.0.9', [1, 127, 0, 0, 9]],
    ['::1', [4, ...Array<number>(15).fill(0), 1]],
    ['[2001:db8::ffff:1]', [4, 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 1]],
    ['::ffff:1.2.3.4', [4, ...Array<number>(10).fill(0), 255, 255, 1, 2, 3, 4]],
  ])('%s as address', async (host, octets) => {
    const proxy = await proxyThatSays(CHOSEN, GRANTED);
    sockets.add(await connect(through('socks5', proxy.port, { host })));
    expect([...proxy.heard[1]!]).toEqual([5, 1, 0, ...octets, 0, 143]);
  });

  test('user name and password, only where the proxy asks', async () => {
    const asks = await proxyThatSays(Buffer.from([5, 2]), Buffer.from([1, 0]), GRANTED);
    sockets.add(await connect(through('socks5', asks.port, {}, LOGIN)));
    expect(asks.heard[1]).toEqual(Buffer.concat([Buffer.from([1, 3]), Buffer.from('bob'), Buffer.from([7]), Buffer.from('hunter2')]));
    const asksNot = await proxyThatSays(CHOSEN, GRANTED);
    sockets.add(await connect(through('socks5', asksNot.port, {}, LOGIN)));
    expect(Buffer.concat(asksNot.heard).includes('hunter2')).toBe(false);
  });

  test.each([
    ['wants a login', [Buffer.from([5, 255])], {}, 'proxy', /wants a user name/u],
    ['refuses the login', [Buffer.from([5, 2]), Buffer.from([1, 1])], LOGIN, 'proxy', /refused its user name or password/u],
    ['asks for a login that was not offered', [Buffer.from([5, 2])], {}, 'proxy', /does not answer/u],
    ['speaks SOCKS4', [Buffer.from([4, 0])], {}, 'proxy', /does not answer/u],
    ['speaks HTTP', ['HTTP/1.1 400 Bad Request\r\n\r\n'], {}, 'proxy', /does not answer/u],
    ['forbids it', [CHOSEN, Buffer.from([5, 2, 0, 1])], {}, 'proxy', /does not allow/u],
    ['fails', [CHOSEN, Buffer.from([5, 1, 0, 1])], {}, 'proxy', /did not open/u],
    ['names an address of no kind', [CHOSEN, Buffer.from([5, 0, 0, 9, 0, 0])], {}, 'proxy', /does not answer/u],
    ['reaches no host', [CHOSEN, Buffer.from([5, 4, 0, 1])], {}, 'connection-lost', /through the proxy/u],
    ['is refused by the host', [CHOSEN, Buffer.from([5, 5, 0, 1])], {}, 'connection-refused', /^mail\.example\.org refuses/u],
    ['hangs up', [(socket: Socket) => socket.end()], {}, 'proxy', /does not answer|closed/u],
    ['resets', [(socket: Socket) => socket.resetAndDestroy()], {}, 'proxy', /closed/u],
    ['ends in the middle', [CHOSEN, (socket: Socket) => socket.end(Buffer.from([5, 0, 0, 3, 200]))], {}, 'proxy', /does not answer/u],
  ] as const)('a proxy that %s', async (_, replies, login, code, words) => {
    const proxy = await proxyThatSays(...replies);
    const refused = await failureOf(connect(through('socks5', proxy.port, {}, login)));
    expect(refused.code).toBe(code);
    expect(refused.message).toMatch(words);
    expect(JSON.stringify(refused)).not.toContain('hunter2');
  });

  test('a login too long for the protocol is not sent', async () => {
    const proxy = await proxyThatSays(CHOSEN);
    expect((await failureOf(connect(through('socks5', proxy.port, {}, { user: 'a'.repeat(256), password: '' })))).code).toBe('invalid-input');
    expect(proxy.heard).toEqual([]);
  });
});

describe('HTTP CONNECT', () => {
  test('asks for host and port; a greeting right behind the header is not lost', async () => {
    const proxy = await proxyThatSays('HTTP/1.1 200 Connection established\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n* OK hi\r\n');
    const socket = await connect(through('http', proxy.port));
    sockets.add(socket);
    expect(await firstOctets(socket)).toBe('* OK hi\r\n');
    expect(Buffer.concat(proxy.heard).toString()).toBe('CONNECT mail.example.org:143 HTTP/1.1\r\nHost: mail.example.org:143\r\n\r\n');
  });

  test('with a login, to an IPv6 address', async () => {
    const proxy = await proxyThatSays('HTTP/1.0 200 \r\n\r\n');
    sockets.add(await connect(through('http', proxy.port, { host: '::1' }, LOGIN)));
    expect(Buffer.concat(proxy.heard).toString()).toBe('CONNECT [::1]:143 HTTP/1.1\r\nHost: [::1]:143\r\nProxy-Authorization: Basic Ym9iOmh1bnRlcjI=\r\n\r\n');
  });

  const endless = (socket: Socket): void => {
    const more = (): void => {
      if (!socket.destroyed && socket.write(`X-Filler: ${'a'.repeat(1000)}\r\n`)) setImmediate(more);
    };
    socket.write('HTTP/1.1 200 OK\r\n');
    more();
  };
  test.each([
    ['wants a login', ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'], {}, 'proxy', /wants a user name/u],
    ['refuses the login', ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'], LOGIN, 'proxy', /refused its user name or password/u],
    ['forbids it', ['HTTP/1.1 403 Forbidden\r\n\r\n'], {}, 'proxy', /does not allow/u],
    ['reaches no host', ['HTTP/1.1 502 Bad Gateway\r\n\r\n'], {}, 'connection-lost', /through the proxy/u],
    ['waits in vain', ['HTTP/1.1 504 Gateway Timeout\r\n\r\n'], {}, 'timeout', /mail\.example\.org did not answer/u],
    ['answers 100', ['HTTP/1.1 100 Continue\r\n\r\n'], {}, 'proxy', /did not open/u],
    ['redirects', ['HTTP/1.1 302 Found\r\nLocation: http://evil.example.net/\r\n\r\n'], {}, 'proxy', /did not open/u],
    ['never ends its header', [endless], {}, 'proxy', /does not answer/u],
    ['is no proxy', ['* OK IMAP4rev1 ready\r\n\r\n'], {}, 'proxy', /does not answer/u],
    ['answers HTTP/2', ['HTTP/2 200 OK\r\n\r\n'], {}, 'proxy', /does not answer/u],
    ['gives no whole code', ['HTTP/1.1 2000 OK\r\n\r\n'], {}, 'proxy', /does not answer/u],
    ['hangs up in its header', [(socket: Socket) => socket.end('HTTP/1.1 200 OK\r\n')], {}, 'proxy', /does not answer/u],
  ] as const)('a proxy that %s', async (_, replies, login, code, words) => {
    const proxy = await proxyThatSays(...replies);
    const refused = await failureOf(connect(through('http', proxy.port, {}, login)));
    expect(refused.code).toBe(code);
    expect(refused.message).toMatch(words);
    expect(JSON.stringify(refused)).not.toMatch(/hunter2|Ym9iOmh1bnRlcjI/u);
  });

  test.each([{ user: 'a:b' }, { user: 'a\r\nX: y' }, { user: 'a', password: 'x\r\nX: y' }])('%j cannot be sent', async (login) => {
    const proxy = await proxyThatSays('HTTP/1.1 200 OK\r\n\r\n');
    expect((await failureOf(connect(through('http', proxy.port, {}, login)))).code).toBe('invalid-input');
    expect(proxy.heard).toEqual([]);
  });
});

describe('either', () => {
  test.each(['socks5', 'http'] as const)('%s: octets before TLS come from nobody who may', async (kind) => {
    const early = Buffer.from('\x16\x03\x03');
    const proxy = await proxyThatSays(...(kind === 'http' ? [Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), early])] : [CHOSEN, Buffer.concat([GRANTED, early])]));
    expect(await failureOf(connect(through(kind, proxy.port, { tls: true })))).toMatchObject({ code: 'proxy', message: expect.stringContaining('of its own') });
  });

  test.each(['socks5', 'http'] as const)('%s: a proxy that says nothing is one deadline', async (kind) => {
    const proxy = await proxyThatSays();
    expect((await failureOf(connect(through(kind, proxy.port, { deadlineMs: 60 })))).code).toBe('timeout');
  });

  test.each(['socks5', 'http'] as const)('%s: no proxy there, and no such name', async (kind) => {
    const proxy = await proxyThatSays();
    await new Promise((resolve) => servers.pop()!.close(resolve));
    expect(await failureOf(connect(through(kind, proxy.port)))).toMatchObject({ code: 'connection-refused', message: expect.stringMatching(/^The proxy cannot be reached: 127\.0\.0\.1/u) });
    const nowhere = { ...through(kind, proxy.port, { lookup: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })) }), proxy: { kind, host: 'proxy.example.net', port: 1 } };
    expect(await failureOf(connect(nowhere))).toMatchObject({ code: 'name-not-found', message: 'The proxy cannot be reached: There is no server called proxy.example.net.' });
  });
});
