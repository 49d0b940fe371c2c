import { beforeEach, describe, expect, test } from 'vitest';
import { fail } from '../../shared/failure.ts';
import { accountId, draftId, operationId, type OperationId } from '../../shared/ids.ts';
import type { DraftLetter } from '../../shared/model/draft.ts';
import type { JournalFile } from '../journal/journal-file.ts';
import { LetterBook, letterRecordSchema, type LetterRecord } from '../outbox/letter-book.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { Send } from '../outbox/send-record.ts';
import { Drafts, type SaveDraft } from './drafts.ts';

const DAY = 86_400_000;
const D = draftId('d');
const letter = (text: string): DraftLetter => ({ accountId: accountId('a'), to: 'bob@example.org\nnot an address', cc: '', bcc: '', subject: 's', text, inReplyTo: '', references: [], source: null, replaces: null });
const save = (text: string, extra: Partial<SaveDraft> = {}): SaveDraft => ({ id: D, writer: 'w1', base: 0, open: true, letter: letter(text), ...extra });
const send = (id: string, extra: Partial<Send> = {}): Send => ({ id: operationId(id), accountId: accountId('a'), createdAt: now, title: 'Send', raw: 'eA==', rawForSent: '', messageId: `<${id}@example.org>`, envelope: { from: 'a@example.org', to: ['b@example.org'] }, source: null, draft: D, ...extra });

class MemoryJournal implements JournalFile<LetterRecord> {
  records: LetterRecord[] = [];
  readonly setAside = null;
  full = false;
  compactions = 0;
  get size(): number { return JSON.stringify(this.records).length; }
  async append(record: LetterRecord): Promise<void> {
    if (this.full) throw fail('storage', 'The disk is full.');
    this.records.push(letterRecordSchema.parse(JSON.parse(JSON.stringify(record))));
  }
  async compact(records: readonly LetterRecord[]): Promise<void> {
    this.compactions++;
    this.records = records.map((record) => letterRecordSchema.parse(JSON.parse(JSON.stringify(record))));
  }
  close(): Promise<void> { return Promise.resolve(); }
}

let now: number;
let journal: MemoryJournal;
let drafts: Drafts;
let outbox: Outbox;
beforeEach(() => {
  now = 1000;
  journal = new MemoryJournal();
  restart();
});
function restart(): void {
  const clock = { now: () => now, after: () => () => {} };
  const book = new LetterBook(journal, clock, () => {});
  drafts = new Drafts(book, clock);
  outbox = new Outbox({ book, clock, chance: () => 0, log: () => {}, submit: () => new Promise(() => {}), fileCopy: () => Promise.resolve(), onAccepted: () => Promise.resolve() });
}
const sendIt = (id: string, claim: Partial<SaveDraft> = {}, extra: Partial<Send> = {}): Promise<OperationId> => drafts.send({ id: D, writer: 'w1', base: 0, ...claim }, () => outbox.queue(send(id, extra)));
function went(id: string): void {
  journal.records.push({ t: 'sending', id: operationId(id) }, { t: 'accepted', id: operationId(id), rejected: [] }, { t: 'filed', id: operationId(id), at: now });
  restart();
}
const texts = () => drafts.all().map((draft) => draft.letter.text);

describe('saving', () => {
  test('is in the journal when it is answered, and there after a restart, as it was typed', async () => {
    expect(await drafts.save(save('a'))).toEqual({ state: 'saved', revision: 1, at: 1000 });
    expect(await drafts.save(save('ab'))).toMatchObject({ state: 'saved', revision: 2 });
    restart();
    expect(drafts.read(D)).toMatchObject({ letter: letter('ab'), revision: 2, open: true, createdAt: 1000 });
  });

  test('a composer that has saved more often than the journal knows goes on counting from there', async () => {
    expect(await drafts.save(save('a', { base: 5 }))).toMatchObject({ state: 'saved', revision: 6 });
  });

  test('the same again writes nothing', async () => {
    await drafts.save(save('a'));
    await drafts.save(save('a'));
    expect(journal.records).toHaveLength(1);
    await drafts.save(save('a', { open: false }));
    expect(journal.records).toHaveLength(2);
  });

  test('a full disk: refused with the reason, and what was saved before is still there', async () => {
    await drafts.save(save('a'));
    journal.full = true;
    await expect(drafts.save(save('ab'))).rejects.toMatchObject({ failure: { code: 'storage' } });
    expect(texts()).toEqual(['a']);
    journal.full = false;
    expect(await drafts.save(save('ab'))).toMatchObject({ state: 'saved', revision: 2 });
  });

  test('a composer whose answer was lost goes on; one that has not seen the newest does not overwrite it', async () => {
    await drafts.save(save('a'));
    await drafts.save(save('b', { writer: 'w2', base: 1 }));
    expect(await drafts.save(save('a, longer'))).toEqual({ state: 'elsewhere' });
    expect(await drafts.save(save('b, longer', { writer: 'w2', base: 1 }))).toMatchObject({ state: 'saved' });
    expect(texts()).toEqual(['b, longer']);
  });

  test('two composers at the same moment: one of them is told', async () => {
    await drafts.save(save('a'));
    const answers = await Promise.all([drafts.save(save('b', { writer: 'w2', base: 1 })), drafts.save(save('c', { writer: 'w3', base: 1 }))]);
    expect(answers.map(({ state }) => state)).toEqual(['saved', 'elsewhere']);
    expect(texts()).toEqual(['b']);
  });
});

