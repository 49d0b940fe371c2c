/** What was moved or copied is seen where it goes at once, and can be acted on there. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IDBFactory } from 'fake-indexeddb';
import type { FolderId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { systemClock } from '../support/memory-mirror.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

const goOffline = (): void => {
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 10_000 });
  one.demo.cutConnections();
};
const goOnline = async (): Promise<void> => {
  one.demo.faults.clear();
  await one.call('accounts.syncNow', { accountId: one.account });
};
const named = (mailbox: string, subject: string) => one.demo.store.messages(mailbox).filter(({ raw, flags }) => raw.toString('latin1').includes(`Subject: ${subject}\r\n`) && !flags.has('\\Deleted'));
const deliver = async (subject: string) => {
  one.demo.store.deliver(`From: a@example.org\nTo: you@example.org\nSubject: ${subject}\nMessage-ID: <${subject}@example.org>\n\nThe text of ${subject}.\n`);
  return (await one.list(one.inbox, (rows) => rows[0]?.subject === subject))[0]!;
};
const [archive, trash] = ['Archive', 'Trash'];
/** Once the list shows it so many times. */
const seen = async (folder: FolderId, subject: string, times: number) => (await one.list(folder, (rows) => rows.filter((row) => row.subject === subject).length === times)).filter((row) => row.subject === subject);
const counts = async (path: string) => {
  const { folders } = await one.harness.waitFor('folders.tree', {}, () => true);
  const { total, unread } = folders.find(({ id }) => id === one.folder(path))!;
  return { total, unread };
};
const readText = async (id: Parameters<typeof one.uidOf>[0], text: string) => one.harness.waitFor('messages.view', { messageId: id }, ({ body }) => body?.text?.includes(text) === true);

