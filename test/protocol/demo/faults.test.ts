/** Planted faults do what they say, once, and nothing else. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FaultEffect } from '../../../app/demo/faults.ts';
import { startDemo, type DemoHandle } from '../../../app/demo/start-demo.ts';
import { WireClient } from './wire-client.ts';

let demo: DemoHandle;
let client: WireClient;
beforeEach(async () => {
  demo = await startDemo({ seed: false });
  for (let i = 0; i < 5; i++) demo.store.deliver(`Subject: ${String(i)}\r\n\r\n${'x'.repeat(2000)}\r\n`);
  client = await WireClient.loggedIn(demo);
  await client.command('SELECT INBOX');
});
afterEach(async () => {
  client.close();
  await demo.close();
});
const plant = (command: string, effect: FaultEffect): void => {
  demo.faults.add({ command, effect });
};

test('cut in the middle of a FETCH', async () => {
  plant('UID FETCH', { kind: 'cut', afterOctets: 3000 });
  client.send('a UID FETCH 1:* BODY.PEEK[]\r\n');
  expect((await client.rest()).length).toBe(3000);
});

test('cut after the work is done: nothing is said', async () => {
  plant('UID MOVE', { kind: 'cut', afterOctets: 0 });
  demo.store.createMailbox('Archive');
  client.send('a UID MOVE 1 Archive\r\n');
  expect(await client.rest()).toBe('');
  expect(demo.store.messages('Archive')).toHaveLength(1);
});

test('cut before the work is done', async () => {
  plant('UID STORE', { kind: 'cut-before' });
  client.send('a UID STORE 1 +FLAGS (\\Seen)\r\n');
  expect(await client.rest()).toBe('');
  expect([...(demo.store.messages()[0]?.flags ?? [])]).toEqual([]);
});

test('cut in the middle of an upload', async () => {
  plant('APPEND', { kind: 'cut-upload', afterOctets: 50 });
  client.send('a APPEND INBOX {200}\r\n');
  await client.until(/\+ /);
  client.send('y'.repeat(200));
  await client.rest();
  expect(demo.store.messages()).toHaveLength(5);
});

test('stall: the line stays open and silent', async () => {
  plant('NOOP', { kind: 'stall', afterOctets: 3 });
  client.send('a NOOP\r\nb NOOP\r\n');
  await client.until(/a O/);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(client.closed).toBe(false);
  plant('SELECT', { kind: 'stall-before' });
  const other = await WireClient.loggedIn(demo);
  other.send('a SELECT INBOX\r\n');
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(other.closed).toBe(false);
  other.close();
});

test('refusals, BYE and delays; each as often as asked', async () => {
  demo.faults.add({ command: 'APPEND', effect: { kind: 'refuse', code: 'OVERQUOTA', text: 'Full' }, times: 2, skip: 1 });
  const append = 'APPEND INBOX {1+}\r\nx';
  const answers = [];
  for (let i = 0; i < 4; i++) answers.push((await client.command(append)).at(-1)?.slice(0, 12));
  expect(answers).toEqual(['OK [APPENDUI', 'NO [OVERQUOT', 'NO [OVERQUOT', 'OK [APPENDUI']);
  plant('NOOP', { kind: 'bad', text: 'What?' });
  expect(await client.command('NOOP')).toEqual(['BAD What?']);
  plant('NOOP', { kind: 'delay', ms: 1 });
  expect(await client.command('NOOP')).toEqual(['OK Done']);
  plant('*', { kind: 'bye', text: 'Going down' });
  client.send('a NOOP\r\n');
  expect(await client.rest()).toBe('* BYE Going down\r\n');
});

test('a greeting that never comes, and a server that hangs up on it', async () => {
  plant('GREETING', { kind: 'bye', text: 'Too busy' });
  const refused = await WireClient.open(demo.imap.port);
  expect(await refused.rest()).toBe('* BYE Too busy\r\n');
  plant('GREETING', { kind: 'stall', afterOctets: 5 });
  const silent = await WireClient.open(demo.imap.port);
  await silent.until(/\* OK /);
  silent.close();
});

test('cutConnections cuts all, and the server goes on', async () => {
  demo.cutConnections();
  await client.rest();
  const again = await WireClient.loggedIn(demo);
  expect((await again.command('SELECT INBOX')).at(-1)).toContain('OK');
  again.close();
});

test('more connections than the bound are turned away', async () => {
  const clients = await Promise.all(Array.from({ length: 60 }, () => WireClient.open(demo.imap.port)));
  const greeted = await Promise.all(clients.map((one) => one.until(/\* OK/).then(() => true, () => false)));
  expect(greeted.filter((ok) => ok)).toHaveLength(49);
  for (const one of clients) one.close();
});