describe('discarding', () => {
  test('can be taken back after a restart, days later; saving does not bring it back', async () => {
    await drafts.save(save('a'));
    await drafts.discard(D);
    restart();
    expect([texts(), await drafts.save(save('ab'))]).toEqual([[], { state: 'gone', sent: false }]);
    now += 3 * DAY;
    await drafts.restore(D);
    restart();
    expect(texts()).toEqual(['a']);
  });

  test('nothing to discard is no error; nothing to bring back is one', async () => {
    await drafts.discard(D);
    expect(journal.records).toEqual([]);
    await expect(drafts.restore(D)).rejects.toMatchObject({ failure: { code: 'not-found' } });
  });
});

describe('sending', () => {
  test('ends the draft by the record that begins the send', async () => {
    await drafts.save(save('a'));
    await sendIt('s1');
    expect(journal.records.map(({ t }) => t)).toEqual(['draft', 'queued']);
    restart();
    expect([texts(), outbox.entries().map((entry) => entry.send.id)]).toEqual([[], ['s1']]);
  });

  test('asked twice, before or after a restart: one message', async () => {
    await drafts.save(save('a'));
    expect(await Promise.all([sendIt('s1'), sendIt('s2')])).toEqual(['s1', 's1']);
    restart();
    expect(await sendIt('s3')).toBe('s1');
    expect(await drafts.save(save('a, late'))).toEqual({ state: 'gone', sent: true });
    expect(outbox.entries()).toHaveLength(1);
  });

  test('asked again with other words, before or after a restart: they have not gone, and that is said', async () => {
    const written = (text: string): Partial<Send> => ({ outgoing: { accountId: accountId('a'), to: [{ name: '', address: 'b@example.org' }], cc: [], bcc: [], subject: 's', text, inReplyTo: '', references: [], source: null } });
    await drafts.save(save('a'));
    expect(await sendIt('s1', {}, written('a'))).toBe('s1');
    const refused = { failure: { code: 'invalid-input', words: { key: 'engine-outbox.sentOtherwise' } } };
    await expect(sendIt('s2', { writer: 'w2' }, written('b'))).rejects.toMatchObject(refused);
    expect(await sendIt('s2', {}, written('a'))).toBe('s1');
    went('s1');
    for (let n = 0; n < 100; n++) await drafts.save(save(`${n} ${'long '.repeat(4000)}`, { id: draftId('other') }));
    expect(journal.records.map(({ t }) => t)).toContain('draft-sent');
    restart();
    await expect(sendIt('s3', { writer: 'w2' }, written('b'))).rejects.toMatchObject(refused);
    expect(await sendIt('s3', {}, written('a'))).toBe('s1');
    expect(outbox.entries()).toEqual([]);
  });

  test('given up before it went, it has not been sent: asked for once more, before or after a restart, it goes', async () => {
    for (const [first, again] of [['s1', 's2'], ['s3', 's4']] as const) {
      await drafts.save(save('a'));
      await sendIt(first);
      await outbox.drop(operationId(first));
      if (first === 's3') restart();
      expect(await sendIt(again)).toBe(again);
      expect(outbox.entry(operationId(again))?.state).toBe('waiting');
      await outbox.drop(operationId(again));
    }
  });

  test('given up while nobody knows whether it went, it is not sent again', async () => {
    await sendIt('s1');
    journal.records.push({ t: 'sending', id: operationId('s1') });
    restart();
    await outbox.drop(operationId('s1'));
    expect(await sendIt('s2')).toBe('s1');
    expect(outbox.entries()).toEqual([]);
  });

  test('a save that was written behind the send does not bring the draft back', async () => {
    await drafts.save(save('a'));
    await sendIt('s1');
    journal.records.push({ t: 'draft', draft: { id: D, letter: letter('late'), revision: 9, writer: 'w1', open: true, createdAt: 1, changedAt: 1 } });
    restart();
    expect(texts()).toEqual([]);
  });

  test('not over what another window has saved or discarded', async () => {
    await drafts.save(save('a'));
    await drafts.save(save('b', { writer: 'w2', base: 1 }));
    await expect(sendIt('s1')).rejects.toMatchObject({ failure: { code: 'invalid-input' } });
    await drafts.discard(D);
    await expect(sendIt('s1')).rejects.toMatchObject({ failure: { code: 'not-found' } });
    expect(outbox.entries()).toEqual([]);
  });

  test('a full disk: neither sent nor lost', async () => {
    await drafts.save(save('a'));
    journal.full = true;
    await expect(sendIt('s1')).rejects.toMatchObject({ failure: { code: 'storage' } });
    expect([texts(), outbox.entries()]).toEqual([['a'], []]);
  });

  test('the refused one that it replaces goes with the same record; one that is on its way after all is not doubled', async () => {
    await outbox.queue(send('old', { draft: draftId('older') }));
    await expect(sendIt('new', {}, { replaces: operationId('old') })).rejects.toMatchObject({ failure: { code: 'server-no' } });
    journal.records.push({ t: 'parked', id: operationId('old'), failure: { code: 'recipient-refused', message: 'No.' } });
    restart();
    await sendIt('new', {}, { replaces: operationId('old') });
    restart();
    expect(outbox.entries().map((entry) => entry.send.id)).toEqual(['new']);
  });
});

