import { expect, test } from 'vitest';
import { ModelFolder } from '../../test/support/model-folder.ts';
import { SyncedFolder } from '../../test/support/synced-folder.ts';
import { openMemoryMirror } from '../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf } from '../../test/support/mirror-records.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { folderId, splitFolderId } from '../../shared/ids.ts';
import { flagsIn } from './page-flags.ts';

test('a message that an operation has put there while it was asked for has the flags that the server says', async () => {
  const mirror = await openMemoryMirror();
  try {
    const archive = folderId(splitFolderId(inbox).accountId, 'Archive');
    const checkpoint = (uidNext: number, uidValidity: number) => ({ uidValidity, uidNext, highestModseq: '0', complete: true });
    await mirror.client.apply({
      folders: [folderWrite(inbox), folderWrite(archive)], pages: [pageOf(inbox, [{ uid: 2, keywords: ['tag'] }])],
      checkpoints: [{ folderId: inbox, checkpoint: checkpoint(4, 1) }, { folderId: archive, checkpoint: checkpoint(12, 7) }],
    });
    await mirror.client.apply({ arrivals: [{ from: { folderId: inbox, uidValidity: 1 }, to: { folderId: archive, uidValidity: 7 }, source: [2], destination: [12] }] });
    const pages = [pageOf(archive, [{ uid: 12, flags: FLAG.answered, keywords: ['theirs'] }, { uid: 13, flags: FLAG.seen }])];
    expect(flagsIn(pages)).toEqual([[12, FLAG.answered, ['theirs']], [13, FLAG.seen, []]]);
    await mirror.client.apply({ pages, flags: [{ folderId: archive, changes: flagsIn(pages) }], checkpoints: [{ folderId: archive, checkpoint: checkpoint(14, 7) }] });
    const { rows } = await mirror.client.query('rows', { folderId: archive, uids: [12, 13] });
    expect(rows).toMatchObject([{ keywords: ['theirs'] }, { flags: FLAG.seen }]);
    expect(rows[0]!.flags & FLAG.answered).toBe(FLAG.answered);
  } finally {
    await mirror.close();
  }
});

test('so has one that comes in a portion of its own, and comes there meanwhile', async () => {
  const server = new ModelFolder(5);
  const folder = await SyncedFolder.start(server, ['CONDSTORE']);
  try {
    const [first, second] = [server.deliver(['\\Seen']), server.deliver(['$Junk'])];
    const put = (uid: number): void => void folder.mirror.apply({ pages: [pageOf(inbox, [{ uid, flags: 0 }])] });
    // Known already: then what is new is listed before it is fetched.
    put(first);
    let told = false;
    server.lies = {
      rows: (truth, changedSince) => {
        if (!told && changedSince === undefined && truth.some(({ uid }) => uid === second)) put(second);
        told ||= truth.some(({ uid }) => uid === second);
        return truth;
      },
    };
    await folder.sync();
    expect(await folder.held()).toEqual(folder.truth());
  } finally {
    await folder.close();
  }
});
