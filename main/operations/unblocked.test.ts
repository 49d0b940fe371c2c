import { expect, test } from 'vitest';
import { accountId, folderId, operationId, splitFolderId, type FolderId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { readLedger } from './ledger.ts';
import type { Operation } from './operation.ts';
import { unblocked } from './unblocked.ts';

const [a, b] = [accountId('a'), accountId('b')];
const at = (path: string) => folderId(a, path);
const head = (id: string, where: FolderId, targets: Operation['targets']) => ({ id: operationId(id), accountId: splitFolderId(where).accountId, folderId: where, uidValidity: 1, targets, createdAt: 1, title: id });
const move = (id: string, from: FolderId, to: FolderId, uid = 1, messageId = ''): Operation => ({ ...head(id, from, [{ uid, messageId }]), kind: 'move', to });
const flag = (id: string, where: FolderId, uid: number, messageId = ''): Operation => ({ ...head(id, where, [{ uid, messageId }]), kind: 'set-flags', add: FLAG.flagged, remove: 0 });
const deletion = (id: string, path: string): Operation => ({ ...head(id, at(path), []), kind: 'delete-folder', below: [], onlyEmpty: false });
const creation = (id: string, path: string): Operation => ({ ...head(id, at('INBOX'), []), kind: 'create-folder', path });

/** Of one account's, those that may go while these must wait. */
function free(operations: Operation[], aside: string[], account = a): string[] {
  const entries = [...readLedger(operations.map((operation) => ({ t: 'queued', operation }))).values()];
  return unblocked(entries.filter(({ operation }) => operation.accountId === account), new Set(aside.map(operationId)), entries).map(({ operation }) => operation.id);
}

test('others go past what must wait, but not those about the same message', () => {
  const operations = [move('1', at('INBOX'), at('Archive')), flag('2', at('INBOX'), 1), flag('3', at('INBOX'), 2), flag('4', at('Archive'), 1)];
  expect(free(operations, ['1'])).toEqual(['3', '4']);
  expect(free(operations, [])).toEqual(['1', '2', '3', '4']);
});

test('a message that one knows by its name and the other by its UID is the same one', () => {
  const operations = [move('1', at('Trash'), at('INBOX'), 0, '<x@y>'), flag('2', at('Trash'), 7, '<x@y>'), flag('3', at('Trash'), 8, '<z@y>'), flag('4', at('Trash'), 9)];
  expect(free(operations, ['1'])).toEqual(['3', '4']);
});

test('a folder is deleted after what is about it or what is in it, and not held up by anything else', () => {
  const operations = [move('1', at('Project/Old'), at('INBOX')), move('2', at('INBOX'), at('Project'), 2), deletion('3', 'Project'), deletion('4', 'Projects')];
  expect(free(operations, ['1'])).toEqual(['2', '4']);
  expect(free(operations, ['2'])).toEqual(['1', '4']);
  expect(free(operations, [])).toEqual(['1', '2', '3', '4']);
});

test('what is put into a folder made anew does not go before the old one is deleted', () => {
  const operations = [deletion('1', 'Project'), creation('2', 'Project'), move('3', at('INBOX'), at('Project')), move('4', folderId(b, 'INBOX'), at('Project')), creation('5', 'Projects')];
  expect(free(operations, ['1'])).toEqual(['5']);
  expect(free(operations, [], b)).toEqual([]);
  expect(free(operations.slice(2), [], b)).toEqual(['4']);
  // What was to go into the old one need not wait for its end.
  expect(free([operations[3]!, operations[0]!], [], b)).toEqual(['4']);
});

const rename = (id: string, from: string, path: string): Operation => ({ ...head(id, at(from), []), kind: 'rename-folder', path });

test('what counts on a folder that is yet to be made waits for it, below it too and from another account; what was meant before does not', () => {
  const operations = [creation('1', 'Project'), move('2', at('INBOX'), at('Project')), creation('3', 'Project/Deep'), move('4', folderId(b, 'INBOX'), at('Project/Deep')), creation('5', 'Projects')];
  expect(free(operations, ['1'])).toEqual(['5']);
  expect(free(operations, [], b)).toEqual([]);
  expect(free([operations[3]!, operations[2]!], [], b)).toEqual(['4']);
});

test('names come in the order in which they were given, and messages wait for none', () => {
  const operations = [rename('1', 'Project', 'Plans'), flag('2', at('Project'), 1), move('3', at('INBOX'), at('Project')), rename('4', 'Project', 'Notes'), creation('5', 'Plans/New'), creation('6', 'Project'), creation('7', 'Planners')];
  expect(free(operations, ['1'])).toEqual(['2', '3', '7']);
});
