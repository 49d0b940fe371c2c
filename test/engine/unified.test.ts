/** Lists across two accounts: unified views, orders and filters, and rows that stay where they are. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DemoHandle } from '../../app/demo/start-demo.ts';
import { folderId, type AccountId, type FolderId } from '../../shared/ids.ts';
import type { ProjectionInput, ProjectionValue } from '../../shared/ipc/contract.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import type { Filter, ListView, UnifiedBox } from '../../shared/model/view.ts';
import { quietDemo, settingsFor } from '../support/engine-harness.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
let other: DemoHandle;
let second: AccountId;

beforeEach(async () => {
  one = await OneAccount.start();
  other = await quietDemo();
  second = (await one.call('accounts.add', settingsFor(other))).accountId;
  await one.ready();
  await box('inbox', ({ syncing, total }) => !syncing && total === one.demo.store.messages('INBOX').length + other.store.messages('INBOX').length);
});
afterEach(async () => {
  await one.stop();
  await other.close();
});

type List = ProjectionValue<'messages.list'>;
const unified = (name: UnifiedBox): ListView => ({ kind: 'unified', box: name });
const box = (name: UnifiedBox, until: (list: List) => boolean, more: Partial<ProjectionInput<'messages.list'>> = {}) =>
  one.harness.waitFor('messages.list', { view: unified(name), from: 0, count: 300, ...more }, (list) => list.complete && until(list));
const only = (...names: (keyof Filter)[]): Filter => ({ unread: false, flagged: false, attachments: false, contacts: false, ...Object.fromEntries(names.map((name) => [name, true])) });
const deliver = (demo: DemoHandle, subject: string, headers = ''): void => {
  demo.store.deliver(`From: Ann <ann@example.org>\nTo: you@example.org\nSubject: ${subject}\nMessage-ID: <${subject}@example.org>\n${headers}\nText.\n`);
};
const subjects = ({ rows }: { rows: readonly MessageRow[] }): string[] => rows.map(({ subject }) => subject);

/** Every value of a list that is watched. */
function watch(input: ProjectionInput<'messages.list'>) {
  const values: List[] = [];
  const stop = one.harness.client.watch('messages.list', input, { onValue: (value) => { values.push(structuredClone(value)); }, onFailure: () => undefined });
  const until = async (test: (list: List) => boolean): Promise<List> => {
    for (let i = 0; i < 250; i++) {
      const last = values.at(-1);
      if (last && test(last)) return last;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`never: ${JSON.stringify(values.at(-1)).slice(0, 2000)}`);
  };
  return { values, until, stop };
}

test('all inboxes are one list, newest first, with the numbers of both, and new mail slides in from either', async () => {
  const list = await box('inbox', ({ rows }) => rows.length > 0);
  expect(new Set(list.rows.map(({ folderId: id }) => id))).toEqual(new Set([one.inbox, folderId(second, 'INBOX')]));
  expect(list.rows.map(({ date }) => date)).toEqual(list.rows.map(({ date }) => date).toSorted((a, b) => b - a));
  const { boxes } = await one.harness.waitFor('folders.unified', {}, (value) => value.boxes.every(({ syncing }) => !syncing));
  const inboxes = boxes.find((row) => row.box === 'inbox')!;
  expect([inboxes.total, inboxes.unread, inboxes.folderIds]).toEqual([list.total, list.unread, [one.inbox, folderId(second, 'INBOX')]]);
  deliver(other, 'from-the-second');
  await box('inbox', ({ rows, total }) => rows[0]?.subject === 'from-the-second' && total === list.total + 1);
  deliver(one.demo, 'from-the-first');
  await box('inbox', ({ rows }) => rows[0]?.subject === 'from-the-first' && rows[1]?.subject === 'from-the-second');
});

test('flagged and unread ones come from every folder but Trash and Junk', async () => {
  deliver(one.demo, 'mark-me');
  deliver(other, 'mark-me-too');
  const { rows } = await box('inbox', (list) => ['mark-me', 'mark-me-too'].every((subject) => subjects(list).includes(subject)));
  const ids = rows.filter(({ subject }) => subject.startsWith('mark-me')).map(({ id }) => id);
  await one.call('messages.setFlags', { messageIds: ids, add: ['flagged'], remove: [] });
  const flagged = await box('flagged', (list) => ids.every((id) => list.rows.some((row) => row.id === id)));
  expect(flagged.rows.every(({ flags }) => (flags & FLAG.flagged) !== 0)).toBe(true);
  await one.harness.waitFor('folders.unified', {}, ({ boxes }) => boxes.find((row) => row.box === 'flagged')!.total === flagged.matching);
  const unread = await box('unread', (list) => ids.every((id) => list.rows.some((row) => row.id === id)));
  expect([unread.total, unread.unread]).toEqual([unread.matching, unread.matching]);
  await one.call('messages.move', { messageIds: ids, to: { role: 'trash' } });
  await box('flagged', (list) => list.total === flagged.total - 2 && ids.every((id) => !list.rows.some((row) => row.id === id)));
  // Under other names there, once the servers have moved them.
  await box('trash', (list) => ['mark-me', 'mark-me-too'].every((subject) => subjects(list).includes(subject)));
});

