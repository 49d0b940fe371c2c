/** Operations that must wait: what goes past them, and what does not. */
import { expect, test, vi } from 'vitest';
import { fail, type Failure } from '../../shared/failure.ts';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { uidsOf, type UidSet } from '../imap/uid-set.ts';
import type { Lease, Pool } from '../imap/pool.ts';
import type { Session } from '../imap/session.ts';
import type { JournalFile } from '../journal/journal-file.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Operation, OperationRecord } from './operation.ts';
import { OperationQueue } from './queue.ts';
import { createReplayer } from './replay.ts';

const account = accountId('a');
const [inbox, trash, project, old] = [folderId(account, 'INBOX'), folderId(account, 'Trash'), folderId(account, 'Project'), folderId(account, 'Project/Old')];
const elsewhere = folderId(accountId('b'), 'Archive');
const target = (uid: number) => ({ uid, messageId: `<${uid}@example.org>` });

/** A server of which a test says what it does otherwise. */
function setUp(otherwise: object, append: JournalFile<OperationRecord>['append'] = () => Promise.resolve()) {
  const clock = { time: 1_000_000_000, now: () => clock.time, timers: [] as { ms: number; run(): void }[], after: (ms: number, run: () => void) => {
    const timer = { ms, run };
    clock.timers.push(timer);
    return () => { clock.timers = clock.timers.filter((one) => one !== timer); };
  } };
  const expunged: number[] = [];
  const session = {
    selected: null,
    capabilities: { has: () => true },
    select: () => Promise.resolve({ uidValidity: 1, readOnly: false }),
    unselect: () => Promise.resolve(),
    list: () => Promise.resolve([]),
    status: () => Promise.resolve({ uidNext: 9, uidValidity: 1, messages: 1 }),
    uidSearch: (key: object) => Promise.resolve('uid' in key ? [5, 6, 7] : []),
    uidFetch: (_set: UidSet, _items: object, _options: object, row: (of: object) => void) => Promise.resolve(row({ uid: 5, flags: [], internalDate: 1, size: 10 })),
    uidStore: () => Promise.resolve({ modified: [] }),
    uidExpunge: (set: UidSet) => Promise.resolve(void expunged.push(...uidsOf(set))),
    ...otherwise,
  };
  const journal: JournalFile<OperationRecord> = { records: [], setAside: null, size: 0, append, compact: () => Promise.resolve(), close: () => Promise.resolve() };
  const folders = [inbox, trash, project, old].map((id) => ({ id, accountId: account, wireName: String(id), path: String(id), role: id === inbox ? 'inbox' : 'none', selectable: true, checkpoint: { uidValidity: 1, uidNext: 9, highestModseq: '0', complete: true } }));
  const hidden = new Set<number>();
  const mirror = {
    status: { state: 'ready', note: '' },
    onChanges: () => () => {},
    ready: () => Promise.resolve(),
    apply: ({ marks = [] }: { marks?: { uids: number[]; remove: number }[] }) => {
      for (const { uids, remove } of marks) if (remove & FLAG.hidden) for (const uid of uids) hidden.delete(uid);
      return Promise.resolve({ folderList: false, folders: [] });
    },
    query: () => Promise.resolve(folders),
  } as unknown as MirrorClient;
  const queue = new OperationQueue(journal, mirror, clock);
  const replayer = createReplayer({
    accountId: account, queue, mirror, clock, log: () => {}, pool: { lease: () => Promise.resolve({ session, release() {} } as unknown as Lease) } as unknown as Pool,
    onArrived() {}, onFolders() {}, onDoubt() {}, spool: '/dev/null/spool', elsewhere: (_id, work) => ('run' in otherwise ? Promise.reject(fail('connection-refused', 'Down.')) : work(session as unknown as Session, folders[0] as unknown as FolderRecord)),
  });
  const state = (id: string) => queue.entry(operationId(id))?.state;
  return {
    queue, replayer, clock, expunged, hidden, state,
    submit: (operation: object) => queue.submit({ accountId: account, uidValidity: 1, targets: [], createdAt: clock.now(), title: '', ...operation } as unknown as Operation),
    settled: () => new Promise((resolve) => { setImmediate(resolve); }),
    done: (id: string) => vi.waitFor(() => expect(state(id)).toBe('done')),
    /** Its time has come, whatever the clock says. */
    ring: () => clock.timers.splice(0).forEach(({ run }) => run()),
  };
}
const busy = (): Promise<never> => Promise.reject(fail('server-no', 'Busy.', { responseCode: 'INUSE' }));
const flag = { id: 'flag', folderId: inbox, targets: [target(8)], kind: 'set-flags', add: FLAG.flagged, remove: 0 };
const empty = { id: 'empty', folderId: trash, kind: 'empty', upTo: 7 };
const rescue = { id: 'rescue', folderId: trash, targets: [target(5)], kind: 'move', to: inbox };
const copy = { id: 'copy', folderId: trash, targets: [{ ...target(5), copy: 77 }], kind: 'copy', to: inbox, trash: null };

