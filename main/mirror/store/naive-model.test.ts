/** The store against a model that keeps rows in a list and sorts it anew for every question. */
import { describe, expect, test } from 'vitest';
import { openMemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf, seeded, summaryRow, type TestRow } from '../../../test/support/mirror-records.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { Batch, FlagChange, FolderChange } from '../protocol/batch.ts';

interface ModelRow extends Required<Omit<TestRow, 'subject'>> {
  preview: string | null;
}

class Model {
  rows = new Map<number, ModelRow>();

  shown(): ModelRow[] {
    return [...this.rows.values()].filter((row) => !(row.flags & FLAG.hidden)).sort((a, b) => b.date - a.date || b.uid - a.uid);
  }

  /** Part by part as the protocol says. Answers what the store must report. */
  apply(batch: Batch, pages: TestRow[][]): FolderChange | undefined {
    let added = 0;
    let vanished = 0;
    if (batch.resetFolders) {
      vanished = this.shown().length;
      this.rows.clear();
    }
    const changed = new Set<number>();
    for (const row of pages.flat()) {
      if (this.rows.has(row.uid)) continue;
      this.rows.set(row.uid, { uid: row.uid, date: row.date ?? 0, flags: row.flags ?? 0, keywords: row.keywords ?? [], preview: null });
      added++;
    }
    for (const [uid, flags, keywords] of batch.flags?.[0]?.changes ?? []) {
      const row = this.rows.get(uid);
      if (!row || (row.flags === flags && row.keywords.join(' ') === keywords.join(' '))) continue;
      Object.assign(row, { flags, keywords });
      changed.add(uid);
    }
    for (const uid of batch.vanished?.[0]?.uids ?? []) {
      if (!this.rows.delete(uid)) continue;
      changed.delete(uid);
      vanished++;
    }
    for (const { uid, text } of batch.previews ?? []) {
      const row = this.rows.get(uid);
      if (!row) continue;
      row.preview = text;
      changed.add(uid);
    }
    if (added + vanished + changed.size === 0) return undefined;
    const shown = this.shown();
    return { folderId: inbox, added, changed: [...changed].sort((a, b) => a - b), vanished, total: shown.length, unread: shown.filter((row) => !(row.flags & FLAG.seen)).length };
  }
}

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('random life of a folder, seed %i', (seed) => {
  test('order, rows, counts and changes are those of the model, across restarts', { timeout: 30_000 }, async () => {
    const random = seeded(seed);
    const below = (n: number): number => Math.floor(random() * n);
    const many = <T>(most: number, make: () => T): T[] => Array.from({ length: below(most + 1) }, make);
    const flagsAndWords = (): [number, string[]] => {
      const keywords = random() < 0.2 ? [`word${below(3)}`] : [];
      return [below(32) | (random() < 0.15 ? FLAG.hidden : 0) | (keywords.length ? FLAG.keywords : 0), keywords];
    };
    let newest = 600;
    // Small ranges on purpose: ties of dates, UIDs that come again, pages that overlap.
    const anyUid = (): number => 1 + below(random() < 0.3 ? newest : 600);
    const newMail = (): number => ++newest;
    const uidsOfPage = (): number[] => (random() < 0.5 ? many(3, newMail) : many(random() < 0.3 ? 150 : 5, anyUid));
    const anyPage = (): TestRow[] => [...new Set(uidsOfPage())].sort((a, b) => a - b).map((uid) => {
      const [flags, keywords] = flagsAndWords();
      return { uid, date: 1000 + below(200), flags, keywords };
    });

    const mirror = await openMemoryMirror(random() < 0.5 ? { orderDelay: 0 } : {});
    const { client } = mirror;
    const model = new Model();
    await client.apply({ folders: [folderWrite(inbox)] });
    const anyBatch = (step: number): { batch: Batch; pages: TestRow[][] } => {
      const pages = many(random() < 0.3 ? 3 : 0, anyPage);
      const batch: Batch = {
        pages: pages.map((rows) => pageOf(inbox, rows)),
        flags: [{ folderId: inbox, changes: many(random() < 0.5 ? 12 : 0, (): FlagChange => [anyUid(), ...flagsAndWords()]) }],
        vanished: [{ folderId: inbox, uids: many(random() < 0.1 ? 250 : 3, anyUid) }],
        previews: many(3, () => ({ folderId: inbox, uid: anyUid(), text: `preview ${step}` })),
      };
      if (random() < 0.03) batch.resetFolders = [{ folderId: inbox, uidValidity: step + 2 }];
      return { batch, pages };
    };
    for (let step = 0; step < 80; step++) {
      // Several at once share a transaction, and each must report as if it were alone.
      const burst = Array.from({ length: random() < 0.5 ? 1 : 1 + below(5) }, () => anyBatch(step));
      const expected = burst.map(({ batch, pages }) => model.apply(batch, pages));
      const answers = await Promise.all(burst.map(({ batch }) => client.apply(batch)));
      const sorted = answers.map(({ folders }) => folders.map((change) => ({ ...change, changed: [...(change.changed ?? [])].sort((a, b) => a - b) })));
      expect(sorted).toEqual(expected.map((change) => (change ? [change] : [])));

      if (random() < 0.1) await mirror.restart();
      if (random() < 0.2) await new Promise((resolve) => setTimeout(resolve, 3));
      if (random() < 0.6) {
        const from = below(300);
        const count = below(80);
        const shown = model.shown();
        const answer = await client.query('window', { folderId: inbox, from, count });
        expect(answer.total).toBe(shown.length);
        expect(answer.rows).toEqual(shown.slice(from, from + count).map((row) => ({
          summary: summaryRow({ uid: row.uid, date: row.date }),
          flags: row.flags, keywords: row.keywords, preview: row.preview,
        })));
      }
      if (random() < 0.2) {
        const { uids, flags } = await client.query('spine', { folderId: inbox });
        const sorted = [...model.rows.values()].sort((a, b) => a.uid - b.uid);
        expect([...new Uint32Array(new Uint8Array(uids).buffer)]).toEqual(sorted.map((row) => row.uid));
        expect([...new Uint16Array(new Uint8Array(flags).buffer)]).toEqual(sorted.map((row) => row.flags));
      }
    }
    await mirror.close();
  });
});
