/** STARTTLS and TLS: the upgrade, its stripping, injected octets, PREAUTH, and certificates refused in words. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SessionOptions } from '../../../main/imap/session.ts';
import { makeCertificates, type Certificates } from '../../support/certificates.ts';
import type { Script } from '../../support/script-server.ts';
import { failureOf, opened, PLAIN, serve } from './setup.ts';

let directory: string;
const certificates: Record<string, Certificates> = {};

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gw-tls-'));
  for (const kind of ['valid', 'expired', 'wrong-host', 'self-signed'] as const) certificates[kind] = await makeCertificates(join(directory, kind), kind);
});
afterAll(() => rm(directory, { recursive: true, maxRetries: 10, force: true }));

const over = (port: number, security: 'tls' | 'starttls', trusted = 'valid'): Partial<SessionOptions> => ({
  server: { host: 'localhost', port, security, user: 'alice' },
  extraCertificates: [certificates[trusted]!.caPem],
});

const noPassword = (heard: readonly string[]): void => {
  expect(heard.join('\n')).not.toContain(PLAIN);
  expect(heard.join('\n')).not.toMatch(/LOGIN|AUTHENTICATE/u);
};

describe('STARTTLS', () => {
  test('upgrades first, asks for capabilities again, then logs in', async () => {
    const server = await serve(async (line) => {
      line.send('* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] hi\r\n');
      const tag = await line.command('STARTTLS');
      line.startTls(certificates['valid']!, `${tag} OK go\r\n`);
      const again = await line.command('CAPABILITY');
      line.send(`* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\n${again} OK\r\n`);
      const login = await line.command(`AUTHENTICATE PLAIN ${PLAIN}`);
      line.send(`${login} OK [CAPABILITY IMAP4rev1 IDLE] in\r\n`);
    });
    const session = await opened(server, over(server.port, 'starttls'));
    expect(session.capabilities.list).toEqual(['IMAP4REV1', 'IDLE']);
    await server.done();
  });

  test('capabilities announced in clear do not survive', async () => {
    const server = await serve(async (line) => {
      line.send('* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN SASL-IR] hi\r\n');
      const tag = await line.command('STARTTLS');
      line.startTls(certificates['valid']!, `${tag} OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] go\r\n`);
      const again = await line.command('CAPABILITY');
      line.send(`* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n${again} OK\r\n`);
      await line.hungUp();
    });
    expect((await failureOf(opened(server, over(server.port, 'starttls')))).code).toBe('no-mechanism');
    noPassword(server.heard);
  });

  test.each([
    ['not announced', async (line) => {
      line.send('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi\r\n');
      await line.hungUp();
    }, 'starttls-unavailable'],
    ['refused', async (line) => {
      line.send('* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n');
      const tag = await line.command('STARTTLS');
      line.send(`${tag} NO not today\r\n`);
      await line.hungUp();
    }, 'starttls-unavailable'],
    ['answered BAD', async (line) => {
      line.send('* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n');
      const tag = await line.command('STARTTLS');
      line.send(`${tag} BAD what\r\n`);
      await line.hungUp();
    }, 'starttls-unavailable'],
    ['PREAUTH', async (line) => {
      line.send('* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] you are in\r\n');
      await line.hungUp();
    }, 'starttls-unavailable'],
    ['octets behind the OK', async (line) => {
      line.send('* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n');
      const tag = await line.command('STARTTLS');
      line.send(`${tag} OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n`);
      await line.hungUp();
    }, 'protocol'],
    ['half a line behind the OK', async (line) => {
      line.send('* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n');
      const tag = await line.command('STARTTLS');
      line.send(`${tag} OK go\r\n* O`);
      await line.hungUp();
    }, 'protocol'],
    ['the OK forged before the command', async (line) => {
      line.send('* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\ng1 OK go\r\n');
      await line.hungUp();
    }, 'protocol'],
  ] satisfies [string, Script, string][])('%s: no password, no session', async (_, script, code) => {
    const server = await serve(script);
    expect((await failureOf(opened(server, over(server.port, 'starttls')))).code).toBe(code);
    noPassword(server.heard);
  });

  test('alerts before the line is encrypted are not shown', async () => {
    const alerts: string[] = [];
    const server = await serve(async (line) => {
      line.send('* OK [ALERT] Call this number\r\n');
      const first = await line.command('CAPABILITY');
      line.send(`* OK [ALERT] Visit this site\r\n* CAPABILITY IMAP4rev1\r\n${first} OK\r\n`);
      await line.hungUp();
    });
    await failureOf(opened(server, { ...over(server.port, 'starttls'), onAlert: (text) => alerts.push(text) }));
    expect(alerts).toEqual([]);
  });
});

describe('certificates', () => {
  test.each([
    ['expired', 'expired', /^it expired on \d{1,2} [A-Z][a-z]+ \d{4}$/u],
    ['wrong-host', 'wrong-host', /^it is for another host: elsewhere\.example\.org, not localhost$/u],
    ['self-signed', 'self-signed', /self-signed/u],
    ['valid', 'expired', /issuer|self-signed/u],
  ])('%s, trusting %s', async (kind, trusted, reason) => {
    for (const security of ['tls', 'starttls'] as const) {
      const server = await serve(async (line) => {
        line.send('* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN SASL-IR] hi\r\n');
        if (security === 'starttls') {
          const tag = await line.command('STARTTLS');
          line.startTls(certificates[kind]!, `${tag} OK go\r\n`);
        }
        await line.hungUp();
      }, security === 'tls' ? { tls: certificates[kind]! } : {});
      const refused = await failureOf(opened(server, over(server.port, security, trusted)));
      expect(refused).toMatchObject({ code: 'certificate', step: 'imap-connect' });
      expect(refused.detail).toMatch(reason);
      noPassword(server.heard);
    }
  });

  test('a valid one is a session, by name and by address', async () => {
    for (const host of ['localhost', '127.0.0.1']) {
      const server = await serve(async (line) => {
        line.send('* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n');
        const tag = await line.command(`AUTHENTICATE PLAIN ${PLAIN}`);
        line.send(`${tag} OK [CAPABILITY IMAP4rev1] in\r\n`);
      }, { tls: certificates['valid']! });
      const options = over(server.port, 'tls');
      await opened(server, { ...options, server: { ...options.server!, host } });
      await server.done();
    }
  });
});

describe('what is not TLS', () => {
  test('a plain server on the TLS port', async () => {
    const server = await serve(async (line) => {
      line.send('* OK hi\r\n');
      await line.hungUp();
    });
    const refused = await failureOf(opened(server, over(server.port, 'tls')));
    expect(refused).toMatchObject({ code: 'not-tls', step: 'imap-connect', detail: 'the answer was not TLS' });
  });
  test('a line that closes during the handshake', async () => {
    const server = await serve(async (line) => line.end());
    expect((await failureOf(opened(server, over(server.port, 'tls')))).code).toBe('connection-lost');
  });
  test('a server that never shakes hands', async () => {
    const server = await serve((line) => line.hungUp());
    expect((await failureOf(opened(server, { ...over(server.port, 'tls'), deadlineMs: 200 }))).code).toBe('timeout');
  });
  test('nobody there; no such name', async () => {
    const server = await serve(async () => undefined);
    await server.stop();
    expect((await failureOf(opened(server, over(server.port, 'tls')))).code).toBe('connection-refused');
    const nowhere = over(server.port, 'tls');
    expect((await failureOf(opened(server, { ...nowhere, server: { ...nowhere.server!, host: 'host.invalid' } }))).code).toBe('name-not-found');
  });
});
