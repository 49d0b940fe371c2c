import { expect, test } from 'vitest';
import { openMemoryMirror } from '../../../test/support/memory-mirror.ts';
import { mirrorPages } from '../../../test/bench/mirror-pages.ts';
import { accountId, folderId } from '../../../shared/ids.ts';

test('smoke', async () => {
  const mirror = await openMemoryMirror();
  const id = folderId(accountId('a'), 'INBOX');
  await mirror.client.apply({ folders: [{ id, accountId: accountId('a'), wireName: 'INBOX', path: 'INBOX', name: 'INBOX', delimiter: '/', role: 'inbox', selectable: true, subscribed: true, serverTotal: null, serverUnread: null }] });
  for (const page of mirrorPages(20, 500, { folderId: id })) await mirror.client.apply({ pages: [page] });
  const w = await mirror.client.query('window', { folderId: id, from: 0, count: 5 });
  console.log(w.total, w.unread, JSON.stringify(w.rows[0]));
  expect(w.rows).toHaveLength(5);
  await mirror.restart();
  expect(await mirror.client.query('window', { folderId: id, from: 0, count: 5 })).toEqual(w);
  await mirror.close();
});