describe('without a line', () => {
  test('a moved message is there at once, with its text, in the counts, over kill -9; then the true one, once', async () => {
    const row = await deliver('away-1');
    await readText(row.id, 'The text of away-1');
    await one.harness.waitFor('messages.list', { folderId: one.inbox, from: 0, count: 1 }, ({ rows }) => rows[0]?.preview != null);
    const before = [await counts('INBOX'), await counts(archive)];
    goOffline();
    const moved = await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
    for (let round = 0; round < 2; round++) {
      const there = await seen(one.folder(archive), 'away-1', 1);
      expect(there).toMatchObject([{ id: row.id, folderId: one.folder(archive), flags: row.flags }]);
      expect(there[0]!.preview).toContain('The text of away-1');
      await seen(one.inbox, 'away-1', 0);
      expect((await readText(row.id, 'The text of away-1')).row.folderId).toBe(one.folder(archive));
      expect([await counts('INBOX'), await counts(archive)]).toEqual([
        { total: before[0]!.total - 1, unread: before[0]!.unread - 1 }, { total: before[1]!.total + 1, unread: before[1]!.unread + 1 },
      ]);
      await one.killAndRestart();
    }
    await goOnline();
    await one.settled();
    const arrived = await one.list(one.folder(archive), (rows) => rows.some(({ subject, id }) => subject === 'away-1' && id !== row.id));
    expect(arrived.filter(({ subject }) => subject === 'away-1')).toHaveLength(1);
    await readText(row.id, 'The text of away-1');
    expect(await counts(archive)).toEqual({ total: before[1]!.total + 1, unread: before[1]!.unread + 1 });
    await one.call('activity.undo', moved);
    await seen(one.inbox, 'away-1', 1);
    await seen(one.folder(archive), 'away-1', 0);
    await one.settled();
    expect(named('INBOX', 'away-1')).toHaveLength(1);
  });

  test('as conversations, too: in that of the folder it goes to, over kill -9, and all of it can be acted on', async () => {
    const first = await deliver('talk-1');
    one.demo.store.deliver('From: b@example.org\nTo: you@example.org\nSubject: Re: talk-1\nMessage-ID: <talk-2@example.org>\nReferences: <talk-1@example.org>\n\nYes.\n');
    const answer = (await one.list(one.inbox, (rows) => rows[0]?.subject === 'Re: talk-1'))[0]!;
    const talk = async (folder: FolderId, count: number) => {
      const { rows } = await one.harness.waitFor('conversations.list', { folderId: folder, from: 0, count: 50 }, ({ rows: all, complete }) => complete && (all.find(({ subject }) => subject === 'talk-1')?.count ?? 0) === count);
      return rows.find(({ subject }) => subject === 'talk-1');
    };
    await talk(one.inbox, 2);
    goOffline();
    await one.call('messages.move', { messageIds: [answer.id], to: { role: 'archive' } });
    await talk(one.inbox, 1);
    expect(await talk(one.folder(archive), 1)).toMatchObject({ messageIds: [answer.id], unread: 1, total: 2 });
    await one.killAndRestart();
    await talk(one.folder(archive), 1);
    await one.call('messages.move', { messageIds: [first.id], to: { role: 'archive' } });
    const moved = await talk(one.folder(archive), 2);
    expect(new Set(moved?.messageIds)).toEqual(new Set([first.id, answer.id]));
    await talk(one.inbox, 0);
    await one.call('messages.setFlags', { messageIds: moved!.messageIds, add: ['seen', 'flagged'], remove: [] });
    await expect.poll(async () => (await talk(one.folder(archive), 2))?.unread).toBe(0);
    await goOnline();
    await one.settled();
    await expect.poll(async () => (await talk(one.folder(archive), 2))?.messageIds.includes(answer.id)).toBe(false);
    expect(['talk-1', 'Re: talk-1'].flatMap((subject) => named(archive, subject)).map(({ flags }) => [...flags].sort())).toEqual([['\\Flagged', '\\Seen'], ['\\Flagged', '\\Seen']]);
  });

  test('taken back it is where it was, as it was', async () => {
    const row = await deliver('back-1');
    goOffline();
    const all = [await one.list(), await counts('INBOX'), await counts(archive)];
    const moved = await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
    await seen(one.folder(archive), 'back-1', 1);
    await one.call('activity.undo', moved);
    await seen(one.folder(archive), 'back-1', 0);
    expect([await one.list(one.inbox, (rows) => rows.length === (all[0] as unknown[]).length), await counts('INBOX'), await counts(archive)]).toEqual(all);
  });

  test('a second Delete on what is on its way to Trash is not passed over: it is refused as for what lies there, and deletes for good once that is meant', async () => {
    const row = await deliver('twice-deleted');
    goOffline();
    await one.call('messages.move', { messageIds: [row.id], to: { role: 'trash' } });
    const [there] = await seen(one.folder(trash), 'twice-deleted', 1);
    // By the folder that the row says it is seen in, not by its name, a window knows that this is to be asked about.
    expect(there).toMatchObject({ id: row.id, folderId: one.folder(trash) });
    expect(await one.harness.client.call('messages.move', { messageIds: [row.id], to: { role: 'trash' } })).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    await one.call('messages.deleteForever', { messageIds: [row.id] });
    await seen(one.folder(trash), 'twice-deleted', 0);
    await goOnline();
    await one.settled();
    expect(['INBOX', trash].flatMap((mailbox) => named(mailbox, 'twice-deleted'))).toEqual([]);
  });

  test('what is done to it there goes along: flagged, moved on, moved home, deleted for good', async () => {
    const [flag, on, home, gone] = [await deliver('chain-flag'), await deliver('chain-on'), await deliver('chain-home'), await deliver('chain-gone')];
    goOffline();
    await one.call('messages.move', { messageIds: [flag.id, on.id, home.id], to: { role: 'archive' } });
    await one.call('messages.move', { messageIds: [gone.id], to: { role: 'trash' } });
    const act = async (folder: string, subject: string) => (await seen(one.folder(folder), subject, 1))[0]!.id;
    await one.call('messages.setFlags', { messageIds: [await act(archive, 'chain-flag')], add: ['flagged'], remove: [] });
    await one.call('messages.move', { messageIds: [await act(archive, 'chain-on')], to: { role: 'trash' } });
    await one.call('messages.move', { messageIds: [await act(archive, 'chain-home')], to: { folderId: one.inbox } });
    await one.call('messages.deleteForever', { messageIds: [await act(trash, 'chain-gone')] });
    await one.killAndRestart();
    expect((await seen(one.folder(archive), 'chain-flag', 1))[0]!.flags & FLAG.flagged).toBe(FLAG.flagged);
    await seen(one.folder(trash), 'chain-on', 1);
    await seen(one.folder(archive), 'chain-on', 0);
    await seen(one.inbox, 'chain-home', 1);
    await seen(one.folder(trash), 'chain-gone', 0);
    await goOnline();
    const operations = await one.settled();
    expect(operations.map(({ state, failure }) => [state, failure?.message])).toEqual(operations.map(() => ['done', undefined]));
    expect(named(archive, 'chain-flag').map(({ flags }) => flags.has('\\Flagged'))).toEqual([true]);
    expect([named(trash, 'chain-on'), named('INBOX', 'chain-home')].map((found) => found.length)).toEqual([1, 1]);
    expect(['INBOX', archive, trash].flatMap((mailbox) => named(mailbox, 'chain-gone'))).toEqual([]);
    await seen(one.inbox, 'chain-home', 1);
    await seen(one.folder(trash), 'chain-on', 1);
    await seen(one.folder(archive), 'chain-flag', 1);
  });

  test('a copy is one of its own: what is done to it is not done to the original, nor the other way round', async () => {
    const row = await deliver('twin');
    goOffline();
    await one.call('messages.copy', { messageIds: [row.id], to: one.folder(archive) });
    const [copy] = await seen(one.folder(archive), 'twin', 1);
    expect(copy!.id).not.toBe(row.id);
    await one.call('messages.setFlags', { messageIds: [copy!.id], add: ['flagged'], remove: [] });
    await one.call('messages.setFlags', { messageIds: [row.id], add: ['seen'], remove: [] });
    await one.killAndRestart();
    const flags = async (folder: FolderId) => (await seen(folder, 'twin', 1))[0]!.flags & (FLAG.seen | FLAG.flagged);
    expect([await flags(one.folder(archive)), await flags(one.inbox)]).toEqual([FLAG.flagged, FLAG.seen]);
    await one.call('messages.move', { messageIds: [copy!.id], to: { role: 'trash' } });
    await seen(one.folder(trash), 'twin', 1);
    await seen(one.folder(archive), 'twin', 0);
    await goOnline();
    const operations = await one.settled();
    expect(operations.map(({ state, failure }) => [state, failure?.message])).toEqual(operations.map(() => ['done', undefined]));
    const state = (mailbox: string) => named(mailbox, 'twin').map(({ flags: set }) => [set.has('\\Seen'), set.has('\\Flagged')]);
    expect([state('INBOX'), state(archive), state(trash)]).toEqual([[[true, false]], [], [[false, true]]]);
    expect([await flags(one.folder(trash)), await flags(one.inbox)]).toEqual([FLAG.flagged, FLAG.seen]);
  });

  test('emptying Trash means what is on its way there too', async () => {
    const row = await deliver('to-be-gone');
    goOffline();
    await one.call('messages.move', { messageIds: [row.id], to: { role: 'trash' } });
    await seen(one.folder(trash), 'to-be-gone', 1);
    await one.call('folders.empty', { folderId: one.folder(trash) });
    expect(await one.list(one.folder(trash), (rows) => rows.length === 0)).toEqual([]);
    await goOnline();
    await one.settled();
    expect(['INBOX', trash].flatMap((mailbox) => named(mailbox, 'to-be-gone'))).toEqual([]);
    await seen(one.inbox, 'to-be-gone', 0);
  });

  test('what was done can be taken back the day after, and after a restart', async () => {
    const row = await deliver('yesterday');
    let days = 0;
    const laterBy = (ms: () => number) => ({ ...systemClock, now: () => Date.now() + ms() });
    await one.killAndRestart({ clock: laterBy(() => days * 86_400_000) });
    await one.ready();
    const moved = await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
    const flagged = await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
    await one.settled();
    days = 2;
    await one.killAndRestart({ clock: laterBy(() => days * 86_400_000) });
    await one.ready();
    await one.call('activity.undo', flagged);
    await one.call('activity.undo', moved);
    await one.settled();
    expect(named('INBOX', 'yesterday').map(({ flags }) => flags.has('\\Flagged'))).toEqual([false]);
    expect(await seen(one.inbox, 'yesterday', 1)).toMatchObject([{ flags: row.flags }]);
  });

  test('into a folder that is yet to be made', async () => {
    const row = await deliver('new-home');
    goOffline();
    const { folderId } = await one.call('folders.create', { accountId: one.account, parentId: null, name: 'Fresh' });
    await one.call('messages.move', { messageIds: [row.id], to: { folderId } });
    await one.killAndRestart();
    await seen(folderId, 'new-home', 1);
    expect(await counts('Fresh')).toMatchObject({ total: 1 });
    await goOnline();
    await one.settled();
    await seen(folderId, 'new-home', 1);
    expect(named('Fresh', 'new-home')).toHaveLength(1);
  });

  test('with a mirror made anew while it waits', async () => {
    const row = await deliver('rebuilt');
    one.demo.faults.add({ command: 'UID MOVE', effect: { kind: 'refuse', code: 'UNAVAILABLE', text: 'Later' }, times: 10_000 });
    await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
    await seen(one.folder(archive), 'rebuilt', 1);
    one.harness.restartMirror(new IDBFactory());
    await seen(one.folder(archive), 'rebuilt', 1);
    await seen(one.inbox, 'rebuilt', 0);
    await goOnline();
    await one.settled();
    await seen(one.folder(archive), 'rebuilt', 1);
  });
});

