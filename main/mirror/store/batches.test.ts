import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openMemoryMirror, type MemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf, summaryRow } from '../../../test/support/mirror-records.ts';
import { accountId, folderId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';

const archive = folderId(accountId('one'), 'Archive');
const foreign = folderId(accountId('two'), 'INBOX');
const uidsShown = async (mirror: MemoryMirror, id = inbox): Promise<number[]> =>
  (await mirror.client.query('window', { folderId: id, from: 0, count: 1000 })).rows.map((row) => (row.summary as number[])[0] as number);

let mirror: MemoryMirror;
beforeEach(async () => {
  mirror = await openMemoryMirror();
  await mirror.client.apply({ folders: [folderWrite(inbox), folderWrite(archive), folderWrite(foreign)] });
});
afterEach(() => mirror.close());

describe('pages', () => {
  test('a UID that is here already is ignored, whatever comes with it', async () => {
    await mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 1, subject: 'first' }, { uid: 3 }])] });
    const changes = await mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 1, subject: 'second', flags: FLAG.seen }, { uid: 2 }]), pageOf(inbox, [{ uid: 2 }, { uid: 3 }])] });
    expect(changes.folders).toEqual([{ folderId: inbox, added: 1, changed: [], vanished: 0, total: 3, unread: 3 }]);
    const { rows } = await mirror.client.query('rows', { folderId: inbox, uids: [1, 9, 3] });
    expect(rows.map((row) => [row.summary, row.flags])).toEqual([[summaryRow({ uid: 1, subject: 'first' }), 0], [summaryRow({ uid: 3 }), 0]]);
  });

  test('the same page again writes and reports nothing', async () => {
    const page = pageOf(inbox, [{ uid: 1 }, { uid: 2 }]);
    await mirror.client.apply({ pages: [page] });
    expect(await mirror.client.apply({ pages: [page] })).toEqual({ folderList: false, folders: [] });
  });

  test('mail that comes one by one does not make a page each', async () => {
    for (let uid = 1; uid <= 200; uid++) await mirror.client.apply({ pages: [pageOf(inbox, [{ uid }])] });
    const answer = await mirror.client.query('window', { folderId: inbox, from: 0, count: 200 });
    expect(answer.rows.map((row) => row.summary)).toEqual(Array.from({ length: 200 }, (_, i) => summaryRow({ uid: 200 - i })));
    const { promise, resolve } = Promise.withResolvers<number>();
    mirror.indexedDB.open('godwit-mirror-1').onsuccess = ({ target }) => {
      const db = (target as IDBOpenDBRequest).result;
      const count = db.transaction('pages').objectStore('pages').count();
      count.onsuccess = () => {
        db.close();
        resolve(count.result);
      };
    };
    expect(await promise).toBeLessThan(6);
  });

  test.each([
    ['lengths differ', { ...pageOf(inbox, [{ uid: 1 }, { uid: 2 }]), flags: new Uint8Array(2) }],
    ['UIDs descend', { ...pageOf(inbox, [{ uid: 1 }, { uid: 2 }]), uids: new Uint8Array(Uint32Array.of(2, 1).buffer) }],
  ])('a malformed page is refused and nothing of its batch is kept: %s', async (_, page) => {
    const refused = mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 7 }]), page] });
    await expect(refused).rejects.toMatchObject({ failure: { code: 'invalid-input' } });
    expect(await uidsShown(mirror)).toEqual([]);
  });

  test('a refused batch does not touch those that travel with it', async () => {
    const before = mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 1 }])] });
    const refused = mirror.client.apply({ vanished: [{ folderId: inbox, uids: [1] }], pages: [pageOf(folderId(accountId('one'), 'Nowhere'), [{ uid: 1 }])] });
    const after = mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 2 }])] });
    await expect(refused).rejects.toMatchObject({ failure: { code: 'not-found' } });
    expect((await before).folders[0]).toMatchObject({ added: 1, total: 1 });
    expect((await after).folders[0]).toMatchObject({ added: 1, vanished: 0, total: 2 });
    expect(await uidsShown(mirror)).toEqual([2, 1]);
    expect(mirror.client.status.state).toBe('ready');
  });
});

