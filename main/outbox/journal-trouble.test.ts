import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail } from '../../shared/failure.ts';
import { accountId, operationId } from '../../shared/ids.ts';
import { openJournalFile, type JournalFile } from '../journal/journal-file.ts';
import { LetterBook, letterRecordSchema, type LetterRecord } from './letter-book.ts';
import { Outbox } from './outbox.ts';
import type { Send } from './send-record.ts';

const letter = (id: string, raw = 'eA=='): Send => ({ id: operationId(id), accountId: accountId('a'), createdAt: 1, title: 'Send', raw, rawForSent: '', messageId: `<${id}@example.org>`, envelope: { from: 'a@example.org', to: ['b@example.org'] }, source: null });

let folder: string;
let file: JournalFile<LetterRecord>;
const open = () => openJournalFile(join(folder, 'outbox.journal'), (value) => letterRecordSchema.parse(value));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'godwit-outbox-'));
  file = await open();
});
afterEach(async () => {
  await file.close();
  await rm(folder, { recursive: true, maxRetries: 10, force: true });
});
const outboxOver = (journal: JournalFile<LetterRecord>, submit: (beforeEnd: () => Promise<void>) => Promise<void> = () => new Promise(() => {})) => new Outbox({
  book: new LetterBook(journal, { now: () => 1 }, () => {}), clock: { now: () => 1, after: () => () => {} }, chance: () => 0, log: () => {},
  submit: async (_send, _to, beforeEnd) => {
    await submit(beforeEnd);
    return { refused: [] };
  },
  fileCopy: () => Promise.resolve(),
  onAccepted: () => Promise.resolve(),
});

test('a message taken over in the same breath as the journal is cut short is still there after a crash', async () => {
  const outbox = outboxOver(file);
  await outbox.queue(letter('old', 'A'.repeat(100_000)));
  await outbox.close();
  // Both go to the disk in one write, and the end of the first has the file rewritten.
  await Promise.all([outbox.forget(accountId('a')), outbox.queue(letter('new'))]);
  await file.close();
  file = await open();
  expect(outboxOver(file).entry(operationId('new'))?.state).toBe('waiting');
});

test('a file that cannot be rewritten does not make a message that was filed a failed one', async () => {
  const outbox = outboxOver({ records: [], setAside: null, size: 1_000_000, append: () => Promise.resolve(), compact: () => Promise.reject(fail('storage', 'The disk is full.')), close: () => Promise.resolve() }, (beforeEnd) => beforeEnd());
  await outbox.queue(letter('one'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(outbox.entry(operationId('one'))?.state).toBe('filed');
});

test('accepted, but the disk is too full to note it: the user is told to look before sending again', async () => {
  let full = false;
  const journal: JournalFile<LetterRecord> = {
    records: [], setAside: null, size: 0, compact: () => Promise.resolve(), close: () => Promise.resolve(),
    append: (record) => (full && record.t === 'accepted' ? Promise.reject(fail('storage', 'The disk is full.')) : Promise.resolve()),
  };
  const outbox = outboxOver(journal, async (beforeEnd) => {
    await beforeEnd();
    full = true;
  });
  await outbox.queue(letter('one'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(outbox.entry(operationId('one'))).toMatchObject({ state: 'parked', failure: { code: 'delivery-unknown' } });
});

test('closing waits for the answer to a message whose end is on its way, and lets no other end leave', async () => {
  const answers: (() => void)[] = [];
  const outbox = outboxOver(file, async (beforeEnd) => {
    await beforeEnd();
    await new Promise<void>((resolve) => answers.push(resolve));
  });
  await outbox.queue(letter('one'));
  while (outbox.entry(operationId('one'))?.state !== 'sending') await new Promise((resolve) => setImmediate(resolve));
  let closed = false;
  const closing = outbox.close().then(() => { closed = true; });
  await outbox.queue(letter('two'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(closed).toBe(false);
  answers[0]!();
  await closing;
  await file.close();
  file = await open();
  const next = outboxOver(file);
  expect([next.entry(operationId('one'))?.accepted, next.entry(operationId('two'))?.state]).toEqual([true, 'waiting']);
});

test('held back because the disk is full: the user is told that, and nothing else', async () => {
  const journal: JournalFile<LetterRecord> = {
    records: [], setAside: null, size: 0, compact: () => Promise.resolve(), close: () => Promise.resolve(),
    append: (record) => (record.t === 'sending' ? Promise.reject(fail('storage', 'The disk is full.')) : Promise.resolve()),
  };
  const outbox = outboxOver(journal, (beforeEnd) => beforeEnd().catch(() => { throw fail('connection-lost', 'The line was cut.'); }));
  await outbox.queue(letter('one'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(outbox.entry(operationId('one'))).toMatchObject({ state: 'parked', accepted: false, failure: { code: 'storage' } });
});
