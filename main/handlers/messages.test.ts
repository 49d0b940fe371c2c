import { expect, test } from 'vitest';
import { folderId, messageId, type AccountId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { Operation } from '../operations/operation.ts';
import type { Parts } from '../parts.ts';
import { messageHandlers } from './messages.ts';

const account = 'a' as AccountId;
const inbox = folderId(account, 'INBOX');
const row = (uid: number) => ({ messageId: `<${uid}@example.org>`, flags: 0, keywords: [] as string[], uid });

test('an operation is of the moment it was asked for, however long its messages are looked up', async () => {
  const submitted: Operation[] = [];
  const { promise: lookedUp, resolve: lookUp } = Promise.withResolvers<void>();
  let now = 100;
  const parts = {
    ports: { clock: { now: () => now++ }, random: (octets: number) => new Uint8Array(octets).fill(now) },
    // On show is only the second.
    shownLists: { find: (_folder: unknown, _validity: unknown, [uid]: number[]) => (uid === 2 ? new Map([[2, row(2)]]) : null) },
    mirror: { query: () => lookedUp.then(() => ({ uidValidity: 7, uids: [1], flags: [0], keywords: {}, messageIds: ['<1@example.org>'] })) },
    queue: { traveller: () => undefined, whereNow: () => undefined, submit: (operation: Operation) => Promise.resolve(void submitted.push(operation)) },
    running: new Map([[account, { replay: () => undefined }]]),
  } as unknown as Parts;
  const flag = (uid: number) => messageHandlers(parts)['messages.setFlags']({ messageIds: [messageId(inbox, 7, uid)], add: ['flagged'], remove: [] }, { signal: new AbortController().signal });
  const first = flag(1);
  await flag(2);
  lookUp();
  await first;
  expect(submitted.map(({ targets }) => targets[0]?.uid)).toEqual([2, 1]);
  const [second, earlier] = submitted;
  expect(earlier!.createdAt).toBeLessThan(second!.createdAt);
  expect(second).toMatchObject({ kind: 'set-flags', add: FLAG.flagged });
});
