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

/** An account with one message, and its line to the other server. `fetched`: the message is in the file; `appending`: it is about to be read from there. */
function accountWith(text: string, filed: string[], { fetched, appending }: { fetched?: () => Promise<void>; appending?: () => Promise<void> }): ReplayContext {
  return {
    spool,
    record: () => Promise.resolve(),
    session: {
      uidFetch: (_set: unknown, _items: unknown, _options: unknown, onRow: (row: object) => void) => Promise.resolve(onRow({ uid: UID, flags: [], internalDate: 1, size: text.length })),
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