test.each([['moved', rescue], ['copied', copy]])('what was to be %s out of Trash, and is put off, stays there when Trash is emptied, also by a clock that was set back', async (_how, first) => {
  const { submit, replayer, clock, expunged, done, state } = setUp({ uidMove: busy, uidCopy: busy });
  await submit(first);
  clock.time -= 3_600_000;
  await submit(empty);
  replayer.kick();
  await done('empty');
  expect([expunged, state(first.id)]).toEqual([[6, 7], 'waiting']);
});

test('what stays when Trash is emptied is seen there, unless something is still to take it elsewhere', async () => {
  const { submit, replayer, hidden, done } = setUp({ uidMove: busy, uidCopy: busy });
  await submit({ ...copy, targets: [{ ...target(6), copy: 77 }] });
  await submit(rescue);
  await submit(empty);
  for (const uid of [5, 6, 7]) hidden.add(uid);
  replayer.kick();
  await done('empty');
  await vi.waitFor(() => expect([...hidden]).toEqual([5, 7]));
});

test('what is known only by its name stays too; where there is not even that, nothing is emptied', async () => {
  const search = (key: { header?: { value: string } }) => Promise.resolve(key.header ? [6] : [5, 6, 7]);
  for (const [messageId, expected] of [['<6@example.org>', [[5, 7], 'done']], ['', [[], 'parked']]] as const) {
    const { submit, replayer, expunged, state } = setUp({ uidMove: busy, select: () => Promise.resolve({ uidValidity: 1, readOnly: false }), uidSearch: search });
    await submit({ ...rescue, uidValidity: 0, targets: [{ uid: 0, messageId }] });
    await submit(empty);
    replayer.kick();
    await vi.waitFor(() => expect([expunged, state('empty')]).toEqual(expected));
  }
});

test('renumbered since the user emptied it: "all up to" a UID means nothing any more, and nothing goes', async () => {
  const { submit, replayer, expunged, state } = setUp({ select: () => Promise.resolve({ uidValidity: 2, readOnly: false }) });
  await submit(empty);
  replayer.kick();
  await vi.waitFor(() => expect(state('empty')).toBe('parked'));
  expect(expunged).toEqual([]);
});

test('what can only be read is not written to, however it was opened', async () => {
  const stored: object[] = [];
  const uidStore = (set: UidSet) => Promise.resolve(void stored.push(set));
  for (const readOnly of [true, false]) {
    const open = { wireName: String(inbox), uidValidity: 1, readOnly: true };
    const { submit, replayer, state } = setUp({ selected: open, uidStore, select: () => Promise.resolve({ uidValidity: 1, readOnly }) });
    await submit(flag);
    replayer.kick();
    await vi.waitFor(() => expect(state('flag')).toBe(readOnly ? 'parked' : 'done'));
    expect(stored).toHaveLength(readOnly ? 0 : 1);
  }
});