describe('flags', () => {
  test('what is needed to change some comes without the rest of the rows, hidden ones too', async () => {
    await mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 1 }, { uid: 2, flags: FLAG.hidden }, { uid: 3, flags: FLAG.seen }])] });
    await mirror.client.apply({ flags: [{ folderId: inbox, changes: [[3, FLAG.seen, ['tag']]] }] });
    const marks = await mirror.client.query('marks', { folderId: inbox, uids: [3, 9, 2, 1] });
    const { uidValidity, rows } = await mirror.client.query('rows', { folderId: inbox, uids: [3, 9, 2, 1] });
    expect(marks).toEqual({ uidValidity, uids: [3, 2, 1], flags: rows.map(({ flags }) => flags), messageIds: rows.map(({ summary }) => (summary as string[])[7]), keywords: { 3: ['tag'] } });
    expect(marks.messageIds[2]).toBe('<1@example.org>');
    await expect(mirror.client.query('marks', { folderId: folderId(accountId('one'), 'Nowhere'), uids: [1] })).rejects.toMatchObject({ failure: { code: 'not-found' } });
  });

  test('hidden rows are out of order and counts, and come back where they were', async () => {
    await mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 1 }, { uid: 2 }, { uid: 3, flags: FLAG.hidden }])] });
    expect(await uidsShown(mirror)).toEqual([2, 1]);
    expect(await mirror.client.apply({ flags: [{ folderId: inbox, changes: [[2, FLAG.hidden, []], [3, FLAG.seen, []]] }] }))
      .toEqual({ folderList: false, folders: [{ folderId: inbox, added: 0, changed: [2, 3], vanished: 0, total: 2, unread: 1 }] });
    expect(await uidsShown(mirror)).toEqual([3, 1]);
    expect((await mirror.client.query('rows', { folderId: inbox, uids: [2] })).rows[0]?.flags).toBe(FLAG.hidden);
  });

  test('keywords are kept beside the bits, and their bit says so', async () => {
    await mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 1, keywords: ['a', 'b'] }])] });
    const row = async () => (await mirror.client.query('rows', { folderId: inbox, uids: [1] })).rows[0];
    expect(await row()).toMatchObject({ flags: FLAG.keywords, keywords: ['a', 'b'] });
    await mirror.client.apply({ flags: [{ folderId: inbox, changes: [[1, FLAG.keywords | FLAG.seen, []]] }] });
    expect(await row()).toMatchObject({ flags: FLAG.seen, keywords: [] });
  });

  test('what is as it was is no change, and many changes are "many"', async () => {
    await mirror.client.apply({ pages: [pageOf(inbox, Array.from({ length: 1500 }, (_, i) => ({ uid: i + 1 })))] });
    const all = (bits: number) => mirror.client.apply({ flags: [{ folderId: inbox, changes: Array.from({ length: 1500 }, (_, i) => [i + 1, bits, []]) }] });
    expect((await all(0)).folders).toEqual([]);
    expect((await all(FLAG.seen)).folders).toEqual([{ folderId: inbox, added: 0, changed: null, vanished: 0, total: 1500, unread: 0 }]);
  });
});

