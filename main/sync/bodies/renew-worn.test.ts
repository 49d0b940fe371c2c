/** What is deleted leaves the disk, with whatever lies beside it kept. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMemoryMirror, type MemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf } from '../../../test/support/mirror-records.ts';
import { makePack, PackBuilder } from './pack-builder.ts';
import { renewWorn } from './renew-worn.ts';
import { textIn } from './stored-body.ts';

let mirror: MemoryMirror;
const COUNT = 60;
const uids = Array.from({ length: COUNT }, (_, i) => i + 1);
/** Hard to pack, so that blocks are many. */
const textOf = (uid: number): Buffer => Buffer.from(Array.from({ length: 20_000 }, (_, i) => 32 + ((uid * 31 + i * 7919 + ((i * i * uid) >>> 4)) >>> 0) % 90));

beforeEach(async () => {
  mirror = await openMemoryMirror();
  await mirror.client.apply({ folders: [folderWrite(inbox)], pages: [pageOf(inbox, uids.map((uid) => ({ uid })))] });
  const builder = new PackBuilder();
  for (const uid of uids) builder.add(uid, '', [textOf(uid)]);
  await mirror.client.apply({ bodyPacks: [await makePack(inbox, 0, builder.flush()!)] });
});
afterEach(() => mirror.close());

const octets = async (): Promise<number> => (await mirror.client.query('folderStorage', { folderId: inbox })).textOctets;
async function expectKept(living: readonly number[]): Promise<void> {
  for (const uid of uids) {
    const stored = await mirror.client.query('body', { folderId: inbox, uid });
    const text = stored && (await textIn(stored));
    expect(text && Buffer.from(text).equals(textOf(uid)), `text ${uid}`).toBe(living.includes(uid) ? true : null);
  }
}

test('what lives is written anew, and the rest leaves the disk', async () => {
  const before = await octets();
  const living = uids.filter((uid) => uid % 3 === 0);
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: uids.filter((uid) => uid % 3 !== 0) }] });
  expect(await octets()).toBe(before);
  await renewWorn(mirror.client, inbox, () => true);
  expect(await octets()).toBeLessThan(before * 0.4);
  await expectKept(living);
  await mirror.restart();
  await expectKept(living);
  expect(await mirror.client.query('wornTexts', { folderId: inbox, not: [] })).toBeNull();
});

test('nothing is written while little is dead, or when it may not go on', async () => {
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: uids.slice(0, 3) }] });
  expect(await mirror.client.query('wornTexts', { folderId: inbox, not: [] })).toBeNull();
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: uids.slice(3, 40).filter((uid) => uid % 2) }] });
  const before = await octets();
  await renewWorn(mirror.client, inbox, () => false);
  expect(await octets()).toBe(before);
});

test('killed in the middle, all that lived is still there', async () => {
  const living = uids.filter((uid) => uid % 3 === 0);
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: uids.filter((uid) => uid % 3 !== 0) }] });
  await expect(renewWorn({ query: (name, question) => mirror.client.query(name, question), apply: () => Promise.reject(new Error('killed')) }, inbox, () => true)).rejects.toThrow('killed');
  await mirror.restart();
  await expectKept(living);
  await renewWorn(mirror.client, inbox, () => true);
  await expectKept(living);
});

test('a pack that cannot be read is left as it is', async () => {
  const worn = uids.filter((uid) => uid % 3 !== 0);
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: worn }] });
  const broken = { ...mirror.client, query: async (name: string, question: never) => {
    const answer = await mirror.client.query(name as 'wornTexts', question);
    return answer && { ...answer, content: answer.content.map(() => 9) };
  } } as unknown as typeof mirror.client;
  await renewWorn({ query: broken.query, apply: () => Promise.reject(new Error('not to be written')) }, inbox, () => true);
  await expectKept(uids.filter((uid) => uid % 3 === 0));
});
