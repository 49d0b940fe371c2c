/** What lies in the browser's storage comes into the journal. */
import { beforeEach, expect, test } from 'vitest';
import { failed, failure, success, type Result } from '../../../shared/failure.ts';
import { accountId, draftId } from '../../../shared/ids.ts';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import type { Connection } from '../../engine/connection.ts';
import type { SaveDraft } from './autosave.ts';
import { emptyOutgoing } from './letter.ts';
import { dropSaved, dropUnsent, findUnsent, keepUnsent, takeOverUnsent } from './unsent.ts';

class Memory implements Storage {
  #map = new Map<string, string>();
  full = false;
  get length(): number { return this.#map.size; }
  clear(): void { this.#map.clear(); }
  getItem(key: string): string | null { return this.#map.get(key) ?? null; }
  key(index: number): string | null { return [...this.#map.keys()][index] ?? null; }
  removeItem(key: string): void { this.#map.delete(key); }
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.#map.set(key, value);
  }
}

const draft: SaveDraft = { id: draftId('d1'), writer: 'w', base: 3, open: true, letter: { accountId: accountId('a'), to: 'ann@example.org', cc: '', bcc: '', subject: 's', text: 't', inReplyTo: '', references: [], source: null, replaces: null } };
let storage: Memory;
let saved: SaveDraft[];
let answers: Result<CommandOutput<'drafts.save'>>[];
let n: number;
const random = () => `r${n++}`;
const engine = { call: (_name: string, input: unknown) => { saved.push(input as SaveDraft); return Promise.resolve(answers.shift() ?? success({ state: 'saved', revision: 1, at: 1 })); } } as unknown as Pick<Connection, 'call'>;
beforeEach(() => {
  storage = new Memory();
  saved = [];
  answers = [];
  n = 0;
});

test('kept, found, dropped', () => {
  keepUnsent(draft, false, storage);
  storage.setItem('other', 'x');
  expect(findUnsent(random, storage).map((one) => one.draft)).toEqual([draft]);
  dropUnsent(draft.writer, storage);
  expect(findUnsent(random, storage)).toEqual([]);
});

test('a full storage and a damaged entry are no trouble', () => {
  storage.setItem('godwit.unsent.new', '{"text":1');
  storage.full = true;
  keepUnsent(draft, false, storage);
  expect(findUnsent(random, storage)).toEqual([]);
});

test('taken over once; also what an older version has kept', async () => {
  keepUnsent(draft, false, storage);
  storage.setItem('godwit.unsent.new', JSON.stringify({ initial: emptyOutgoing(accountId('a')), to: 'ann@example.org', cc: '', bcc: '', subject: 'old', text: 'of old', accountId: 'a' }));
  await takeOverUnsent(engine, random, storage);
  expect(saved[0]).toEqual(draft);
  expect(saved[1]).toMatchObject({ base: 0, open: true, letter: { to: 'ann@example.org', subject: 'old', text: 'of old', source: null } });
  expect(storage.length).toBe(0);
});

test('what cannot be saved stays; what another composer has saved since is kept beside it', async () => {
  keepUnsent(draft, false, storage);
  answers = [failed(failure('storage', 'Full.'))];
  await takeOverUnsent(engine, random, storage);
  expect(storage.length).toBe(1);
  answers = [success({ state: 'elsewhere' })];
  await takeOverUnsent(engine, random, storage);
  expect(saved.at(-1)).toMatchObject({ id: 'r0', base: 0, letter: draft.letter });
  expect(storage.length).toBe(0);
});

test('two composers of one letter: neither overwrites nor drops what the other keeps', async () => {
  keepUnsent(draft, false, storage);
  keepUnsent({ ...draft, writer: 'w2', letter: { ...draft.letter, text: 'of the other' } }, false, storage);
  dropUnsent('w2', storage);
  await takeOverUnsent(engine, random, storage);
  expect(saved).toEqual([draft]);
});

test('sent or discarded by another composer since: kept as a letter of its own; sent by the same one: not', async () => {
  for (const [sent, maySent, isKept] of [[true, false, true], [false, false, true], [false, true, true], [true, true, false]] as const) {
    saved = [];
    keepUnsent(draft, maySent, storage);
    answers = [success({ state: 'gone', sent })];
    await takeOverUnsent(engine, random, storage);
    expect([saved.slice(1).map((one) => [one.base, one.letter.text]), storage.length]).toEqual([isKept ? [[0, 't']] : [], 0]);
  }
});

test('what an earlier version has kept may have been sent', async () => {
  storage.setItem('godwit.unsent.d1', JSON.stringify({ draft }));
  answers = [success({ state: 'gone', sent: true })];
  await takeOverUnsent(engine, random, storage);
  expect([saved.length, storage.length]).toEqual([1, 0]);
});

test('what the journal has, though no window heard so, is dropped', () => {
  keepUnsent(draft, false, storage);
  dropSaved(draft.id, () => false, storage);
  dropSaved(draftId('other'), () => true, storage);
  expect(storage.length).toBe(1);
  dropSaved(draft.id, ({ text }) => text === 't', storage);
  expect(storage.length).toBe(0);
});

test('what another window has saved while the ones before it were taken over is not put back to what it was', async () => {
  keepUnsent({ ...draft, id: draftId('d0'), writer: 'w0' }, false, storage);
  keepUnsent(draft, false, storage);
  const slow = { call: (name: 'drafts.save', input: SaveDraft) => {
    if (input.writer === 'w0') dropUnsent(draft.writer, storage);
    return engine.call(name, input);
  } } as unknown as Pick<Connection, 'call'>;
  await takeOverUnsent(slow, random, storage);
  expect(saved.map(({ writer }) => writer)).toEqual(['w0']);
});