test('refused, it goes back at once; tried again, it is there again', async () => {
  const row = await deliver('refused');
  one.demo.faults.add({ command: 'UID MOVE', effect: { kind: 'refuse', code: 'NOPERM', text: 'Never' } });
  const moved = await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
  await one.operations((rows) => rows.some(({ state }) => state === 'parked'));
  expect(await seen(one.inbox, 'refused', 1)).toMatchObject([{ id: row.id, flags: row.flags }]);
  await seen(one.folder(archive), 'refused', 0);
  await one.call('activity.retry', moved);
  await one.settled();
  await seen(one.folder(archive), 'refused', 1);
  await seen(one.inbox, 'refused', 0);
});

for (const without of [[], ['MOVE'], ['UIDPLUS'], ['MOVE', 'UIDPLUS']]) {
  test(`never twice and never nowhere while the server does it, killed in between, ${without.length ? `without ${without.join(' and ')}` : 'with everything'}`, async () => {
    await one.stop();
    one = await OneAccount.start({ without });
    for (const [n, command] of ['UID MOVE', 'UID COPY', 'UID STORE'].entries()) {
      const row = await deliver(`watched-${n}`);
      const totals = new Set<number>();
      const watch = () => one.harness.client.watch('messages.list', { folderId: one.folder(archive), from: 0, count: 50 }, {
        onValue: ({ rows }) => void totals.add(rows.filter(({ subject }) => subject === row.subject).length),
        onFailure: () => undefined,
      });
      one.demo.faults.add({ command, effect: { kind: 'cut', afterOctets: 0 } });
      await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
      await seen(one.folder(archive), row.subject, 1);
      totals.clear();
      watch();
      await new Promise((resolve) => setTimeout(resolve, 60));
      await one.killAndRestart();
      watch();
      await one.ready();
      await one.settled();
      await one.list(one.folder(archive), (rows) => rows.some(({ subject, id }) => subject === row.subject && id !== row.id));
      expect([...totals], command).toEqual([1]);
      expect(named(archive, row.subject)).toHaveLength(1);
    }
  });
}
