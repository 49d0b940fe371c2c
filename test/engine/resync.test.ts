/** What a second sync asks and writes, by each of the three ways of finding out what changed. */
import { afterEach, describe, expect, test } from 'vitest';
import { ModelFolder } from '../support/model-folder.ts';
import { SyncedFolder } from '../support/synced-folder.ts';

const WAYS = { QRESYNC: ['CONDSTORE', 'QRESYNC'], CONDSTORE: ['CONDSTORE'], 'UIDs and flags': [] } as const;
let folder: SyncedFolder | undefined;
afterEach(async () => {
  await folder?.close();
  folder = undefined;
});
const start = async (way: keyof typeof WAYS, count = 300) => (folder = await SyncedFolder.start(new ModelFolder(count), WAYS[way]));

describe.each(Object.keys(WAYS) as (keyof typeof WAYS)[])('%s', (way) => {
  test('a folder that did not change is not written', async () => {
    const one = await start(way);
    const outcome = await one.sync();
    expect(one.batches).toEqual([]);
    expect(outcome).toEqual({ finished: true, reset: false, uidValidity: 7, refused: 0 });
    expect(one.server.asked).toEqual({ QRESYNC: ['SELECT QRESYNC'], CONDSTORE: ['SELECT'], 'UIDs and flags': ['SELECT', 'FETCH flags'] }[way]);
  });

  test('flags, new and gone messages come in one batch with the checkpoint', async () => {
    const one = await start(way);
    one.server.flag(17, ['\\Seen', '$Label1']);
    one.server.flag(18, ['\\Flagged']);
    for (const uid of [5, 6, 7, 299]) one.server.expunge(uid);
    for (let i = 0; i < 3; i++) one.server.deliver(['\\Seen']);
    await one.sync();
    expect(await one.held()).toEqual(one.truth());
    const whole = ['checkpoints', 'flags', 'pages', 'under', 'vanished'];
    // Where the flags of all have to come first, new mail does not wait for them.
    expect(one.batches.map((batch) => Object.keys(batch).sort())).toEqual(way === 'UIDs and flags' ? [['flags', 'pages', 'under'], ['checkpoints', 'flags', 'under', 'vanished']] : [whole]);
    expect(one.server.asked).toEqual({
      QRESYNC: ['SELECT QRESYNC', 'FETCH summaries'],
      CONDSTORE: ['SELECT', 'FETCH summaries', 'FETCH flags since', 'SEARCH'],
      'UIDs and flags': ['SELECT', 'FETCH summaries', 'FETCH flags', 'SEARCH'],
    }[way]);
    await one.sync();
    expect(one.written).toBe(0);
  });

  test('new mail alone: nothing is listed', async () => {
    const one = await start(way);
    const uid = one.server.deliver();
    await one.sync();
    expect(one.server.asked).not.toContain('SEARCH');
    expect((await one.held()).uids.at(-1)).toBe(uid);
    expect((await one.record()).checkpoint).toMatchObject({ uidNext: uid + 1, complete: true });
  });

  test('much new mail, newest first, goes on where it stopped; what changes meanwhile is not missed', async () => {
    const one = await start(way);
    for (let i = 0; i < 5_000; i++) one.server.deliver();
    let asked = 0;
    expect(await one.sync({ shouldYield: () => ++asked >= 1 })).toMatchObject({ finished: false });
    expect((await one.record()).checkpoint).toMatchObject({ uidNext: 301, complete: true });
    one.server.flag(5_290, ['\\Flagged']);
    one.server.expunge(5_280);
    one.server.expunge(302);
    one.server.expunge(3);
    expect(await one.sync()).toMatchObject({ finished: true });
    expect(await one.held()).toEqual(one.truth());
    await one.sync();
    expect(one.batches).toEqual([]);
  });

  test('emptied, and filled again', async () => {
    const one = await start(way);
    for (const uid of one.server.uids) one.server.expunge(uid);
    await one.sync();
    expect((await one.held()).uids).toEqual([]);
    one.server.deliver();
    await one.sync();
    expect(await one.held()).toEqual(one.truth());
  });
});