test('of several that went as one, only the refused one is parked', async () => {
  const uidStore = (set: UidSet) => ([...uidsOf(set)].includes(8) ? Promise.reject(fail('server-bad', 'What?')) : Promise.resolve({ modified: [] }));
  const { submit, replayer, done, state } = setUp({ uidStore });
  await submit({ ...flag, id: 'first', targets: [target(7)] });
  await submit(flag);
  replayer.kick();
  await done('first');
  await vi.waitFor(() => expect(state('flag')).toBe('parked'));
});

test('a server that asks for less is asked for nothing else meanwhile', async () => {
  let tries = 0;
  const uidStore = () => {
    tries++;
    return Promise.reject(fail('throttled', 'Slow down.'));
  };
  const { submit, replayer, settled, state } = setUp({ uidStore });
  await submit(flag);
  await submit({ ...flag, id: 'elsewhere', folderId: trash });
  replayer.kick();
  for (let i = 0; i < 20; i++) await settled();
  expect([tries, state('flag'), state('elsewhere')]).toEqual([1, 'waiting', 'waiting']);
});

test('done at the server and not noted, because the disk is full: it waits, and is not told as refused', async () => {
  let full = true;
  const append = ({ t }: OperationRecord) => (t === 'done' && full ? Promise.reject(fail('storage', 'The disk is full.')) : Promise.resolve());
  const { submit, replayer, settled, done, state } = setUp({}, append);
  await submit(flag);
  replayer.kick();
  for (let i = 0; i < 20; i++) await settled();
  expect(state('flag')).toBe('waiting');
  full = false;
  replayer.kick();
  await done('flag');
});

test('a folder that was made is not taken back with a message in it', async () => {
  const commands: string[] = [];
  const { submit, replayer, state } = setUp({ status: () => Promise.resolve({ uidNext: 9, uidValidity: 1, messages: 1 }), run: ({ name }: { name: string }) => Promise.resolve(void commands.push(name)) });
  await submit({ id: 'unmake', folderId: project, uidValidity: 0, kind: 'delete-folder', below: [], onlyEmpty: true });
  replayer.kick();
  await vi.waitFor(() => expect(state('unmake')).toBe('parked'));
  expect(commands).toEqual([]);
});

const across = { id: 'out', folderId: old, targets: [target(5)], kind: 'move', to: elsewhere };
const within = { id: 'out', folderId: old, targets: [target(5)], kind: 'copy', to: inbox, trash: null };
const into = { id: 'out', folderId: inbox, targets: [target(5)], kind: 'move', to: project };
const deletion = { id: 'deletion', folderId: project, uidValidity: 0, kind: 'delete-folder', below: [old], onlyEmpty: false };

test.each([['moved from below it to an account that is away', across], ['copied from below it', within], ['moved into it', into]])('a folder is not deleted before what was to be %s', async (_what, first) => {
  const commands: string[] = [];
  const refusal: { now: (() => Promise<never>) | null } = { now: busy };
  const carry = (): Promise<object> => refusal.now?.() ?? Promise.resolve({ uidValidity: 1, source: [5], destination: [9] });
  const { submit, replayer, done, state, ring } = setUp({ uidMove: carry, uidCopy: carry, run: ({ name }: { name: string }) => Promise.resolve(void commands.push(name)) });
  await submit(first);
  await submit(deletion);
  await submit(flag);
  replayer.kick();
  await done('flag');
  expect([state('out'), state('deletion'), commands]).toEqual(['waiting', 'waiting', []]);
  if (first === across) return;
  refusal.now = null;
  ring();
  await done('deletion');
  expect([state('out'), commands]).toEqual(['done', ['DELETE', 'DELETE']]);
});

test.each([['moved out of', { ...across, folderId: project }], ['copied from below', within]])('a folder is not deleted where a message could not be %s it, whatever the clock says', async (_how, first) => {
  const commands: string[] = [];
  const refused = { code: 'over-quota', message: 'Full.' } satisfies Failure;
  const { submit, replayer, queue, clock, state } = setUp({ run: ({ name }: { name: string }) => Promise.resolve(void commands.push(name)) });
  await submit(first);
  await queue.park(queue.entry(operationId('out'))!, refused);
  clock.time -= 3_600_000;
  await submit(deletion);
  replayer.kick();
  await vi.waitFor(() => expect(state('deletion')).toBe('parked'));
  expect(commands).toEqual([]);
});

