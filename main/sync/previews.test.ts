/** First words that come while their folder is renumbered: they are never shown beside another message. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMemoryMirror, type MemoryMirror } from '../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf } from '../../test/support/mirror-records.ts';
import { capabilities } from '../imap/capabilities.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { createPreviews } from './previews.ts';

let mirror: MemoryMirror;
beforeEach(async () => { mirror = await openMemoryMirror(); });
afterEach(() => mirror.close());

const uidFetch: Session['uidFetch'] = async (_set, _items, _options, onMessage) => { await onMessage({ sequence: 1, uid: 1, preview: 'of the first' }); };
const session = { capabilities: capabilities(['PREVIEW']), selected: { wireName: 'INBOX', uidValidity: 7 }, uidFetch } as unknown as Session;
const shown = async () => (await mirror.client.query('rows', { folderId: inbox, uids: [1] })).rows.map(({ preview }) => preview);

test.each([[false, 'of the first'], [true, null]])('renumbered when they come: %s', async (isRenumbered, expected) => {
  const { client } = mirror;
  await client.apply({ folders: [folderWrite(inbox)], pages: [pageOf(inbox, [{ uid: 1 }])], checkpoints: [{ folderId: inbox, checkpoint: { uidValidity: 7, uidNext: 2, highestModseq: '0', complete: true } }] });
  const [folder] = await client.query('folders', {});
  const written = Promise.withResolvers<void>();
  const late: Pick<MirrorClient, 'query' | 'apply'> = {
    query: (name, question) => client.query(name, question),
    async apply(batch) {
      // Those before it in the line are written first.
      if (isRenumbered) await client.apply({ resetFolders: [{ folderId: inbox, uidValidity: 8 }], pages: [pageOf(inbox, [{ uid: 1, subject: 'another' }])] });
      const changes = await client.apply(batch);
      written.resolve();
      return changes;
    },
  };
  createPreviews({ mirror: late as MirrorClient, log: () => undefined, calm: () => Promise.resolve(), interactive: (work) => work(session) }).want(folder!, [{ uid: 1, structure: null }]);
  await written.promise;
  expect(await shown()).toEqual([expected]);
});
