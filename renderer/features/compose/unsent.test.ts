/** Text that survives a reload. */
import { expect, test } from 'vitest';
import { accountId } from '../../../shared/ids.ts';
import { emptyOutgoing } from './letter.ts';
import { allUnsent, dropUnsent, findUnsent, keepUnsent, unsentKey } from './unsent.ts';

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

const unsent = { initial: emptyOutgoing(accountId('a')), to: 'ann@example.org', cc: '', bcc: '', subject: 's', text: 't', accountId: 'a' };

test('kept, found, listed, dropped', () => {
  const storage = new Memory();
  const key = unsentKey(unsent.initial);
  expect(keepUnsent(key, unsent, storage)).toBe(true);
  storage.setItem('other', 'x');
  expect(findUnsent(key, storage)).toEqual(unsent);
  expect(allUnsent(storage)).toEqual([unsent]);
  dropUnsent(key, storage);
  expect(findUnsent(key, storage)).toBeNull();
});

test('a full storage is told, a damaged entry is no entry', () => {
  const storage = new Memory();
  storage.setItem('godwit.unsent.new', '{"text":1');
  expect(findUnsent('new', storage)).toBeNull();
  storage.full = true;
  expect(keepUnsent('new', unsent, storage)).toBe(false);
});