describe('a journal that has grown', () => {
  test('is cut to what is needed: drafts, what can be brought back, and the names of what was sent', async () => {
    await drafts.save(save('gone', { id: draftId('sent'), writer: 'w' }));
    await drafts.send({ id: draftId('sent'), writer: 'w', base: 0 }, () => outbox.queue(send('s1', { draft: draftId('sent') })));
    went('s1');
    await drafts.save(save('thrown away', { id: draftId('x') }));
    await drafts.discard(draftId('x'));
    now += 13 * DAY;
    for (let n = 0; n < 100; n++) await drafts.save(save(`${n} ${'long '.repeat(4000)}`));
    expect(journal.compactions).toBeGreaterThan(0);
    expect(journal.size).toBeLessThan(1_000_000);
    restart();
    expect(texts()[0]).toMatch(/^99 /u);
    expect(await drafts.save(save('again', { id: draftId('sent') }))).toEqual({ state: 'gone', sent: true });
    await drafts.restore(draftId('x'));
    expect(texts()).toContain('thrown away');
  });

  test('what was discarded long ago is not kept for ever', async () => {
    await discard('x', 'thrown away');
    for (let n = 0; n < 20; n++) await discard(`x${n}`, 'thrown away too');
    now += 100 * DAY;
    await grow();
    expect(JSON.stringify(journal.records)).not.toContain('"thrown away"');
  });

  test.each([['ahead', 3_650], ['behind', -3_650]])('by a clock that is years %s: what was discarded last can be brought back, and what was sent is not sent again', async (_which, days) => {
    await drafts.save(save('gone', { id: draftId('sent'), writer: 'w' }));
    await drafts.send({ id: draftId('sent'), writer: 'w', base: 0 }, () => outbox.queue(send('s1', { draft: draftId('sent') })));
    went('s1');
    await drafts.save(save('begun before the others', { id: draftId('x') }));
    for (let n = 0; n < 20; n++) await discard(`x${n}`, 'thrown away');
    await drafts.discard(draftId('x'));
    now += days * DAY;
    await grow();
    now -= days * DAY;
    restart();
    expect(await drafts.save(save('again', { id: draftId('sent') }))).toEqual({ state: 'gone', sent: true });
    await drafts.restore(draftId('x'));
    expect(texts()).toContain('begun before the others');
  });

  test('discarded by a clock that was years ahead: it goes once many others were discarded', async () => {
    now += 3_650 * DAY;
    await discard('x', 'thrown away');
    now -= 3_650 * DAY;
    for (let n = 0; n < 20; n++) await discard(`x${n}`, 'thrown away too');
    await grow();
    expect(JSON.stringify(journal.records)).not.toContain('"thrown away"');
  });

  async function discard(id: string, text: string): Promise<void> {
    await drafts.save(save(text, { id: draftId(id) }));
    await drafts.discard(draftId(id));
  }
  async function grow(): Promise<void> {
    for (let n = 0; n < 100; n++) await drafts.save(save(`${n} ${'long '.repeat(4000)}`));
    expect(journal.compactions).toBeGreaterThan(0);
  }
});
