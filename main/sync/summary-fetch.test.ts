import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMemoryMirror, type MemoryMirror } from '../../test/support/memory-mirror.ts';
import { folderWrite, inbox } from '../../test/support/mirror-records.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { Session } from '../imap/session.ts';
import { readSpine } from './folder-sync.ts';
import { PAGE_SIZE } from './page-builder.ts';
import { SummaryFetch } from './summary-fetch.ts';

const COUNT = 2 * PAGE_SIZE;
/** It comes early in the first page. */
const MOVED = 7;

let mirror: MemoryMirror;
beforeEach(async () => {
  mirror = await openMemoryMirror();
  await mirror.client.apply({ folders: [folderWrite(inbox)], checkpoints: [{ folderId: inbox, checkpoint: { uidValidity: 1, uidNext: COUNT + 1, highestModseq: '0', complete: false } }] });
});
afterEach(() => mirror.close());

/** All of a folder, fetched while something waits for one message or does not. `onRow`: another has just come. Answers what is shown of that message. */
async function flagsAfter(waits: { yes: boolean }, onRow: (uid: number) => Promise<unknown> | undefined): Promise<number> {
  const session = {
    capabilities: { has: () => false },
    uidFetch: async (set: [number, number][], _items: unknown, _options: unknown, take: (row: object) => unknown) => {
      for (const [from, to] of set) {
        for (let uid = from; uid <= to; uid++) {
          await take({ uid, flags: [], internalDate: 1_700_000_000_000, size: 10 });
          await onRow(uid);
        }
      }
    },
  } as unknown as Session;
  const fetch = new SummaryFetch({
    mirror: mirror.client, session, folderId: inbox, uidValidity: 1, known: new Uint32Array(), begun: Promise.resolve(), onStored: () => {},
    overlay: (uid, bits) => (waits.yes && uid === MOVED ? bits | FLAG.hidden : bits),
  });
  expect(await fetch.rest(Array.from({ length: COUNT }, (_, i) => i + 1), () => false)).toEqual({ complete: true, refused: 0 });
  const { uids, flags } = await readSpine(mirror.client, inbox);
  return flags[uids.indexOf(MOVED)]!;
}

test('what the user did while pages came lies over the server\'s flags', async () => {
  const waits = { yes: false };
  expect(await flagsAfter(waits, () => void (waits.yes = true))).toBe(FLAG.hidden);
});

test('refused or taken back while its page was full and not yet written, a message is seen again', async () => {
  const waits = { yes: true };
  const full = PAGE_SIZE + 1;
  expect(await flagsAfter(waits, (uid) => {
    if (uid !== full) return undefined;
    waits.yes = false;
    return mirror.client.apply({ marks: [{ folderId: inbox, uidValidity: 1, uids: [MOVED], add: 0, remove: FLAG.hidden }] });
  })).toBe(0);
});