test('what is on its way to a folder is in the view of that role at once', async () => {
  deliver(one.demo, 'travels');
  const { rows } = await box('inbox', (list) => subjects(list).includes('travels'));
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 10_000 });
  one.demo.cutConnections();
  const { id } = rows.find(({ subject }) => subject === 'travels')!;
  await one.call('messages.move', { messageIds: [id], to: { role: 'archive' } });
  const { rows: archived } = await box('archive', (list) => subjects(list).includes('travels'));
  expect(archived.find(({ subject }) => subject === 'travels')).toMatchObject({ id, folderId: one.folder('Archive') });
  await box('inbox', (list) => !subjects(list).includes('travels'));
  one.demo.faults.clear();
  await one.call('accounts.syncNow', { accountId: one.account });
});

test('a row that stops matching stays while it is on screen, also when that is scrolled, and is gone when the view is asked for anew', async () => {
  for (const subject of ['stay-1', 'stay-2', 'stay-3']) deliver(one.demo, subject);
  await box('inbox', (list) => ['stay-1', 'stay-2', 'stay-3'].every((subject) => subjects(list).includes(subject)));
  const input = { view: unified('inbox'), filter: only('unread'), from: 0, count: 50 };
  const screen = watch(input);
  const before = await screen.until(({ rows, complete }) => complete && rows.length >= 3);
  const target = before.rows.find(({ subject }) => subject === 'stay-2')!;
  await one.call('messages.setFlags', { messageIds: [target.id], add: ['seen'], remove: [] });
  await screen.until(({ rows }) => rows.some(({ id, flags }) => id === target.id && (flags & FLAG.seen) !== 0));
  await one.settled();
  deliver(other, 'later');
  const after = await screen.until((list) => subjects(list).includes('later'));
  // Dates are whole seconds.
  expect(after.rows.filter(({ subject }) => subject !== 'later').map(({ id }) => id)).toEqual(before.rows.map(({ id }) => id));
  expect(after.matching).toBe(before.matching + 1);
  expect(screen.values.every((list) => list.rows.length === 0 || list.rows.some(({ id }) => id === target.id))).toBe(true);

  const scrolled = watch({ ...input, count: 60 });
  screen.stop();
  expect(subjects(await scrolled.until(({ rows, complete }) => complete && rows.length > 0))).toContain('stay-2');
  scrolled.stop();
  await new Promise((resolve) => setTimeout(resolve, 400));
  const anew = await box('inbox', ({ rows }) => rows.length > 0, { filter: only('unread') });
  expect(subjects(anew)).not.toContain('stay-2');
  expect(anew.rows.every(({ flags }) => !(flags & FLAG.seen))).toBe(true);
});

test('a mark is on screen in every list before the mirror has it, and what is shown is known', async () => {
  deliver(other, 'quick');
  const screen = watch({ view: unified('unread'), sort: { by: 'unread', descending: true }, from: 0, count: 50 });
  const { rows } = await screen.until((list) => subjects(list).includes('quick'));
  const { id } = rows.find(({ subject }) => subject === 'quick')!;
  const place = rows.findIndex((row) => row.id === id);
  await one.call('messages.setFlags', { messageIds: [id], add: ['flagged', 'seen'], remove: [] });
  const now = await screen.until((list) => list.rows[place]?.id === id && list.rows[place].flags === (FLAG.flagged | FLAG.seen));
  expect(now.rows.map((row) => row.id)).toEqual(rows.map((row) => row.id));
  screen.stop();
});

test('orders by sender, subject and size, both ways, in a folder and across', async () => {
  const collator = new Intl.Collator(undefined, { sensitivity: 'base' });
  const total = (await box('inbox', ({ rows }) => rows.length > 0)).matching;
  for (const view of [unified('inbox'), { kind: 'folder', folderId: one.inbox } satisfies ListView]) {
    for (const descending of [false, true]) {
      const way = descending ? -1 : 1;
      const ask = (by: 'from' | 'size' | 'date') => one.harness.waitFor('messages.list', { view, sort: { by, descending }, from: 0, count: 300 }, (list) => list.complete && list.rows.length > 0 && (view.kind === 'folder' || list.matching === total));
      const size = (await ask('size')).rows;
      expect(size.map((row) => row.size)).toEqual(size.map((row) => row.size).toSorted((a, b) => way * (a - b)));
      const from = (await ask('from')).rows.map(({ from: [first] }) => first!.name || first!.address);
      expect(from.every((name, i) => i === 0 || way * collator.compare(from[i - 1]!, name) <= 0)).toBe(true);
      const dates = (await ask('date')).rows.map(({ date }) => date);
      expect(dates).toEqual(dates.toSorted((a, b) => way * (a - b)));
    }
  }
});

