import { afterEach, describe, expect, test } from 'vitest';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
afterEach(() => one.stop());

const MESSAGE = 'From: a@example.org\nTo: you@example.org\nSubject: halfway-1\nMessage-ID: <halfway-1@example.org>\n\nx\n';
const NAMELESS = 'From: a@example.org\nTo: you@example.org\nSubject: halfway-1\n\nx\n';

/** A move whose copy is made and whose original is not removed, for `command` is refused. */
async function halfMoved(without: readonly string[], command: string, raw = MESSAGE) {
  one = await OneAccount.start({ without });
  one.demo.store.deliver(raw);
  const rows = await one.list(one.inbox, (now) => now[0]?.subject === 'halfway-1');
  one.demo.faults.add({ command, effect: { kind: 'refuse', code: 'NOPERM', text: 'Not from here' } });
  await one.call('messages.move', { messageIds: [rows[0]!.id], to: { role: 'archive' } });
  const [parked] = await one.operations((now) => now[0]?.state === 'parked');
  return { operationId: parked!.id, uid: one.uidOf(rows[0]!.id) };
}

/** What it is marked with, wherever it is. */
const marksIn = (mailbox: string) => one.demo.store.messages(mailbox).filter(({ raw }) => raw.toString('latin1').includes('halfway-1')).map(({ flags }) => flags.has('\\Deleted'));

describe('a move given up half done', () => {
  for (const [command, without] of [['UID STORE', ['MOVE']], ['UID EXPUNGE', ['MOVE']]] as const) {
    test(`${command} was refused: one message, where it was, and in no other list`, async () => {
      const { operationId } = await halfMoved(without, command);
      expect(marksIn('Archive')).toEqual([false]);
      await one.list(one.folder('Archive'), (rows) => rows.some(({ subject }) => subject === 'halfway-1'));
      await one.call('activity.discard', { operationId });
      await one.list(one.folder('Archive'), (rows) => rows.every(({ subject }) => subject !== 'halfway-1'));
      const rows = await one.settled();
      expect(rows[0]).toMatchObject({ kind: 'remove-copy', state: 'done', title: 'Remove the copy of 1 message from Archive' });
      expect([marksIn('INBOX'), marksIn('Archive')]).toEqual([[false], []]);
      await one.list(one.inbox, (now) => now[0]?.subject === 'halfway-1');
    });
  }

  test('without UIDPLUS the copy is marked and out of sight; nothing else is expunged', async () => {
    const { operationId } = await halfMoved(['MOVE', 'UIDPLUS'], 'UID STORE');
    await one.call('activity.discard', { operationId });
    await one.settled();
    expect([marksIn('INBOX'), marksIn('Archive')]).toEqual([[false], [true]]);
    await one.list(one.folder('Archive'), (rows) => rows.every(({ subject }) => subject !== 'halfway-1'));
  });

  test('the original has gone meanwhile: its copy stays, in sight', async () => {
    const { operationId, uid } = await halfMoved(['MOVE'], 'UID STORE');
    one.demo.store.expunge('INBOX', [uid]);
    await one.call('activity.discard', { operationId });
    await one.settled();
    expect(marksIn('Archive')).toEqual([false]);
    await one.list(one.folder('Archive'), (rows) => rows.some(({ subject }) => subject === 'halfway-1'));
  });

  test('the copy will not go either: that is said, and both are in sight', async () => {
    const { operationId } = await halfMoved(['MOVE'], 'UID STORE');
    one.demo.faults.add({ command: 'UID STORE', effect: { kind: 'refuse', code: 'NOPERM', text: 'Not from here either' } });
    await one.call('activity.discard', { operationId });
    const [parked] = await one.operations((rows) => rows[0]?.state === 'parked');
    expect(parked).toMatchObject({ kind: 'remove-copy', failure: { code: 'server-no' } });
    expect([marksIn('INBOX'), marksIn('Archive')]).toEqual([[false], [false]]);
    await one.list(one.folder('Archive'), (rows) => rows.some(({ subject }) => subject === 'halfway-1'));
  });

  for (const [what, raw] of [['', MESSAGE], ['without Message-ID ', NAMELESS]] as const) {
    test(`a message ${what}whose copying was cut before the answer, taken back without a line: one, where it was`, async () => {
      one = await OneAccount.start({ without: ['MOVE'] });
      one.demo.store.deliver(raw);
      const rows = await one.list(one.inbox, (now) => now[0]?.subject === 'halfway-1');
      one.demo.faults.add({ command: 'UID COPY', effect: { kind: 'stall', afterOctets: 0 } });
      const { operationId } = await one.call('messages.move', { messageIds: [rows[0]!.id], to: { role: 'archive' } });
      await expect.poll(() => marksIn('Archive').length).toBe(1);
      one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 1000 });
      one.demo.cutConnections();
      await one.call('activity.undo', { operationId });
      one.demo.faults.clear();
      await one.call('accounts.syncNow', { accountId: one.account });
      await one.operations((now) => now.some(({ kind, state }) => kind === 'remove-copy' && state === 'done'));
      expect([marksIn('INBOX'), marksIn('Archive')]).toEqual([[false], []]);
      await one.list(one.inbox, (now) => now[0]?.subject === 'halfway-1');
    });
  }
});

/** All of Trash is marked and nothing expunged; the first of them another program had marked before. */
async function halfEmptied() {
  one = await OneAccount.start();
  const there = one.demo.store.messages('Trash').map(({ uid }) => uid);
  one.demo.store.setFlags('Trash', [there[0]!], 'add', ['\\Deleted']);
  one.demo.faults.add({ command: 'UID EXPUNGE', effect: { kind: 'stall-before' } });
  const { operationId } = await one.call('folders.empty', { folderId: one.folder('Trash') });
  await expect.poll(() => one.demo.store.messages('Trash').every(({ flags }) => flags.has('\\Deleted'))).toBe(true);
  return { operationId, there };
}

test('emptying a folder, killed between its marks and its EXPUNGE and then taken back: no mark stays but that of another', async () => {
  const { operationId, there } = await halfEmptied();
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 1000 });
  await one.killAndRestart();
  await one.call('activity.undo', { operationId });
  one.demo.faults.clear();
  await one.call('accounts.syncNow', { accountId: one.account });
  await one.operations((rows) => rows.some(({ kind, state }) => kind === 'set-flags' && state === 'done'));
  expect(one.demo.store.messages('Trash').filter(({ flags }) => flags.has('\\Deleted')).map(({ uid }) => uid)).toEqual([there[0]]);
  await one.list(one.folder('Trash'), (rows) => rows.length === there.length);
});

test('the same before there is a mirror to tell: what another has marked is in sight again, though nothing of it changes on the server', async () => {
  const { operationId, there } = await halfEmptied();
  await one.list(one.folder('Trash'), (rows) => rows.length === 0);
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 1000 });
  await one.killAndRestart({ withMirror: false });
  await one.call('activity.undo', { operationId });
  one.demo.faults.clear();
  one.harness.restartMirror();
  await one.call('accounts.syncNow', { accountId: one.account });
  await one.list(one.folder('Trash'), (rows) => rows.length === there.length);
});
