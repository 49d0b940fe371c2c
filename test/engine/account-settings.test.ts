/** Settings of an account that is at work are changed: tried first; the copy here stays unless it is another mailbox; nothing that waits goes astray. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DemoHandle } from '../../app/demo/start-demo.ts';
import { quietDemo, settingsFor } from '../support/engine-harness.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
let other: DemoHandle | null = null;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(async () => {
  await one.stop();
  await other?.close();
  other = null;
});
const settings = () => one.call('accounts.settings', { accountId: one.account }).then((answer) => answer.settings);
const update = async (change: object, password: string | null = null) => one.harness.client.call('accounts.update', { accountId: one.account, settings: { ...await settings(), ...change }, password });
const summary = async () => (await one.harness.waitFor('accounts.list', {}, () => true)).accounts[0]!;

test('a name is changed without asking a server, and is there after a restart', async () => {
  await one.demo.close();
  expect(await update({ name: 'Ann of the Marsh' })).toMatchObject({ ok: true });
  await one.harness.waitFor('accounts.list', {}, ({ accounts }) => accounts[0]?.name === 'Ann of the Marsh');
  await one.killAndRestart();
  expect(await summary()).toMatchObject({ id: one.account, name: 'Ann of the Marsh' });
});

test('what the server refuses changes nothing', async () => {
  const before = await settings();
  expect(await update({}, 'not it')).toMatchObject({ ok: false, failure: { code: 'authentication', step: 'imap-login' } });
  expect(await update({ imap: { ...before.imap, port: 1 } })).toMatchObject({ ok: false, failure: { step: 'imap-connect' } });
  expect(await settings()).toEqual(before);
  expect((await one.list()).length).toBeGreaterThan(0);
});

test('the same mailbox stays as it is here when its lines are opened anew', async () => {
  const rows = (await one.list()).map(({ id }) => id);
  const { smtp } = await settings();
  expect(await update({ smtp: { ...smtp, host: 'localhost' } }, one.demo.account.password)).toMatchObject({ ok: true });
  await one.ready();
  expect((await one.list()).map(({ id }) => id)).toEqual(rows);
});

test('another mailbox: the id stays, the copy is made anew, and what could be undone there is no more', async () => {
  other = await quietDemo();
  other.store.deliver('From: Bo <bo@example.org>\nTo: you@example.org\nSubject: Only over there\nMessage-ID: <there@example.org>\n\nHello.\n');
  const row = await one.newest();
  await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
  await one.settled();
  const wanted = settingsFor(other);
  const { imap, smtp } = wanted.settings;
  expect(await update({ imap: { ...imap, host: 'localhost' }, smtp: { ...smtp, host: 'localhost' } }, wanted.password)).toMatchObject({ ok: true });
  await one.ready();
  await one.list(one.inbox, (rows) => rows.some(({ subject }) => subject === 'Only over there'));
  expect(await summary()).toMatchObject({ id: one.account });
  expect((await one.operations(() => true))).toEqual([]);
});

test('another port of this computer is another mailbox: bridges and tunnels have no other name', async () => {
  other = await quietDemo();
  other.store.deliver('From: Bo <bo@example.org>\nTo: you@example.org\nSubject: Only over there\nMessage-ID: <there@example.org>\n\nHello.\n');
  const { settings: { imap, smtp }, password } = settingsFor(other);
  // Numbers that say nothing: the one is not to be taken for the other.
  other.store.mailbox('INBOX').uidValidity = one.demo.store.mailbox('INBOX').uidValidity;
  const row = await one.newest();
  await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
  await one.settled();
  expect(await update({ imap, smtp }, password)).toMatchObject({ ok: true });
  await one.ready();
  await one.list(one.inbox, (rows) => rows.some(({ subject }) => subject === 'Only over there'));
  expect((await one.operations(() => true))).toEqual([]);
});

test('another mailbox is refused while something waits for the one there is', async () => {
  const row = await one.newest();
  await one.demo.close();
  await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
  const { imap } = await settings();
  expect(await update({ imap: { ...imap, host: 'localhost' } })).toMatchObject({ ok: false, failure: { code: 'invalid-input', message: expect.stringContaining('still wait') as string } });
});

test('the mailbox is changed twice at once: the account is at work once, and when it is removed nobody is', async () => {
  const { imap } = await settings();
  const twice = await Promise.all(['Ann', 'Ann Ash'].map((name) => update({ name, imap: { ...imap, host: 'localhost' } })));
  expect(twice).toMatchObject([{ ok: true }, { ok: true }]);
  await one.ready();
  await one.call('accounts.remove', { accountId: one.account });
  // Node names the open sockets of this process by nothing else.
  const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles(this: void): readonly { remotePort?: number }[] };
  const lines = () => handles().filter(({ remotePort }) => remotePort === imap.port).length;
  await expect.poll(lines, { timeout: 5_000 }).toBe(0);
});

/** A submission server that says yes to a login as soon as it may. */
async function slowSubmission(): Promise<{ port: number; asked: () => number; hold(): () => void; close(): void }> {
  const sockets = new Set<Socket>();
  let may = Promise.resolve();
  let asked = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.write('220 ready\r\n');
    socket.on('error', () => undefined).on('data', (octets) => {
      const line = octets.toString('latin1');
      if (line.startsWith('AUTH')) asked++;
      if (line.startsWith('AUTH')) void may.then(() => socket.write('235 welcome\r\n'));
      else socket.write(line.startsWith('EHLO') ? '250-here\r\n250 AUTH PLAIN\r\n' : '221 bye\r\n');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    asked: () => asked,
    hold() {
      const gate = Promise.withResolvers<void>();
      may = gate.promise;
      return gate.resolve;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test('another mailbox was chosen while a password or other settings for the one before were tried: they are not put over it', async () => {
  other = await quietDemo();
  other.store.deliver('From: Bo <bo@example.org>\nTo: you@example.org\nSubject: Only over there\nMessage-ID: <there@example.org>\n\nHello.\n');
  const slow = await slowSubmission();
  try {
    const { smtp } = await settings();
    expect(await update({ smtp: { ...smtp, port: slow.port } })).toMatchObject({ ok: true });
    const letGo = slow.hold();
    const before = slow.asked();
    const changed = update({ smtp: { ...smtp, host: 'localhost', port: slow.port } });
    const renewed = one.harness.client.call('accounts.updatePassword', { accountId: one.account, password: one.demo.account.password });
    await expect.poll(slow.asked).toBe(before + 2);
    const wanted = settingsFor(other);
    expect(await update({ imap: wanted.settings.imap, smtp: wanted.settings.smtp }, wanted.password)).toMatchObject({ ok: true });
    letGo();
    expect(await changed).toMatchObject({ ok: false, failure: { code: 'invalid-input', step: 'save' } });
    expect(await renewed).toMatchObject({ ok: false, failure: { code: 'invalid-input', step: 'save' } });
    expect(await settings()).toMatchObject({ imap: wanted.settings.imap, smtp: wanted.settings.smtp });
    // With its own password.
    await one.killAndRestart();
    await one.ready();
    await one.list(one.inbox, (rows) => rows.some(({ subject }) => subject === 'Only over there'));
  } finally {
    slow.close();
  }
});

test('two other mailboxes are chosen at once: the one that stays has the password that was tried there', async () => {
  other = await quietDemo();
  const slow = await slowSubmission();
  try {
    const { imap, smtp } = await settings();
    const letGo = slow.hold();
    const later = update({ imap: { ...imap, host: 'localhost' }, smtp: { ...smtp, host: 'localhost', port: slow.port } });
    await expect.poll(slow.asked).toBe(1);
    const { settings: elsewhere, password } = settingsFor(other);
    expect(await update({ imap: elsewhere.imap, smtp: elsewhere.smtp }, password)).toMatchObject({ ok: true });
    letGo();
    expect(await later).toMatchObject({ ok: true });
    expect((await settings()).imap).toMatchObject({ host: 'localhost', port: imap.port });
    const { accounts } = await one.harness.waitFor('accounts.list', {}, (list) => ['ready', 'needs-you'].includes(list.accounts[0]!.phase));
    expect(accounts[0]!.phase).toBe('ready');
  } finally {
    slow.close();
  }
});

test('what the server offers is told', async () => {
  const offers = await one.call('accounts.offers', { accountId: one.account });
  expect(offers.capabilities).toContain('IDLE');
  expect(offers.mechanism).not.toBeNull();
});

test('accounts stand in the order that was chosen', async () => {
  other = await quietDemo();
  const added = await one.harness.client.call('accounts.add', settingsFor(other));
  if (!added.ok) throw new Error(added.failure.message);
  const second = added.value.accountId;
  await one.harness.waitFor('accounts.list', {}, ({ accounts }) => accounts.map(({ id }) => id).join() === [one.account, second].join());
  await one.call('settings.change', { accounts: { [second]: { place: 0 }, [one.account]: { place: 1 } } });
  await one.harness.waitFor('accounts.list', {}, ({ accounts }) => accounts.map(({ id }) => id).join() === [second, one.account].join());
});

test('another mailbox is refused while a letter waits to be sent from the one there is', async () => {
  other = await quietDemo();
  one.demo.faults.add({ protocol: 'smtp', command: 'GREETING', effect: { kind: 'bye', text: 'busy' } });
  await one.call('compose.send', { accountId: one.account, to: [{ name: '', address: 'ann@example.net' }], cc: [], bcc: [], subject: 'From here', text: 'Hello.', inReplyTo: '', references: [], source: null });
  await one.operations((rows) => rows[0]?.state === 'waiting');
  const { settings: { imap, smtp }, password } = settingsFor(other);
  expect(await update({ imap: { ...imap, host: 'localhost' }, smtp: { ...smtp, host: 'localhost' } }, password)).toMatchObject({ ok: false, failure: { code: 'invalid-input', step: 'save' } });
  expect(other.submissions).toEqual([]);
});