describe('folders', () => {
  test('new facts leave counts and checkpoint; the same facts are no change', async () => {
    const checkpoint = { uidValidity: 5, uidNext: 9, highestModseq: '9007199254740993', complete: true };
    await mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 1 }])], checkpoints: [{ folderId: inbox, checkpoint }] });
    expect(await mirror.client.apply({ folders: [folderWrite(inbox)], checkpoints: [{ folderId: inbox, checkpoint }] })).toEqual({ folderList: false, folders: [] });
    expect(await mirror.client.apply({ folders: [folderWrite(inbox, { name: 'Eingang', serverTotal: 4 })] })).toEqual({ folderList: true, folders: [] });
    expect(await mirror.client.query('folders', { accountId: accountId('one') })).toEqual([
      { ...folderWrite(inbox, { name: 'Eingang', serverTotal: 4 }), flagged: 0, checkpoint, total: 1, unread: 1 },
      { ...folderWrite(archive), flagged: 0, checkpoint: { uidValidity: 0, uidNext: 0, highestModseq: '0', complete: false }, total: 0, unread: 0 },
    ]);
  });

  test('facts that were read with counts do not bring those back', async () => {
    await mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 1, flags: FLAG.flagged }, { uid: 2 }])] });
    const [before] = await mirror.client.query('folders', {});
    await mirror.client.apply({ flags: [{ folderId: inbox, changes: [[1, 0, []], [2, FLAG.seen, []]] }] });
    const { checkpoint: _checkpoint, total: _total, unread: _unread, ...facts } = before!;
    await mirror.client.apply({ folders: [{ ...facts, mailboxId: 'F1' }] });
    expect((await mirror.client.query('folders', {}))[0]).toMatchObject({ mailboxId: 'F1', total: 2, unread: 1, flagged: 0 });
  });

  test('a new UIDVALIDITY needs a reset, which takes everything along', async () => {
    const checkpoint = { uidValidity: 5, uidNext: 9, highestModseq: '0', complete: true };
    await mirror.client.apply({
      pages: [pageOf(inbox, [{ uid: 1 }, { uid: 2 }])],
      previews: [{ folderId: inbox, uid: 1, text: 'old' }],
      bodies: [{ folderId: inbox, uidValidity: 5, uid: 1, content: Uint8Array.of(1) }],
      checkpoints: [{ folderId: inbox, checkpoint }],
    });
    await expect(mirror.client.apply({ checkpoints: [{ folderId: inbox, checkpoint: { ...checkpoint, uidValidity: 6 } }] })).rejects.toMatchObject({ failure: { code: 'uid-validity-changed' } });
    const changes = await mirror.client.apply({ resetFolders: [{ folderId: inbox, uidValidity: 6 }], pages: [pageOf(inbox, [{ uid: 1, subject: 'other' }])] });
    expect(changes).toEqual({ folderList: true, folders: [{ folderId: inbox, added: 1, changed: [], vanished: 2, total: 1, unread: 1 }] });
    const { rows, uidValidity } = await mirror.client.query('window', { folderId: inbox, from: 0, count: 10 });
    expect({ uidValidity, rows }).toEqual({ uidValidity: 6, rows: [{ summary: summaryRow({ uid: 1, subject: 'other' }), flags: 0, keywords: [], preview: null }] });
    expect(await mirror.client.query('body', { folderId: inbox, uid: 1 })).toBeNull();
  });

  test('removed folders and accounts take all they hold with them, and only that', async () => {
    for (const id of [inbox, archive, foreign]) {
      await mirror.client.apply({ pages: [pageOf(id, [{ uid: 1 }])], bodies: [{ folderId: id, uidValidity: 0, uid: 1, content: Uint8Array.of(1) }] });
    }
    expect(await mirror.client.apply({ removeFolders: [archive] })).toEqual({ folderList: true, folders: [] });
    await expect(uidsShown(mirror, archive)).rejects.toMatchObject({ failure: { code: 'not-found' } });
    expect(await uidsShown(mirror)).toEqual([1]);
    await mirror.client.apply({ removeAccounts: [accountId('one')] });
    await mirror.restart();
    expect((await mirror.client.query('folders', {})).map((folder) => folder.id)).toEqual([foreign]);
    await mirror.client.apply({ folders: [folderWrite(inbox)] });
    expect(await uidsShown(mirror)).toEqual([]);
    expect(await uidsShown(mirror, foreign)).toEqual([1]);
  });

  test('a name that begins like another is another', async () => {
    const twin = folderId(accountId('one'), 'INBOX/a');
    await mirror.client.apply({ folders: [folderWrite(twin)], pages: [pageOf(inbox, [{ uid: 1 }]), pageOf(twin, [{ uid: 2 }])] });
    await mirror.client.apply({ removeFolders: [inbox] });
    expect(await uidsShown(mirror, twin)).toEqual([2]);
  });
});