test('with attachments, and from those the user has written to', async () => {
  const all = await box('inbox', ({ rows }) => rows.length > 0);
  const attached = await box('inbox', ({ rows }) => rows.length > 0, { filter: only('attachments') });
  expect(attached.rows.map(({ id }) => id)).toEqual(all.rows.filter(({ hasAttachment }) => hasAttachment).map(({ id }) => id));
  other.store.deliver('From: Friend <friend@example.net>\nTo: you@example.org\nSubject: from-a-friend\nMessage-ID: <friend@example.net>\n\nText.\n');
  deliver(other, 'from-a-stranger');
  await box('inbox', (list) => ['from-a-friend', 'from-a-stranger'].every((subject) => subjects(list).includes(subject)));
  const screen = watch({ view: unified('inbox'), filter: only('contacts'), from: 0, count: 100 });
  const before = await screen.until(({ complete }) => complete);
  expect(subjects(before)).not.toContain('from-a-friend');
  // Written to from the other account, and in other letters.
  one.demo.store.deliver('From: you@example.org\nTo: Friend <FRIEND@example.net>\nSubject: hello\nMessage-ID: <hello@example.org>\n\nHello.\n', 'Sent', ['\\Seen']);
  await one.call('accounts.syncNow', { accountId: one.account });
  const after = await screen.until((list) => subjects(list).includes('from-a-friend'));
  expect(subjects(after)).not.toContain('from-a-stranger');
  expect(after.matching).toBe(before.matching + 1);
  screen.stop();
});

test('a folder that the user leaves out of unified views is not in them', async () => {
  const own: FolderId = folderId(second, 'INBOX');
  await one.call('settings.change', { folders: { [own]: { unified: false } } });
  const list = await box('inbox', ({ rows }) => rows.length > 0 && rows.every(({ folderId: id }) => id === one.inbox));
  expect(list.total).toBe(one.demo.store.messages('INBOX').length);
  await one.harness.waitFor('folders.unified', {}, ({ boxes }) => boxes.find((row) => row.box === 'inbox')!.total === list.total);
});

test('conversations of both accounts are one list; one that is read stays while the unread are shown', async () => {
  const answer = (demo: DemoHandle, to: string): void => deliver(demo, `re-${to}`, `In-Reply-To: <${to}@example.org>\nReferences: <${to}@example.org>\n`);
  for (const [demo, subject] of [[one.demo, 'talk-1'], [other, 'talk-2']] as const) {
    deliver(demo, subject);
    answer(demo, subject);
  }
  const input = { view: unified('inbox'), from: 0, count: 100 };
  const threads = await one.harness.waitFor('conversations.list', input, ({ rows, complete }) => complete && ['re-talk-1', 're-talk-2'].every((subject) => rows.some((row) => row.subject === subject && row.count === 2)));
  expect(threads.rows.map(({ date }) => date)).toEqual(threads.rows.map(({ date }) => date).toSorted((a, b) => b - a));
  expect(threads.matching).toBe(threads.total);
  const { messageIds } = threads.rows.find(({ subject }) => subject === 're-talk-1')!;
  await one.call('messages.setFlags', { messageIds, add: ['flagged'], remove: [] });
  const sorted = await one.harness.waitFor('conversations.list', { ...input, sort: { by: 'flagged', descending: true } }, ({ rows }) => rows.some(({ subject, flagged }) => subject === 're-talk-1' && flagged));
  const marks = sorted.rows.map(({ flagged }) => flagged);
  expect(marks).toEqual(marks.toSorted((a, b) => Number(b) - Number(a)));
  await one.harness.waitFor('conversations.list', { ...input, view: unified('flagged') }, ({ rows }) => rows.some(({ subject, count }) => subject === 're-talk-1' && count === 2));

  let rows: ProjectionValue<'conversations.list'>['rows'] = [];
  const stop = one.harness.client.watch('conversations.list', { ...input, filter: only('unread') }, { onValue: (value) => { ({ rows } = structuredClone(value)); }, onFailure: () => undefined });
  const unread = await one.harness.waitFor('conversations.list', { ...input, filter: only('unread') }, (list) => list.complete && list.rows.some(({ subject }) => subject === 're-talk-2'));
  expect(unread.rows.every((row) => row.unread > 0)).toBe(true);
  await one.call('messages.setFlags', { messageIds, add: ['seen'], remove: [] });
  for (let i = 0; i < 200 && rows.find(({ subject }) => subject === 're-talk-1')?.unread !== 0; i++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(rows.map(({ id }) => id)).toEqual(unread.rows.map(({ id }) => id));
  stop();
  await new Promise((resolve) => setTimeout(resolve, 400));
  await one.harness.waitFor('conversations.list', { ...input, filter: only('unread') }, (list) => list.complete && list.rows.length > 0 && !list.rows.some(({ subject }) => subject === 're-talk-1'));
});
