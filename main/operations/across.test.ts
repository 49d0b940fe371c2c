import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import type { Command, LiteralSink } from '../imap/command.ts';
import { copyAcross } from './across.ts';
import type { Entry } from './entry.ts';
import type { OperationBase } from './operation-base.ts';
import type { ReplayContext } from './replay-context.ts';

const UID = 5;
const to = folderId(accountId('c'), 'Archive');
const entryOf = (name: string): Entry<OperationBase & { to: typeof to }> => ({
  operation: { id: operationId(name), accountId: accountId(name), folderId: folderId(accountId(name), 'INBOX'), uidValidity: 1, targets: [{ uid: UID, messageId: `<${name}@example.org>` }], createdAt: 1, title: 'Copy', to },
  state: 'waiting', failure: null, copyingFrom: null, copyProven: false, copied: null, doneAt: null, left: [],
});

let spool: string;
beforeEach(async () => { spool = await mkdtemp(join(tmpdir(), 'godwit-spool-')); });
afterEach(() => rm(spool, { recursive: true, force: true }));

/** At the other server, under the name of the message if not under none. */
interface There { uid: number; size: number; date: number; named: boolean; header?: string }

const headerFor = ({ sections }: { sections?: unknown }, header = 'x') => (sections ? { sections: new Map([['HEADER', Buffer.from(header)]]) } : {});

/** An account with one message, and its line to the other server, where some may lie already. `fetched`: the message is in the file; `appending`: it is about to be read from there. */
function accountWith(text: string, filed: string[], { fetched, appending, there = [] }: { fetched?: () => Promise<void>; appending?: () => Promise<void>; there?: readonly There[] }): ReplayContext {
  return {
    spool,
    record: () => Promise.resolve(),
    session: {
      uidFetch: (_set: unknown, items: { sections?: unknown }, _options: unknown, onRow: (row: object) => void) => Promise.resolve(onRow({ uid: UID, flags: [], internalDate: 1, size: text.length, ...headerFor(items) })),
      run: async (command: Command<number | null>) => {
        const sink = command.literal!({ item: 'BODY[]', uid: UID, size: text.length } as Parameters<NonNullable<Command<unknown>['literal']>>[0]) as LiteralSink;
        await sink.write(Buffer.from(text));
        await sink.end();
        await fetched?.();
        return text.length;
      },
    },
    elsewhere: (_id: unknown, work: (session: object, folder: object) => Promise<unknown>) => work({
      capabilities: { has: () => false },
      status: () => Promise.resolve({ uidNext: 1, uidValidity: 1 }),
      select: () => Promise.resolve({ uidValidity: 1 }),
      uidSearch: () => Promise.resolve(there.flatMap(({ uid, named }) => (named ? [uid] : []))),
      uidFetch: (_set: unknown, items: { sections?: unknown }, _options: unknown, onRow: (row: object) => void) => {
        for (const { uid, size, date, header } of there) onRow({ uid, size, internalDate: date, ...headerFor(items, header) });
        return Promise.resolve();
      },
      append: async (_name: string, content: { open(): AsyncIterable<Buffer> }) => {
        await appending?.();
        const chunks: Buffer[] = [];
        for await (const chunk of content.open()) chunks.push(chunk);
        return { uid: filed.push(Buffer.concat(chunks).toString()), uidValidity: 1 };
      },
    }, { wireName: 'Archive' }),
  } as unknown as ReplayContext;
}

test('two accounts file a message of the same UID elsewhere at the same time: each arrives as itself, and nothing stays behind', async () => {
  const filed: string[] = [];
  const first = Promise.withResolvers<void>();
  const both = Promise.withResolvers<void>();
  const read = Promise.withResolvers<void>();
  const one = copyAcross(entryOf('a'), accountWith('the letter of A', filed, {
    appending: () => {
      first.resolve();
      return both.promise;
    },
  })).finally(() => read.resolve());
  await first.promise;
  const two = copyAcross(entryOf('b'), accountWith('the letter of B', filed, {
    fetched: () => {
      both.resolve();
      return read.promise;
    },
  }));
  await Promise.all([one, two]);
  expect(filed).toEqual(['the letter of A', 'the letter of B']);
  expect(await readdir(spool)).toEqual([]);
});

const TEXT = 'the letter of A';
test.each<[string, boolean, There, number]>([
  ['of that name and size is the one of before', true, { uid: 3, size: TEXT.length, date: 9_000_000, named: true }, 0],
  ['of that name and another size is not', true, { uid: 3, size: TEXT.length + 1, date: 1, named: true }, 1],
  ['of that date, size and header is the one of before, where it has no name', false, { uid: 3, size: TEXT.length, date: 1, named: false }, 0],
  ['of that date and size, and of another header, is not', false, { uid: 3, size: TEXT.length, date: 1, named: false, header: 'y' }, 1],
  ['of another date is not', false, { uid: 3, size: TEXT.length, date: 9_000_000, named: false }, 1],
])('tried before, and the answer was lost: what lies there %s', async (_what, named, there, times) => {
  const filed: string[] = [];
  const { operation, ...rest } = entryOf('a');
  const targets = [{ uid: UID, messageId: named ? '<a@example.org>' : '' }];
  const context = accountWith(TEXT, filed, { there: [there] });
  const copied = await copyAcross({ ...rest, operation: { ...operation, targets }, copyingFrom: 1, copyingIn: 1 }, context);
  expect(filed).toHaveLength(times);
  expect(copied).toEqual({ uidValidity: 1, source: [UID], destination: [times === 0 ? 3 : 1] });
});

test('proven once, nothing is filed again, whatever has become of it there', async () => {
  const filed: string[] = [];
  const copied = { uidValidity: 1, source: [UID], destination: [3] };
  expect(await copyAcross({ ...entryOf('a'), copyingFrom: 1, copyProven: true, copied }, accountWith(TEXT, filed, {}))).toEqual(copied);
  expect(filed).toEqual([]);
});

test('the journal knows what is about to be filed, and then what was', async () => {
  const told: string[] = [];
  const filed: string[] = [];
  const context = accountWith(TEXT, filed, {});
  await copyAcross(entryOf('a'), { ...context, record: ({ t }) => Promise.resolve(void told.push(`${t} ${filed.length}`)) });
  expect(told).toEqual(['copying 0', 'copied 1']);
});

/** Both accounts are the same mailbox under two names: what is asked to be removed is the very message that seems to be its copy. */
const own = { uid: UID, size: TEXT.length, date: 1, named: true };

test('two accounts of one mailbox: a server that files nothing twice names the original, and that proves no copy', async () => {
  const context = accountWith(TEXT, [], {});
  const elsewhere = context.elsewhere.bind(context);
  // Gmail answers APPEND of what it has with the UID that it has.
  const deduplicating: ReplayContext = { ...context, elsewhere: (id, work) => elsewhere(id, (session, folder) => work({ ...session, status: () => Promise.resolve({ messages: 1, unseen: 0, uidNext: 9, uidValidity: 1, highestModseq: '0' }), append: () => Promise.resolve({ uid: UID, uidValidity: 1 }) }, folder)) };
  await expect(copyAcross(entryOf('a'), deduplicating)).rejects.toMatchObject({ failure: { code: 'server-no', step: 'operation' } });
});

test('two accounts of one mailbox, renumbered since the first try: the original is not taken for the copy', async () => {
  const filed: string[] = [];
  const context = accountWith(TEXT, filed, { there: [own] });
  await copyAcross({ ...entryOf('a'), copyingFrom: 7, copyingIn: 8 }, context);
  expect(filed).toEqual([TEXT]);
});