describe('bodies', () => {
  test('kept for known rows of the same UIDVALIDITY, gone with the row', async () => {
    const body = (uid: number, uidValidity = 5) => ({ folderId: inbox, uidValidity, uid, content: Uint8Array.of(uid) });
    await mirror.client.apply({
      resetFolders: [{ folderId: inbox, uidValidity: 5 }],
      pages: [pageOf(inbox, Array.from({ length: 300 }, (_, i) => ({ uid: i + 1 })))],
      bodies: [body(1), body(2), body(3, 4), body(400)],
    });
    const kept = async () => Promise.all([1, 2, 3, 400].map(async (uid) => (await mirror.client.query('body', { folderId: inbox, uid }))?.content ?? null));
    expect(await kept()).toEqual([Uint8Array.of(1), Uint8Array.of(2), null, null]);
    await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [1] }] });
    expect(await kept()).toEqual([null, Uint8Array.of(2), null, null]);
    await mirror.client.apply({ vanished: [{ folderId: inbox, uids: Array.from({ length: 200 }, (_, i) => i + 1) }] });
    expect(await kept()).toEqual([null, null, null, null]);
  });
});

test('a question nobody knows is refused and harms nothing', async () => {
  const ask = mirror.client.query.bind(mirror.client) as unknown as (name: string, question: unknown) => Promise<unknown>;
  await expect(ask('constructor', {})).rejects.toMatchObject({ failure: { code: 'invalid-input' } });
  await expect(ask('window', null)).rejects.toThrow();
  await expect(mirror.client.query('window', { folderId: inbox, from: 0, count: NaN })).rejects.toThrow();
  expect(mirror.client.status.state).toBe('ready');
  expect(await uidsShown(mirror)).toEqual([]);
});

describe('marks', () => {
  const flagsOf = async (): Promise<unknown> => (await mirror.client.query('rows', { folderId: inbox, uids: [1, 2, 3] })).rows.map(({ flags, keywords }) => [flags, keywords]);
  beforeEach(async () => {
    await mirror.client.apply({ checkpoints: [{ folderId: inbox, checkpoint: { uidValidity: 7, uidNext: 4, highestModseq: '0', complete: true } }], pages: [pageOf(inbox, [{ uid: 1, keywords: ['Work'] }, { uid: 2, flags: FLAG.seen }, { uid: 3 }])] });
  });

  test('change only what they name, whatever news came in between', async () => {
    await mirror.client.apply({ flags: [{ folderId: inbox, changes: [[2, FLAG.answered, ['home']]] }] });
    await mirror.client.apply({ marks: [{ folderId: inbox, uidValidity: 7, uids: [1, 2, 9], add: FLAG.flagged, remove: FLAG.seen, addKeywords: ['plan'], removeKeywords: ['WORK'] }] });
    expect(await flagsOf()).toEqual([[FLAG.flagged | FLAG.keywords, ['plan']], [FLAG.flagged | FLAG.answered | FLAG.keywords, ['home', 'plan']], [0, []]]);
  });

  test('of another UIDVALIDITY are about other messages', async () => {
    expect(await mirror.client.apply({ marks: [{ folderId: inbox, uidValidity: 6, uids: [1], add: FLAG.hidden, remove: 0 }] })).toEqual({ folderList: false, folders: [] });
  });

  test('up to a UID leave what came later', async () => {
    const { folders } = await mirror.client.apply({ marks: [{ folderId: inbox, uidValidity: 7, uids: { upTo: 2 }, add: FLAG.hidden, remove: 0 }] });
    expect(folders[0]).toMatchObject({ total: 1, unread: 1 });
    expect(await uidsShown(mirror)).toEqual([3]);
  });
});
