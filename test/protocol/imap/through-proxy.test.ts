/** Sessions through a proxy: TLS, STARTTLS and in clear, the server's name known to the proxy alone, its certificate checked as ever. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { transcript } from '../../../main/imap/transcript.ts';
import type { Certificates } from '../../support/certificates.ts';
import { makeOddCertificate } from '../../support/odd-certificates.ts';
import { startRelayProxy, type RelayProxy } from '../../support/relay-proxy.ts';
import type { ScriptLine } from '../../support/script-server.ts';
import { failureOf, opened, PLAIN, serve } from './setup.ts';

/** Nobody but the proxy could know where that is. */
const HOST = 'mail.internal.example.org';
const LOGIN = { user: 'bob', password: 'proxy-pässword' };
let directory: string;
let certificates: Certificates;
const proxies: RelayProxy[] = [];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gw-proxy-'));
  const { cert, key, ca } = await makeOddCertificate(directory, { names: `DNS:${HOST}` });
  certificates = { ca: '', caPem: ca, cert: join(directory, 'chain.pem'), key: join(directory, 'chain.key') };
  await Promise.all([writeFile(certificates.cert, cert), writeFile(certificates.key, key)]);
});
afterAll(() => rm(directory, { recursive: true, maxRetries: 10, force: true }));
afterEach(() => Promise.all(proxies.splice(0).map((proxy) => proxy.stop())));

async function proxyOf(kind: 'socks5' | 'http'): Promise<RelayProxy> {
  const proxy = await startRelayProxy(kind, LOGIN);
  proxies.push(proxy);
  return proxy;
}

const play = (security: 'tls' | 'starttls' | 'none') => async (line: ScriptLine): Promise<void> => {
  line.send('* OK [CAPABILITY IMAP4rev1 SASL-IR STARTTLS AUTH=PLAIN] hi\r\n');
  if (security === 'starttls') {
    const tag = await line.command('STARTTLS');
    line.startTls(certificates, `${tag} OK go\r\n`);
    const again = await line.command('CAPABILITY');
    line.send(`* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\n${again} OK\r\n`);
  }
  const login = await line.command(`AUTHENTICATE PLAIN ${PLAIN}`);
  line.send(`${login} OK [CAPABILITY IMAP4rev1] in\r\n`);
};

describe.each(['socks5', 'http'] as const)('%s', (kind) => {
  test.each(['tls', 'starttls', 'none'] as const)('%s', async (security) => {
    const proxy = await proxyOf(kind);
    const server = await serve(play(security), security === 'tls' ? { tls: certificates } : {});
    const log = transcript();
    const session = await opened(server, {
      server: { host: HOST, port: server.port, security, user: 'alice' }, plainConfirmed: true, extraCertificates: [certificates.caPem], proxy: proxy.settings,
    }, { transcript: log });
    expect(session.capabilities.list).toEqual(['IMAP4REV1']);
    expect(proxy.asked).toEqual([`${HOST}:${server.port}`]);
    expect(log.lines().join('\n')).not.toContain(LOGIN.password);
    await server.done();
  });

  test('a certificate for another name is refused', async () => {
    const proxy = await proxyOf(kind);
    const server = await serve((line) => line.hungUp(), { tls: certificates });
    const options = { server: { host: 'other.example.org', port: server.port, security: 'tls' as const, user: 'alice' }, extraCertificates: [certificates.caPem], proxy: proxy.settings };
    expect(await failureOf(opened(server, options))).toMatchObject({ code: 'certificate', step: 'imap-connect' });
  });

  test('a wrong password of the proxy is its own failure, not the account\'s', async () => {
    const proxy = await proxyOf(kind);
    const server = await serve((line) => line.hungUp());
    const failure = await failureOf(opened(server, { server: { host: HOST, port: server.port, security: 'tls', user: 'alice' }, proxy: { ...proxy.settings, password: 'wrong' } }));
    expect(failure).toMatchObject({ code: 'proxy', step: 'imap-connect', message: 'The proxy 127.0.0.1 cannot be used. It refused its user name or password.' });
    expect(proxy.asked).toEqual([]);
  });
});

test('STARTTLS with an accepted certificate that nobody vouches for', async () => {
  const server = await serve(play('starttls'));
  const at = { host: 'localhost', port: server.port, security: 'starttls' as const, user: 'alice' };
  const refused = await failureOf(opened(server, { server: at }));
  expect(refused).toMatchObject({ code: 'certificate', certificate: { host: 'localhost', port: server.port, names: [HOST] } });
  const second = await serve(play('starttls'));
  const pins = [{ host: 'localhost', port: second.port, sha256: refused.certificate!.fingerprint }];
  const session = await opened(second, { server: { ...at, port: second.port }, pins });
  expect(session.capabilities.list).toEqual(['IMAP4REV1']);
});
