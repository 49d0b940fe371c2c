/** A folder that another program has renamed since the folders were listed: nothing is told as done under a name that nobody has any more. */
import { expect, test } from 'vitest';
import { fail, FailureError } from '../../shared/failure.ts';
import { accountId, folderId, operationId } from '../../shared/ids.ts';
import type { MailboxListing, MailboxStatusItems } from '../imap/mailbox.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { kindOf } from './kind-of.ts';
import { readLedger } from './ledger.ts';
import type { Operation } from './operation.ts';
import type { ReplayContext } from './replay-context.ts';

const account = accountId('a');
const id = folderId(account, 'Projects');
const checkpoint = { uidValidity: 7, uidNext: 3, highestModseq: '0', complete: true };
const record = { id, accountId: account, wireName: 'Projects', path: 'Projects', name: 'Projects', delimiter: '/', role: 'none', selectable: true, subscribed: false, checkpoint, total: 2, unread: 0, serverTotal: 2, serverUnread: 0 } as FolderRecord;
const listing = (wireName: string): MailboxListing => ({ wireName, name: wireName, delimiter: '/', attributes: [], status: null });
const head = { id: operationId('1'), accountId: account, folderId: id, uidValidity: 0, targets: [], createdAt: 1, title: '' };
const subscribing: Operation = { ...head, kind: 'subscribe-folder', subscribed: true };
const deleting: Operation = { ...head, kind: 'delete-folder', below: [], onlyEmpty: false };

/** What comes of it, and which commands were sent. `asked`: whether the folders were listed for it before. */
async function outcome(operation: Operation, names: string[], asked: boolean, numbers: MailboxStatusItems = {}): Promise<[string, string[]]> {
  const sent: string[] = [];
  const entry = readLedger([{ t: 'queued', operation }]).get(operation.id)!;
  const refusing = ['DELETE'];
  const context = {
    accountId: account, folder: record, folders: [record], spared: { any: false },
    session: {
      selected: null,
      list: () => Promise.resolve(names.map(listing)),
      status: (name: string) => Promise.resolve(name === 'INBOX' ? {} : numbers),
      run: ({ name }: { name: string }) => {
        sent.push(name);
        return refusing.includes(name) ? Promise.reject(fail('server-no', 'No such mailbox.')) : Promise.resolve();
      },
    },
    mirror: { apply: () => Promise.resolve() },
    onFolders() {}, onArrived() {},
    listFirst: () => { if (!asked) throw new Error('listed first'); },
    done: () => Promise.resolve(),
  } as unknown as ReplayContext;
  const result = await kindOf(operation).replay(entry, context).then(() => 'done', (error: Error) => (error instanceof FailureError ? error.failure.code : error.message));
  return [result, sent];
}

test('a subscription: a name that is not listed is not sent, though servers take any', async () => {
  expect(await outcome(subscribing, ['INBOX', 'Projects'], false)).toEqual(['done', ['SUBSCRIBE']]);
  expect(await outcome(subscribing, ['INBOX', 'Work'], false)).toEqual(['listed first', []]);
  expect(await outcome(subscribing, ['INBOX', 'Work'], true)).toEqual(['folder-gone', []]);
});

test('a deletion: done where the folder is gone, and not where it is there under another name that the listing was too late for', async () => {
  expect(await outcome(deleting, ['INBOX', 'Projects'], false)).toEqual(['server-no', ['DELETE']]);
  expect(await outcome(deleting, ['INBOX', 'Work'], false)).toEqual(['listed first', ['DELETE']]);
  expect(await outcome(deleting, ['INBOX', 'Work'], true, { uidValidity: 7, uidNext: 3, messages: 2 })).toEqual(['folder-gone', ['DELETE']]);
  expect(await outcome(deleting, ['INBOX', 'Work'], true, { uidValidity: 9, uidNext: 3, messages: 2 })).toEqual(['done', ['DELETE']]);
  expect(await outcome(deleting, ['INBOX'], true)).toEqual(['done', ['DELETE']]);
});