const poison = { id: 'poison', folderId: inbox, targets: [target(5)], kind: 'move', to: trash };
const cut = (): Promise<never> => Promise.reject(fail('connection-lost', 'Cut.'));

test('a server that drops the line over one operation each time: the others go first, and in the end it is given back with the reason', async () => {
  const { submit, replayer, queue, done, state, settled, ring } = setUp({ uidMove: cut });
  await submit(poison);
  await submit(flag);
  replayer.kick();
  await settled();
  ring();
  await done('flag');
  expect(state('poison')).toBe('waiting');
  for (let n = 0; n < 20 && state('poison') === 'waiting'; n++) {
    replayer.kick('line');
    ring();
    await settled();
  }
  expect(queue.entry(operationId('poison'))).toMatchObject({ state: 'parked', failure: { code: 'connection-lost', words: { key: 'engine-operations.lineLostEachTime' } } });
});

test('of several that go together, the one over which the line is dropped is found', async () => {
  const { submit, replayer, state, settled, ring } = setUp({ uidStore: (set: UidSet) => ([...uidsOf(set)].includes(8) ? cut() : Promise.resolve({ modified: [] })) });
  for (const uid of [7, 8, 9]) await submit({ ...flag, id: `flag-${uid}`, targets: [target(uid)] });
  replayer.kick();
  await settled();
  for (let n = 0; n < 3; n++) {
    ring();
    await settled();
  }
  expect([7, 8, 9].map((uid) => state(`flag-${uid}`))).toEqual(['done', 'waiting', 'done']);
});

test('a server that drops every line is left alone for a while after a few', async () => {
  let lines = 0;
  const { submit, replayer, settled, ring } = setUp({ uidStore: () => {
    lines++;
    return cut();
  } });
  for (let uid = 1; uid < 50; uid++) await submit({ ...flag, id: `flag-${uid}`, targets: [target(uid)] });
  replayer.kick();
  await settled();
  for (let n = 0; n < 10; n++) {
    const before = lines;
    ring();
    await settled();
    expect(lines - before).toBeLessThanOrEqual(3);
  }
});

test('a message for which there is no room on its way to another account is given back with the reason, and the others go', async () => {
  const { submit, replayer, queue, done } = setUp({});
  await submit({ ...poison, to: elsewhere });
  await submit(flag);
  replayer.kick();
  await done('flag');
  expect(queue.entry(operationId('poison'))).toMatchObject({ state: 'parked', failure: { code: 'storage', words: { key: 'engine-operations.notKeptOnTheWay' } } });
});

test('without a journal nothing goes on, and nothing is given back', async () => {
  const full: { now: boolean } = { now: false };
  const { submit, replayer, state, settled, done } = setUp({ uidCopy: () => Promise.resolve({ uidValidity: 1, source: [5], destination: [9] }) }, (record) => (full.now && record.t !== 'queued' ? Promise.reject(fail('storage', 'Disk full.')) : Promise.resolve()));
  await submit({ ...copy, folderId: inbox, to: trash });
  await submit(flag);
  full.now = true;
  replayer.kick();
  await settled();
  expect([state('copy'), state('flag')]).toEqual(['waiting', 'waiting']);
  full.now = false;
  replayer.kick('line');
  await done('copy');
  await done('flag');
});

test('asked for a minute of rest, it goes on after that minute, whatever the clock says by then', async () => {
  for (const wrong of [-3_600_000, -1]) {
    let tries = 0;
    const { submit, replayer, clock, settled, ring, done } = setUp({ uidStore: () => (++tries === 1 ? Promise.reject(fail('throttled', 'Later.', { retryAfterMs: 60_000 })) : Promise.resolve({ modified: [] })) });
    await submit(flag);
    replayer.kick();
    await settled();
    expect([tries, clock.timers.map(({ ms }) => ms)]).toEqual([1, [60_000]]);
    replayer.kick('line');
    await settled();
    expect(tries).toBe(1);
    clock.time += 60_000 + wrong;
    ring();
    await done('flag');
  }
});
