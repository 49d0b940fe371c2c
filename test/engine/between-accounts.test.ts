/** Moves and copies from one account to another, and commands about messages of several folders and accounts. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DemoHandle } from '../../app/demo/start-demo.ts';
import { folderId, type AccountId, type FolderId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { quietDemo, settingsFor } from '../support/engine-harness.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
let other: DemoHandle;
let second: AccountId;

const start = async (without: string[] = []): Promise<void> => {
  one = await OneAccount.start();
  other = await quietDemo({ without });
  second = (await one.call('accounts.add', settingsFor(other))).accountId;
  await one.ready();
};
beforeEach(() => start());
afterEach(async () => {
  await one.stop();
  await other.close();
});

const there = (path: string): FolderId => folderId(second, path);
const down = (demo: DemoHandle): void => {
  demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 10_000 });
  demo.cutConnections();
};
const up = async (): Promise<void> => {
  one.demo.faults.clear();
  other.faults.clear();
  await one.call('accounts.syncNow', { accountId: one.account });
  await one.call('accounts.syncNow', { accountId: second });
};
const named = (demo: DemoHandle, mailbox: string, subject: string) => demo.store.messages(mailbox).filter(({ raw, flags }) => raw.toString('latin1').includes(`Subject: ${subject}\r\n`) && !flags.has('\\Deleted'));
const deliver = async (subject: string, id = `Message-ID: <${subject}@example.org>\n`) => {
  one.demo.store.deliver(`From: a@example.org\nTo: you@example.org\nSubject: ${subject}\n${id}\nThe text of ${subject}.\n`);
  return (await one.list(one.inbox, (rows) => rows[0]?.subject === subject))[0]!;
};
const seen = async (folder: FolderId, subject: string, times: number) => (await one.list(folder, (rows) => rows.filter((row) => row.subject === subject).length === times)).filter((row) => row.subject === subject);
const allDone = async () => {
  const operations = await one.settled();
  expect(operations.map(({ state, failure }) => [state, failure?.message])).toEqual(operations.map(() => ['done', undefined]));
};
const spooled = async () => (await readdir(join(one.profile, 'spool')).catch(() => [])).length;

describe('from one account to another', () => {
  test('a message is seen there at once, arrives whole with flags and date, and only then leaves; taken back it returns', async () => {
    const row = await deliver('over-1');
    await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged', 'seen'], remove: [] });
    await one.settled();
    const [original] = named(one.demo, 'INBOX', 'over-1');
    down(other);
    const moved = await one.call('messages.move', { messageIds: [row.id], to: { folderId: there('Archive') } });
    expect(await seen(there('Archive'), 'over-1', 1)).toMatchObject([{ id: row.id, folderId: there('Archive') }]);
    await seen(one.inbox, 'over-1', 0);
    expect(named(one.demo, 'INBOX', 'over-1')).toHaveLength(1);
    await one.killAndRestart();
    await seen(there('Archive'), 'over-1', 1);
    await up();
    await allDone();
    expect(named(one.demo, 'INBOX', 'over-1')).toEqual([]);
    const [arrived] = named(other, 'Archive', 'over-1');
    expect([arrived!.raw.equals(original!.raw), [...arrived!.flags].filter((flag) => flag !== '\\Recent').sort(), Math.floor(arrived!.internalDate.getTime() / 1000)])
      .toEqual([true, ['\\Flagged', '\\Seen'], Math.floor(original!.internalDate.getTime() / 1000)]);
    await seen(there('Archive'), 'over-1', 1);
    expect(await spooled()).toBe(0);
    await one.call('activity.undo', moved);
    await seen(one.inbox, 'over-1', 1);
    await allDone();
    expect([named(one.demo, 'INBOX', 'over-1').length, named(other, 'Archive', 'over-1').length]).toEqual([1, 0]);
  });

  test('what is to go into a folder that its account is yet to make waits for that, and no longer', async () => {
    const row = await deliver('early');
    down(other);
    const { folderId: made } = await one.call('folders.create', { accountId: second, parentId: null, name: 'Harbour' });
    await one.call('messages.move', { messageIds: [row.id], to: { folderId: made } });
    await one.call('messages.setFlags', { messageIds: [(await one.list()).at(-1)!.id], add: ['flagged'], remove: [] });
    await one.operations((list) => list.some(({ state }) => state === 'done'));
    other.faults.clear();
    await one.call('accounts.syncNow', { accountId: second });
    await allDone();
    expect([named(one.demo, 'INBOX', 'early').length, named(other, 'Harbour', 'early').length]).toEqual([0, 1]);
  });

  test('what is done to it there before it is there goes along', async () => {
    const row = await deliver('chain');
    down(one.demo);
    down(other);
    await one.call('messages.move', { messageIds: [row.id], to: { folderId: there('INBOX') } });
    await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
    await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
    await seen(there('Archive'), 'chain', 1);
    await one.killAndRestart();
    await up();
    await allDone();
    expect(named(other, 'Archive', 'chain').map(({ flags }) => flags.has('\\Flagged'))).toEqual([true]);
    expect([...named(one.demo, 'INBOX', 'chain'), ...named(one.demo, 'Archive', 'chain'), ...named(other, 'INBOX', 'chain')]).toEqual([]);
    expect((await seen(there('Archive'), 'chain', 1))[0]!.flags & FLAG.flagged).toBe(FLAG.flagged);
  });

  for (const [across, name] of [[true, undefined], [true, ''], [false, undefined], [false, '']] as const) {
    test(`the destination is renumbered between a lost answer and the next try: not doubled (${across ? 'to another account' : 'in one account'}${name === '' ? ', without Message-ID' : ''})`, async () => {
      await one.stop();
      one = await OneAccount.start({ without: ['MOVE'] });
      second = (await one.call('accounts.add', settingsFor(other))).accountId;
      await one.ready();
      const demo = across ? other : one.demo;
      // Gaps, so that UIDs of after lie below those of before.
      for (let n = 0; n < 9; n++) demo.store.deliver(`Subject: gap ${n}\n\nGap.\n`, 'Archive');
      demo.store.expunge('Archive', demo.store.messages('Archive').map(({ uid }) => uid));
      const row = await deliver('renumbered', name);
      demo.faults.add({ command: across ? 'APPEND' : 'UID COPY', effect: { kind: 'cut', afterOctets: 0 } });
      demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 10_000, ...(across ? { skip: 1 } : {}) });
      await one.call('messages.move', { messageIds: [row.id], to: { folderId: across ? there('Archive') : one.folder('Archive') } });
      await expect.poll(() => named(demo, 'Archive', 'renumbered').length, { timeout: 5_000 }).toBe(1);
      down(demo);
      // A range names the last message even where that is below it (RFC 3501 6.4.8).
      demo.store.deliver('Subject: later\n\nLast.\n', 'Archive');
      demo.store.changeUidValidity('Archive');
      await up();
      await allDone();
      expect([named(demo, 'Archive', 'renumbered').length, named(one.demo, 'INBOX', 'renumbered').length]).toEqual([1, 0]);
    });
  }

  for (const some of [false, true]) {
    test(`filed there, the answer lost, and meanwhile another client has deleted ${some ? 'one of them' : 'the original'}: it has arrived`, async () => {
      const rows = [await deliver('gone-1'), ...(some ? [await deliver('gone-2')] : [])];
      const uid = one.uidOf(rows[0]!.id);
      const [theirs] = await one.list(there('INBOX'));
      // The line that it takes stands; once it is cut there is no other.
      await one.call('messages.source', { messageId: theirs!.id });
      other.faults.add({ command: 'APPEND', effect: { kind: 'cut', afterOctets: 0 } });
      other.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 10_000 });
      const moved = await one.call('messages.move', { messageIds: rows.map(({ id }) => id), to: { folderId: there('Archive') } });
      await expect.poll(() => named(other, 'Archive', 'gone-1').length, { timeout: 5_000 }).toBe(1);
      down(other);
      one.demo.store.expunge('INBOX', [uid]);
      one.demo.cutConnections();
      await up();
      await allDone();
      expect([named(other, 'Archive', 'gone-1').length, named(other, 'Archive', 'gone-2').length, named(one.demo, 'INBOX', 'gone-2').length]).toEqual([1, rows.length - 1, 0]);
      await seen(there('Archive'), 'gone-1', 1);
      // All of what arrived is taken back.
      await one.call('activity.undo', moved);
      await seen(one.inbox, 'gone-1', 1);
      await allDone();
      expect([named(other, 'Archive', 'gone-1').length, named(one.demo, 'INBOX', 'gone-1').length]).toEqual([0, 1]);
    });
  }

  test('filed there, the answer lost, and meanwhile deleted by another client: its twin of the same second and size, nameless like it, is not taken for it', async () => {
    const at = new Date();
    for (const subject of ['twin-1', 'twin-2']) one.demo.store.deliver(`From: a@example.org\nSubject: ${subject}\n\nThe text of ${subject}.\n`, 'INBOX', [], at);
    const rows = (await one.list(one.inbox, (all) => all.filter(({ subject }) => subject.startsWith('twin-')).length === 2)).filter(({ subject }) => subject.startsWith('twin-')).toSorted((a, b) => one.uidOf(a.id) - one.uidOf(b.id));
    const [theirs] = await one.list(there('INBOX'));
    await one.call('messages.source', { messageId: theirs!.id });
    other.faults.add({ command: 'APPEND', effect: { kind: 'cut', afterOctets: 0 } });
    other.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 10_000 });
    await one.call('messages.move', { messageIds: rows.map(({ id }) => id), to: { folderId: there('Archive') } });
    await expect.poll(() => named(other, 'Archive', 'twin-1').length, { timeout: 5_000 }).toBe(1);
    down(other);
    one.demo.store.expunge('INBOX', [one.uidOf(rows[0]!.id)]);
    one.demo.cutConnections();
    await up();
    await allDone();
    expect([named(other, 'Archive', 'twin-1').length, named(other, 'Archive', 'twin-2').length, named(one.demo, 'INBOX', 'twin-2').length]).toEqual([1, 1, 0]);
  });

  test('answered from another account than the one it came to: it is marked where it lies', async () => {
    const row = await deliver('crossing');
    const draft = await one.call('compose.prepare', { messageId: row.id, kind: 'reply' });
    await one.call('compose.send', { ...draft, accountId: second, to: [{ name: '', address: 'ann@example.net' }] });
    await allDone();
    await expect.poll(() => named(one.demo, 'INBOX', 'crossing')[0]!.flags.has('\\Answered'), { timeout: 5_000 }).toBe(true);
    await allDone();
    expect([other.submissions.length, one.demo.submissions.length]).toEqual([1, 0]);
  });

  test('a copy leaves the original alone', async () => {
    const row = await deliver('twin');
    await one.call('messages.copy', { messageIds: [row.id], to: there('Archive') });
    await allDone();
    await seen(there('Archive'), 'twin', 1);
    expect([named(one.demo, 'INBOX', 'twin').length, named(other, 'Archive', 'twin').length]).toEqual([1, 1]);
  });

  for (const without of [[], ['UIDPLUS']]) {
    for (const id of ['named', 'nameless']) {
      test(`cut and killed at every step: never lost, never doubled (${id}${without.length ? ', without UIDPLUS' : ''})`, async () => {
        await one.stop();
        await other.close();
        await start(without);
        const steps: [DemoHandle, string, number][] = [[other, 'STATUS', 0], [one.demo, 'UID FETCH', 0], [one.demo, 'UID FETCH', 1], [other, 'APPEND', 0], [one.demo, 'UID STORE', 0], [one.demo, 'UID EXPUNGE', 0]];
        for (const [n, [demo, command, skip]] of steps.entries()) {
          const subject = `${id}-${n}`;
          const row = await deliver(subject, id === 'named' ? undefined : '');
          const [theirs] = await one.list(there('INBOX'));
          // The lines that it takes stand; once one is cut nothing gets through any more: the dead one must not go on.
          for (const messageId of [row.id, theirs!.id]) await one.call('messages.source', { messageId });
          await one.settled();
          demo.faults.add({ command, skip, effect: { kind: 'cut', afterOctets: 0 } });
          for (const each of [one.demo, other]) each.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 10_000 });
          await one.call('messages.move', { messageIds: [row.id], to: { folderId: there('Archive') } });
          await seen(there('Archive'), subject, 1);
          await new Promise((resolve) => setTimeout(resolve, 100));
          for (const each of [one.demo, other]) each.cutConnections();
          await one.killAndRestart();
          await up();
          await one.ready();
          await allDone();
          expect([named(other, 'Archive', subject).length, named(one.demo, 'INBOX', subject).length], `${command} ${skip}`).toEqual([1, 0]);
          await seen(there('Archive'), subject, 1);
        }
        expect(await spooled()).toBe(0);
      });
    }
  }

  test('the other server away holds up nothing else', async () => {
    const [row, next] = [await deliver('waits'), await deliver('goes')];
    down(other);
    await one.call('messages.move', { messageIds: [row.id], to: { folderId: there('Archive') } });
    await one.call('messages.setFlags', { messageIds: [next.id], add: ['flagged'], remove: [] });
    await one.operations((rows) => rows.some(({ kind, state }) => kind === 'set-flags' && state === 'done'));
    expect(named(one.demo, 'INBOX', 'waits')).toHaveLength(1);
  });

  describe('while the other server is away, the last that is left of a message is not deleted', () => {
    const into = async (mailbox: string, subject: string) => {
      one.demo.store.deliver(`From: a@example.org\nTo: you@example.org\nSubject: ${subject}\nMessage-ID: <${subject}@example.org>\n\nThe text of ${subject}.\n`, mailbox);
      await one.call('accounts.syncNow', { accountId: one.account });
      return (await seen(one.folder(mailbox), subject, 1))[0]!;
    };

    test('by emptying Trash, out of which it was to be copied', async () => {
      const row = await into('Trash', 'last');
      down(other);
      await one.call('messages.copy', { messageIds: [row.id], to: there('Archive') });
      await one.call('folders.empty', { folderId: one.folder('Trash') });
      await one.operations((rows) => rows.some(({ kind, state }) => kind === 'empty' && state === 'done'));
      await seen(one.folder('Trash'), 'last', 1);
      await up();
      await allDone();
      expect([named(one.demo, 'Trash', 'last').length, named(other, 'Archive', 'last').length]).toEqual([1, 1]);
    });

    test('by deleting the folder above the one out of which it was to be moved: that waits', async () => {
      const row = await into('Travel/2026', 'last');
      down(other);
      await one.call('messages.move', { messageIds: [row.id], to: { folderId: there('Archive') } });
      await one.call('folders.delete', { folderId: one.folder('Travel'), forever: true });
      const next = await one.newest();
      await one.call('messages.setFlags', { messageIds: [next.id], add: ['answered'], remove: [] });
      await one.operations((rows) => rows.some(({ kind, state }) => kind === 'set-flags' && state === 'done'));
      expect(named(one.demo, 'Travel/2026', 'last')).toHaveLength(1);
      await up();
      await allDone();
      expect(named(other, 'Archive', 'last')).toHaveLength(1);
      expect(one.demo.store.mailboxes.some(({ name }) => name.startsWith('Travel'))).toBe(false);
    });
  });

  test('the other account removed meanwhile: parked with the reason, and the message is where it was', async () => {
    const row = await deliver('orphan');
    down(other);
    await one.call('messages.move', { messageIds: [row.id], to: { folderId: there('Archive') } });
    await seen(one.inbox, 'orphan', 0);
    await one.call('accounts.remove', { accountId: second });
    await one.operations((rows) => rows.some(({ state, failure }) => state === 'parked' && failure?.message.includes('account') === true));
    await seen(one.inbox, 'orphan', 1);
    expect(named(one.demo, 'INBOX', 'orphan')).toHaveLength(1);
  });
});

test('messages of several folders and accounts: one command, an operation each, taken back together', async () => {
  const mine = await deliver('several-1');
  one.demo.store.deliver('Subject: several-2\nMessage-ID: <several-2@example.org>\n\nx\n', 'Archive');
  other.store.deliver('Subject: several-3\nMessage-ID: <several-3@example.org>\n\nx\n');
  await one.call('accounts.syncNow', { accountId: one.account });
  const archived = (await seen(one.folder('Archive'), 'several-2', 1))[0]!;
  const theirs = (await seen(there('INBOX'), 'several-3', 1))[0]!;
  const messageIds = [mine.id, archived.id, theirs.id];
  const flagged = await one.call('messages.setFlags', { messageIds, add: ['flagged'], remove: [] });
  await allDone();
  const flags = () => [named(one.demo, 'INBOX', 'several-1'), named(one.demo, 'Archive', 'several-2'), named(other, 'INBOX', 'several-3')].map(([message]) => message!.flags.has('\\Flagged'));
  expect(flags()).toEqual([true, true, true]);
  expect(await one.operations((rows) => rows.length === 3)).toHaveLength(3);
  await one.killAndRestart();
  await one.ready();
  await one.call('activity.undo', flagged);
  await allDone();
  expect(flags()).toEqual([false, false, false]);
  const deleted = await one.call('messages.move', { messageIds, to: { role: 'trash' } });
  await allDone();
  expect([named(one.demo, 'Trash', 'several-1'), named(one.demo, 'Trash', 'several-2'), named(other, 'Trash', 'several-3')].map((found) => found.length)).toEqual([1, 1, 1]);
  await one.call('activity.undo', deleted);
  await allDone();
  expect([named(one.demo, 'INBOX', 'several-1'), named(one.demo, 'Archive', 'several-2'), named(other, 'INBOX', 'several-3')].map((found) => found.length)).toEqual([1, 1, 1]);
});
