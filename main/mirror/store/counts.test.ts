/** Counts against counting: whatever batches come, refused ones and restarts among them, they are those of the rows. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openMemoryMirror, type MemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf } from '../../../test/support/mirror-records.ts';
import { accountId, folderId, type FolderId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { Batch, Changes } from '../protocol/batch.ts';

const FOLDERS = [inbox, folderId(accountId('one'), 'Archive'), folderId(accountId('one'), 'Trash')] as const;
const NOWHERE = folderId(accountId('one'), 'Nowhere');

const folder = fc.constantFrom(...FOLDERS);
const uid = fc.integer({ min: 1, max: 40 });
const bits = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()).map(([seen, flagged, hidden]) => (seen ? FLAG.seen : 0) | (flagged ? FLAG.flagged : 0) | (hidden ? FLAG.hidden : 0));
const page = fc.tuple(folder, fc.uniqueArray(fc.record({ uid, flags: bits }), { selector: (row) => row.uid, maxLength: 12 }))
  .map(([id, rows]) => pageOf(id, rows.toSorted((a, b) => a.uid - b.uid)));
const some = <T>(one: fc.Arbitrary<T>, maxLength = 2): fc.Arbitrary<T[]> => fc.array(one, { maxLength });
const rarely = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.integer({ min: 0, max: 9 }).chain((dice) => (dice === 0 ? fc.array(one, { minLength: 1, maxLength: 1 }) : fc.constant([])));
const bit = fc.constantFrom(0, FLAG.seen, FLAG.hidden);

const batch: fc.Arbitrary<Batch> = fc.record({
  removeFolders: rarely(folder),
  folders: fc.constant(FOLDERS.map((id) => folderWrite(id))),
  resetFolders: rarely(fc.record({ folderId: folder, uidValidity: fc.integer({ min: 1, max: 9 }) })),
  pages: some(page),
  flags: some(fc.record({ folderId: folder, changes: fc.array(fc.tuple(uid, bits, fc.constant<string[]>([])), { maxLength: 8 }) })),
  // A folder that was never reset has UIDVALIDITY 0.
  marks: some(fc.record({ folderId: folder, uidValidity: fc.constantFrom(0, 0, 1, 2, 3), uids: fc.oneof(fc.array(uid, { maxLength: 6 }), uid.map((upTo) => ({ upTo }))), add: bit, remove: bit })),
  // The same one twice, and unknown ones.
  vanished: some(fc.record({ folderId: folder, uids: fc.array(uid, { maxLength: 6 }) })),
  // A batch that is refused after all else was worked out.
  checkpoints: rarely(fc.constant({ folderId: NOWHERE, checkpoint: { uidValidity: 1, uidNext: 1, highestModseq: '0', complete: true } })),
});

async function counted(mirror: MemoryMirror, id: FolderId): Promise<{ total: number; unread: number }> {
  const { flags } = await mirror.client.query('spine', { folderId: id });
  const shown = [...new Uint16Array(new Uint8Array(flags).buffer)].filter((one) => !(one & FLAG.hidden));
  return { total: shown.length, unread: shown.filter((one) => !(one & FLAG.seen)).length };
}

async function check(mirror: MemoryMirror): Promise<void> {
  for (const { id, total, unread } of await mirror.client.query('folders', {})) {
    const real = await counted(mirror, id);
    expect({ total, unread }, id).toEqual(real);
    const { rows, ...window } = await mirror.client.query('window', { folderId: id, from: 0, count: 1000 });
    expect({ total: window.total, unread: window.unread, rows: rows.length }).toEqual({ ...real, rows: real.total });
  }
}

test('counts of folder, window and changes are those of the rows', { timeout: 60_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.record({ burst: fc.array(batch, { minLength: 1, maxLength: 4 }), restart: rarely(fc.constant(true)) }), { maxLength: 12 }), async (steps) => {
    const mirror = await openMemoryMirror();
    try {
      await mirror.client.apply({ folders: FOLDERS.map((id) => folderWrite(id)) });
      for (const { burst, restart } of steps) {
        // Together in one transaction, a refused one between two that are not.
        const answers = await Promise.allSettled(burst.map((one) => mirror.client.apply(one)));
        expect(answers.map(({ status }) => status)).toEqual(burst.map(({ checkpoints = [] }) => (checkpoints.length ? 'rejected' : 'fulfilled')));
        const last = answers.findLast((answer): answer is PromiseFulfilledResult<Changes> => answer.status === 'fulfilled');
        for (const change of last?.value.folders ?? []) expect(await counted(mirror, change.folderId)).toEqual({ total: change.total, unread: change.unread });
        if (restart.length > 0) await mirror.restart();
        await check(mirror);
      }
      await mirror.restart();
      await check(mirror);
    } finally {
      await mirror.close();
    }
  }), { numRuns: 60 });
});
