/** Texts are fetched in the background: what was missing when a folder could not be read as expected is still fetched later. */
import { expect, test } from 'vitest';
import { openMemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf } from '../../../test/support/mirror-records.ts';
import { splitFolderId } from '../../../shared/ids.ts';
import { DEFAULT_STORAGE } from '../../../shared/model/storage.ts';
import type { Session } from '../../imap/session.ts';
import { uidSetHas, type UidSet } from '../../imap/uid-set.ts';
import type { Clock } from '../../ports.ts';
import { createTextMirror } from './text-mirror.ts';

/** Whatever is waited for comes at once, and so much later it is then. */
function hurriedClock(): Clock {
  let now = 1_700_000_000_000;
  return {
    now: () => now,
    after(ms, run) {
      const due = now + ms;
      const timer = setTimeout(() => {
        now = Math.max(now, due);
        run();
      });
      return () => clearTimeout(timer);
    },
  };
}

test('a folder that the server has renumbered is gone through again once the mirror knows its messages by their new numbers', async () => {
  const mirror = await openMemoryMirror();
  const { client } = mirror;
  const checkpoint = (uidValidity: number) => ({ folderId: inbox, checkpoint: { uidValidity, uidNext: 20, highestModseq: '0', complete: true } });
  await client.apply({ folders: [folderWrite(inbox)], pages: [pageOf(inbox, [{ uid: 1 }])], checkpoints: [checkpoint(7)] });
  const asked: number[] = [];
  let opened = 0;
  const session = {
    selected: null,
    select() {
      opened++;
      return Promise.resolve({ uidValidity: 8 });
    },
    uidFetch(set: UidSet) {
      asked.push(...[1, 11].filter((uid) => uidSetHas(set, uid)));
      return Promise.resolve();
    },
  } as unknown as Session;
  const texts = createTextMirror({
    accountId: splitFolderId(inbox).accountId, mirror: client, clock: hurriedClock(), log: () => undefined, chance: () => 0, settings: () => ({ ...DEFAULT_STORAGE, textDays: null }),
    calm: () => true, lease: (work) => work(session), onFull: () => undefined,
  });
  await expect.poll(() => opened).toBe(1);
  expect(asked).toEqual([]);
  const number = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);
  await client.apply({ renumbered: [{ folderId: inbox, from: 7, uidValidity: 8, uids: number(1), now: number(11), flags: new Uint8Array(2), keywords: {} }], checkpoints: [checkpoint(8)] });
  await expect.poll(() => asked).toContain(11);
  await texts.stop();
  await mirror.close();
});
