/** What makes a server's certificate count (RFC 5280, RFC 9525, RFC 9325): names, dates, keys, issuers and protocol versions, refused with what a person needs to know. */
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server, type TlsOptions } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { channelBindings } from '../../../main/net/channel-binding.ts';
import { connect, type ConnectOptions } from '../../../main/net/connect.ts';
import type { Failure } from '../../../shared/failure.ts';
import { failureSchema } from '../../../shared/model/account.ts';
import { makeOddCertificate, type MadeCertificate, type OddCertificate } from '../../support/odd-certificates.ts';
import { failureOf } from '../imap/setup.ts';

let directory: string;
let made = 0;
const servers: Server[] = [];
beforeAll(async () => void (directory = await mkdtemp(join(tmpdir(), 'gw-odd-'))));
afterAll(() => rm(directory, { recursive: true, maxRetries: 10, force: true }));
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))));

const make = (odd: OddCertificate = {}): Promise<MadeCertificate> => makeOddCertificate(join(directory, String(++made)), odd);

/** What every client sends reaches `heard`. */
async function serve(pair: MadeCertificate, more: TlsOptions = {}, heard: string[] = []): Promise<number> {
  const server = createServer({ cert: pair.cert, key: pair.key, ciphers: 'ALL:@SECLEVEL=0', ...more }, (socket) => {
    socket.on('error', () => undefined).on('data', (octets: Buffer) => heard.push(octets.toString())).write('hello');
  });
  server.on('tlsClientError', () => undefined);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const lookup = (): Promise<{ address: string; family: number }[]> => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
const line = (port: number, pair: MadeCertificate | null, more: Partial<ConnectOptions> = {}): ConnectOptions => ({
  host: 'localhost', port, tls: true, extraCertificates: pair === null ? [] : [pair.ca], deadlineMs: 5000, lookup, ...more,
});

async function refused(odd: OddCertificate, more: Partial<ConnectOptions> = {}): Promise<Failure> {
  const pair = await make(odd);
  return failureOf(connect(line(await serve(pair), pair, more)));
}

async function accepted(odd: OddCertificate, more: Partial<ConnectOptions> = {}): Promise<void> {
  const pair = await make(odd);
  (await connect(line(await serve(pair), pair, more))).destroy();
}

const RSA = (bits: number): readonly string[] => [`rsa:${bits}`];

describe('accepted', () => {
  test.each([
    ['an ordinary one', {}, {}],
    ['RSA of 2048 bits, SHA-384', { key: RSA(2048), digest: 'sha384' }, {}],
    ['an address', { names: 'IP:127.0.0.1' }, { host: '127.0.0.1' }],
    ['a wildcard one level deep', { names: 'DNS:*.example.org' }, { host: 'mail.example.org' }],
    ['another case, a trailing dot', { names: 'DNS:MAIL.example.org' }, { host: 'mail.Example.ORG.' }],
    ['a name of another script', { names: 'DNS:xn--bcher-kva.example' }, { host: 'bücher.example' }],
    ['an authority for this name alone', { issuer: { extra: 'nameConstraints=critical,permitted;DNS:localhost' }, names: 'DNS:localhost' }, {}],
  ] satisfies [string, OddCertificate, Partial<ConnectOptions>][])('%s', (_, odd, more) => accepted(odd, more));
});

describe('refused', () => {
  test.each([
    ['another host', { names: 'DNS:elsewhere.example.org' }, {}, /^it is for another host: elsewhere\.example\.org, not localhost$/u],
    ['expired', { from: -10, to: -1 }, {}, /^it expired on/u],
    ['not yet valid', { from: 2, to: 30 }, {}, /^it is not valid before/u],
    ['a wildcard two levels deep', { names: 'DNS:*.example.org' }, { host: 'a.mail.example.org' }, /another host/u],
    ['a wildcard for the domain itself', { names: 'DNS:*.example.org' }, { host: 'example.org' }, /another host/u],
    ['a wildcard in the middle', { names: 'DNS:mail.*.org' }, { host: 'mail.example.org' }, /another host/u],
    ['a wildcard for everything', { names: 'DNS:*' }, {}, /another host/u],
    ['an address that only a name says', { names: 'DNS:127.0.0.1' }, { host: '127.0.0.1' }, /another host/u],
    ['another address', { names: 'IP:127.0.0.2' }, { host: '127.0.0.1' }, /another host/u],
    ['a name only as common name beside others', { commonName: 'localhost', names: 'DNS:elsewhere.example.org' }, {}, /another host/u],
    ['outside what its authority may vouch for', { issuer: { extra: 'nameConstraints=critical,permitted;DNS:example.org' } }, {}, /may not issue for this name/u],
    ['an authority that is none', { issuer: { constraints: 'CA:FALSE' } }, {}, /^it or its issuer is not made/u],
    ['not made for servers', { usage: 'clientAuth' }, {}, /not made for servers/u],
    ['RSA of 1024 bits', { key: RSA(1024) }, {}, /key is too weak/u],
    ['an authority with RSA of 1024 bits', { issuer: { key: RSA(1024) } }, {}, /issuer has a key that is too weak/u],
    ['signed with SHA-1', { digest: 'sha1' }, {}, /method that is too weak/u],
    ['signed with MD5', { issuer: { key: RSA(2048) }, digest: 'md5' }, {}, /method that is too weak/u],
  ] satisfies [string, OddCertificate, Partial<ConnectOptions>, RegExp][])('%s', async (_, odd, more, reason) => {
    const failure = await refused(odd, more);
    expect(failure).toMatchObject({ code: 'certificate', message: expect.stringContaining('cannot be trusted') });
    expect(failure.detail).toMatch(reason);
    expect(failure.certificate).toMatchObject({ fingerprint: expect.stringMatching(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/u), issuer: 'CN=Odd test authority' });
    expect(failureSchema.parse(failure)).toEqual(failure);
  });

  test('an unknown authority; nothing is sent', async () => {
    const heard: string[] = [];
    const pair = await make();
    const failure = await failureOf(connect(line(await serve(pair, {}, heard), null)));
    expect(failure.detail).toMatch(/issuer|self-signed/u);
    expect(heard).toEqual([]);
  });

  test('a NUL in the common name ends nothing', async () => {
    // `localhost\0.example.net`, written as a BMPString-free UTF8String by way of an escape.
    const failure = await refused({ commonName: 'localhost\\00.example.net', names: null });
    expect(failure.code).toBe('certificate');
    expect(JSON.stringify(failure)).not.toContain('\\u0000');
  });

  test.each(['TLSv1', 'TLSv1.1'] as const)('%s', async (version) => {
    const pair = await make({ key: RSA(2048) });
    const port = await serve(pair, { minVersion: version, maxVersion: version });
    expect((await failureOf(connect(line(port, pair)))).code).toBe('not-tls');
  });

  test('no cipher in common', async () => {
    const pair = await make({ key: RSA(2048) });
    const port = await serve(pair, { maxVersion: 'TLSv1.2', ciphers: 'NULL-SHA256:@SECLEVEL=0' });
    expect((await failureOf(connect(line(port, pair)))).code).toBe('not-tls');
  });
});

test('a second handshake, with TLS 1.2, is not made', async () => {
  const pair = await make();
  const again = Promise.withResolvers<Error | null>();
  const server = createServer({ cert: pair.cert, key: pair.key, maxVersion: 'TLSv1.2' }, (socket) => {
    socket.on('error', (error) => again.resolve(error)).on('close', () => again.resolve(new Error('closed')));
    socket.renegotiate({ rejectUnauthorized: false }, (error) => again.resolve(error));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = await connect(line((server.address() as AddressInfo).port, pair));
  socket.on('error', () => undefined).resume();
  expect(await again.promise).toBeInstanceOf(Error);
  socket.destroy();
});

describe('pins', () => {
  const pinOf = async (port: number, pair: MadeCertificate): Promise<string> => (await failureOf(connect(line(port, null, { extraCertificates: [pair.ca], host: 'wrong.example.org' })))).certificate!.fingerprint;

  test.each([
    ['of an unknown authority', {}],
    ['expired', { from: -10, to: -1 }],
    ['for another host', { names: 'DNS:elsewhere.example.org' }],
    ['with a weak key', { key: RSA(1024) }],
  ] satisfies [string, OddCertificate][])('one %s is accepted when it is pinned for this host and port, and only there', async (_, odd) => {
    const pair = await make(odd);
    const port = await serve(pair);
    const sha256 = await pinOf(port, pair);
    const open = (pin: { host: string; port: number; sha256: string }): Promise<unknown> => connect(line(port, null, { pins: [pin] })).then((socket) => socket.destroy());
    await open({ host: 'localhost', port, sha256 });
    await open({ host: 'LOCALHOST.', port, sha256: sha256.replaceAll(':', '').toLowerCase() });
    for (const pin of [{ host: 'localhost', port: port + 1, sha256 }, { host: 'mail.example.org', port, sha256 }]) {
      expect(await failureOf(open(pin))).toMatchObject({ code: 'certificate', message: expect.stringContaining('cannot be trusted') });
    }
    for (const wrong of ['', sha256.slice(0, 47), sha256.replace(/^../u, (pair) => (pair === '00' ? '01' : '00'))]) {
      expect(await failureOf(open({ host: 'localhost', port, sha256: wrong }))).toMatchObject({ code: 'certificate', message: 'The certificate of localhost is no longer the one you accepted.', certificate: { fingerprint: sha256, pinChanged: true } });
    }
  });

  test('a changed certificate is refused again, even of the same authority and key names; one that is truly valid needs no pin', async () => {
    const heard: string[] = [];
    const [first, second] = [await make(), await make()];
    const port = await serve(second, {}, heard);
    const pins = [{ host: 'localhost', port, sha256: await pinOf(await serve(first), first) }];
    expect(await failureOf(connect(line(port, null, { pins })))).toMatchObject({ code: 'certificate', certificate: { pinChanged: true } });
    expect(heard).toEqual([]);
    (await connect(line(port, second, { pins }))).destroy();
  });

  test('a pin of the authority is none of the server', async () => {
    const pair = await make();
    const port = await serve(pair);
    const { X509Certificate } = await import('node:crypto');
    expect((await failureOf(connect(line(port, null, { pins: [{ host: 'localhost', port, sha256: new X509Certificate(pair.ca).fingerprint256 }] })))).code).toBe('certificate');
  });
});

describe('client certificate', () => {
  test('is shown where the server asks; without one the server refuses', async () => {
    const pair = await make();
    const own = await make({ commonName: 'alice', usage: 'clientAuth' });
    const port = await serve(pair, { requestCert: true, rejectUnauthorized: true, ca: own.ca });
    const socket = await connect(line(port, pair, { clientCertificate: own }));
    expect(await new Promise((resolve) => socket.once('data', (octets: Buffer) => resolve(octets.toString())))).toBe('hello');
    socket.destroy();
  });

  test.each([
    ['the key of another', async () => ({ cert: (await make()).cert, key: (await make()).key })],
    ['no certificate', () => Promise.resolve({ cert: 'nonsense', key: 'nonsense' })],
  ])('%s is our fault, not the server\'s', async (_, own) => {
    const pair = await make();
    expect(await failureOf(connect(line(await serve(pair), pair, { clientCertificate: await own() })))).toMatchObject({ code: 'invalid-input' });
  });
});

describe('channel bindings', () => {
  test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s: both ends have the same', async (version) => {
    const pair = await make({ digest: 'sha384' });
    const server = createServer({ cert: pair.cert, key: pair.key, minVersion: version, maxVersion: version });
    servers.push(server);
    const seen = new Promise<Buffer | undefined>((resolve) => server.once('secureConnection', (socket) => {
      socket.on('error', () => undefined);
      resolve(version === 'TLSv1.3' ? socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0)) : socket.getPeerFinished());
    }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const socket = await connect(line((server.address() as AddressInfo).port, pair));
    const bindings = channelBindings(socket)!;
    expect(bindings.protocol).toBe(version);
    expect(version === 'TLSv1.3' ? bindings.exporter : bindings.unique).toEqual(await seen);
    const { createHash, X509Certificate } = await import('node:crypto');
    expect(bindings.serverEndPoint).toEqual(createHash('sha384').update(new X509Certificate(pair.cert).raw).digest());
    // Asking again changes nothing.
    expect(channelBindings(socket)).toEqual(bindings);
    socket.destroy();
    expect(channelBindings(socket)).toBeNull();
  });
});
