/** Servers that say nothing: every step from DNS to the greeting is under one deadline, and a port that waits for TLS is found out. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openSession } from '../../../main/imap/open-session.ts';
import type { SessionOptions } from '../../../main/imap/session.ts';
import { makeCertificates, type Certificates } from '../../support/certificates.ts';
import type { ScriptLine } from '../../support/script-server.ts';
import { failureOf, loggedIn, opened, optionsFor, serve } from './setup.ts';

let directory: string;
let certificates: Certificates;
const servers: Server[] = [];
const sockets = new Set<Socket>();
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gw-dead-'));
  certificates = await makeCertificates(directory);
});
afterAll(() => rm(directory, { recursive: true, maxRetries: 10, force: true }));
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

const over = (port: number, security: 'tls' | 'starttls' | 'none', more: Partial<SessionOptions> = {}): SessionOptions =>
  optionsFor(port, { server: { host: 'localhost', port, security, user: 'alice' }, extraCertificates: [certificates.caPem], deadlineMs: 250, ...more });

async function raw(serveOne: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serveOne(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('one deadline', () => {
  test.each([
    ['no greeting', 'none', (line: ScriptLine) => line.hungUp()],
    ['half a greeting', 'none', (line: ScriptLine) => { line.send('* OK rea'); return line.hungUp(); }],
    ['a greeting one octet at a time that never ends', 'none', async (line: ScriptLine) => {
      for (let at = 0; at < 200; at++) {
        line.send('*');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }],
    ['no answer to CAPABILITY', 'none', (line: ScriptLine) => { line.send('* OK hi\r\n'); return line.command('CAPABILITY').then(() => line.hungUp()); }],
    ['no answer to STARTTLS', 'starttls', (line: ScriptLine) => { line.send('* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n'); return line.command('STARTTLS').then(() => line.hungUp()); }],
    ['untagged words without end instead of a greeting\'s follow-up', 'none', async (line: ScriptLine) => {
      line.send('* OK hi\r\n');
      await line.command('CAPABILITY');
      for (let at = 0; at < 200; at++) {
        line.send('* OK still working\r\n');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }],
  ] as const)('%s', async (_, security, script) => {
    const server = await serve((line) => script(line));
    expect(await failureOf(openSession(over(server.port, security)))).toMatchObject({ code: 'timeout', step: expect.stringMatching(/^imap-(?:connect|login)$/u) });
  });

  test('a handshake that stops in the middle, on the TLS port and behind STARTTLS', async () => {
    // The head of a ServerHello that is announced and does not come.
    const stub = Buffer.from([22, 3, 3, 0, 90, 2, 0, 0, 86]);
    const implicit = await raw((socket) => socket.once('data', () => socket.write(stub)));
    expect(await failureOf(openSession(over(implicit, 'tls')))).toMatchObject({ code: 'timeout', step: 'imap-connect' });
    const upgraded = await raw((socket) => {
      socket.write('* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n');
      socket.once('data', (octets: Buffer) => {
        socket.write(`${octets.toString().split(' ')[0]} OK go\r\n`);
        socket.once('data', () => socket.write(stub));
      });
    });
    expect(await failureOf(openSession(over(upgraded, 'starttls')))).toMatchObject({ code: 'timeout', step: 'imap-connect' });
  });

  test('the login is within it too', async () => {
    const server = await serve(async (line) => {
      line.send('* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n');
      await line.command(/^AUTHENTICATE/u);
      await line.hungUp();
    });
    expect(await failureOf(openSession(over(server.port, 'none')))).toMatchObject({ code: 'timeout', step: 'imap-login' });
  });
});

describe('after the login', () => {
  test('a line that is dead without a word ends with the first command nobody answers', async () => {
    const { session } = await loggedIn((line) => line.hungUp(), { silenceMs: 150 });
    expect((await failureOf(session.noop())).code).toBe('timeout');
    expect((await session.closed).code).toBe('timeout');
  });
});

describe('the wrong security for a port', () => {
  test.each([['starttls', 'starttls-unavailable'], ['none', 'protocol']] as const)('%s on a TLS port is told long before the deadline', async (security, code) => {
    const server = await serve(async (line) => {
      line.send('* OK hi\r\n');
      await line.hungUp();
    }, { tls: certificates });
    const failure = await failureOf(openSession(over(server.port, security, { deadlineMs: 60_000 })));
    expect(failure).toMatchObject({ code, step: 'imap-connect', message: expect.stringContaining('the security for it is TLS') });
    expect(server.heard).toEqual([]);
  });

  test('a server that is only slow is heard out, and hears nothing odd on its line', async () => {
    let connections = 0;
    const server = await serve(async (line) => {
      connections += 1;
      if (connections > 1) {
        // The other line: what comes is no IMAP, and is answered as such.
        await line.some();
        line.send('* BAD what\r\n');
        return line.hungUp();
      }
      await new Promise((resolve) => setTimeout(resolve, 2600));
      line.send('* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] sorry\r\n');
      const tag = await line.command(/^AUTHENTICATE/u);
      line.send(`${tag} OK [CAPABILITY IMAP4rev1] in\r\n`);
    });
    const session = await opened(server, { deadlineMs: 30_000 });
    expect(session.capabilities.has('IMAP4rev1')).toBe(true);
    expect(connections).toBe(2);
  });
});
