import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DemoHandle } from '../../app/demo/start-demo.ts';
import type { AccountSettings } from '../../shared/model/account.ts';
import { createDisk, quietDemo, removeDisk, settingsFor, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';
import { startSmtpScript } from '../support/smtp-script.ts';

let demo: DemoHandle;
let disk: Disk;
let harness: Harness;
let servers: Server[];

beforeEach(async () => {
  servers = [];
  demo = await quietDemo();
  disk = await createDisk();
  harness = await startHarness(disk);
});
afterEach(async () => {
  for (const server of servers) server.close();
  await harness.stop();
  await demo.close();
  await removeDisk(disk);
});

async function add(change: (settings: AccountSettings) => void, password?: string) {
  const given = settingsFor(demo);
  change(given.settings);
  const result = await harness.client.call('accounts.add', { settings: given.settings, password: password ?? given.password });
  const { accounts } = await harness.waitFor('accounts.list', {}, () => true);
  expect(accounts).toEqual([]);
  expect(disk.secrets.size).toBe(0);
  if (result.ok) throw new Error('was accepted');
  return result.failure;
}

describe('adding an account says which step failed and why, and keeps nothing', () => {
  test('wrong password, in the server\'s words', async () => {
    expect(await add(() => {}, 'wrong')).toMatchObject({ code: 'authentication', step: 'imap-login', detail: expect.stringMatching(/\w/u) as string });
  });
  test('a wrong password is shown to one server only', async () => {
    const smtp = await startSmtpScript();
    try {
      expect(await add((settings) => { settings.smtp.port = smtp.port; }, 'wrong')).toMatchObject({ code: 'authentication', step: 'imap-login' });
      expect(smtp.lines.filter((line) => line.startsWith('AUTH'))).toEqual([]);
    } finally {
      await smtp.stop();
    }
  });
  test('with nothing right, the first step is what is told', async () => {
    expect(await add((settings) => { settings.smtp.port = 1; }, 'wrong')).toMatchObject({ code: 'authentication', step: 'imap-login' });
  });
  test('wrong password for sending only', async () => {
    demo.faults.add({ protocol: 'smtp', command: 'AUTH', effect: { kind: 'refuse', code: '535 5.7.8', text: 'no sending for you' } });
    expect(await add(() => {})).toMatchObject({ code: 'authentication', step: 'smtp-login', detail: expect.stringContaining('no sending') as string });
  });
  test('nobody listens', async () => {
    expect(await add((settings) => { settings.imap.port = 1; })).toMatchObject({ code: 'connection-refused', step: 'imap-connect' });
  });
  test('no such host', async () => {
    expect(await add((settings) => { Object.assign(settings.imap, { host: 'no-such-host.invalid', security: 'tls' }); })).toMatchObject({ code: 'name-not-found', step: 'imap-connect' });
  });
  test('a plain server where TLS was expected', async () => {
    expect(await add((settings) => { settings.imap.security = 'tls'; })).toMatchObject({ code: 'not-tls', step: 'imap-connect' });
  });
  test('STARTTLS asked for and not offered', async () => {
    expect(await add((settings) => { settings.imap.security = 'starttls'; })).toMatchObject({ code: 'starttls-unavailable', step: 'imap-connect' });
  });
  test('no encryption to a host that is not this computer, unconfirmed', async () => {
    expect(await add((settings) => { Object.assign(settings.imap, { host: '192.0.2.1' }); })).toMatchObject({ code: 'unprotected', step: 'imap-login' });
  });
  test('something that is not IMAP', async () => {
    const http = createServer((socket) => { socket.on('error', () => {}); socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'); });
    servers.push(http);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    expect(await add((settings) => { settings.imap.port = (http.address() as { port: number }).port; })).toMatchObject({ code: 'protocol', step: 'imap-connect' });
  });
  test('a port that is no port', async () => {
    expect(await add((settings) => { settings.imap.port = 99_999; })).toMatchObject({ code: 'invalid-input', detail: expect.stringContaining('port') as string });
  });
});

test('cancelling while connecting ends it at once and keeps nothing', async () => {
  const silent = createServer((socket) => { socket.on('error', () => {}); });
  servers.push(silent);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const given = settingsFor(demo);
  given.settings.imap.port = (silent.address() as { port: number }).port;
  const cancel = new AbortController();
  const adding = harness.client.call('accounts.add', given, { signal: cancel.signal });
  setTimeout(() => cancel.abort(), 50);
  expect(await adding).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  expect((await harness.waitFor('accounts.list', {}, () => true)).accounts).toEqual([]);
});

test('a window that sends rubbish is cut off and the engine goes on', async () => {
  const { memoryTransportPair } = await import('../../shared/ipc/memory-transport.ts');
  for (const rubbish of [null, 7, 'x', { kind: 'call' }, { kind: 'nonsense', id: 1 }]) {
    const [mine, theirs] = memoryTransportPair();
    harness.engine.attach(theirs, 'rubbish');
    const closed = new Promise<void>((resolve) => mine.onClose(resolve));
    mine.post(rubbish);
    await closed;
  }
  for (const name of ['__proto__', 'constructor', 'no.such', 'accounts.list']) {
    expect(await harness.client.call(name as 'app.about', {})).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
  }
  expect((await harness.client.call('app.about', {})).ok).toBe(true);
});
