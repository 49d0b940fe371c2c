/** A mirror that is wrong without any checkpoint showing it: the counts of STATUS give it away, and one sync puts it right. */
import { afterEach, expect, test } from 'vitest';
import { FLAG } from '../../shared/model/flags.ts';
import { CountCheck } from '../../main/sync/count-check.ts';
import type { Batch } from '../../main/mirror/protocol/batch.ts';
import { inbox } from '../support/mirror-records.ts';
import { ModelFolder } from '../support/model-folder.ts';
import { SyncedFolder } from '../support/synced-folder.ts';

let folder: SyncedFolder | undefined;
afterEach(async () => {
  await folder?.close();
  folder = undefined;
});

const DAMAGE: readonly [string, Batch][] = [
  ['a row that was read here alone', { flags: [{ folderId: inbox, changes: [[50, FLAG.seen, []]] }] }],
  ['rows that are missing', { vanished: [{ folderId: inbox, uids: [10, 11, 12] }] }],
];
const SERVERS: readonly (readonly string[])[] = [['CONDSTORE', 'QRESYNC'], ['CONDSTORE'], []];

test.each(DAMAGE.flatMap(([name, batch]) => SERVERS.map((offered) => [name, offered, batch] as const)))('%s, %j', async (_, offered, damage) => {
  const one = folder = await SyncedFolder.start(new ModelFolder(120), offered);
  const counts = new CountCheck({ mirror: one.mirror, isBusy: () => false });
  const survey = async (): Promise<boolean> => {
    const record = await one.record();
    const { checkpoint } = record;
    const truth = one.truth();
    const unseen = truth.flags.filter((bits) => !(bits & FLAG.seen)).length;
    return counts.contradicts(record, { messages: truth.uids.length, unseen, highestModseq: offered.length ? checkpoint.highestModseq : '0' });
  };
  expect(await survey()).toBe(false);
  await one.mirror.apply(damage);
  expect(await one.held()).not.toEqual(one.truth());
  const asked: boolean[] = [];
  for (let i = 0; i < 4; i++) {
    const found = await survey();
    asked.push(found);
    if (!found) continue;
    const { total } = await one.record();
    await one.sync();
    counts.synced(inbox);
    // Nothing was thrown away to get there.
    expect((await one.record()).total).toBeGreaterThanOrEqual(total);
    expect(await one.held()).toEqual(one.truth());
  }
  expect(asked.filter(Boolean)).toHaveLength(1);
  expect((await one.record()).checkpoint).toMatchObject({ complete: true });
});
