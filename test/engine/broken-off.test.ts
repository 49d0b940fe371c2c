/** A sync that ends behind any of its batches, or stops by itself: what the checkpoint says is here is here, and the next one makes it whole. */
import { expect, test } from 'vitest';
import type { FetchedMessage } from '../../main/imap/message.ts';
import { fail, isFailure } from '../../shared/failure.ts';
import { ModelFolder } from '../support/model-folder.ts';
import { SyncedFolder } from '../support/synced-folder.ts';

const WAYS = [['QRESYNC', ['CONDSTORE', 'QRESYNC']], ['CONDSTORE', ['CONDSTORE']], ['UIDs and flags', []]] as const;

/** Whether it ended early. */
async function cutBehind(folder: SyncedFolder, batches: number): Promise<boolean> {
  folder.batchesLeft = batches;
  const ended = await folder.sync().then(() => false, (error: unknown) => {
    if (!isFailure(error, 'mirror-unavailable')) throw error;
    return true;
  });
  folder.batchesLeft = Infinity;
  return ended;
}

const change = (server: ModelFolder): void => {
  server.flag(17, ['\\Seen']);
  server.flag(390, ['\\Flagged']);
  for (const uid of [5, 6, 399]) server.expunge(uid);
  server.deliver(['\\Seen']);
};

async function isWhole(folder: SyncedFolder): Promise<void> {
  expect(await folder.sync()).toMatchObject({ finished: true });
  expect(await folder.held()).toEqual(folder.truth());
  await folder.sync();
  expect(folder.written).toBe(0);
}

test.each(WAYS)('%s: behind any batch of a first sync', async (_way, offered) => {
  for (let batches = 0, early = true; early; batches++) {
    const folder = await SyncedFolder.listed(new ModelFolder(400), offered);
    try {
      early = await cutBehind(folder, batches);
      expect((await folder.record()).checkpoint.complete, `after ${batches}`).toBe(!early);
      change(folder.server);
      await isWhole(folder);
    } finally {
      await folder.close();
    }
  }
});

test.each(WAYS)('%s: behind any batch of a later one', async (_way, offered) => {
  for (let batches = 0, early = true; early; batches++) {
    const folder = await SyncedFolder.start(new ModelFolder(400), offered);
    try {
      change(folder.server);
      for (let i = 0; i < 300; i++) folder.server.deliver();
      early = await cutBehind(folder, batches);
      await isWhole(folder);
    } finally {
      await folder.close();
    }
  }
});

test.each(WAYS)('%s: when it has fetched as many as it was to', async (_way, offered) => {
  const folder = await SyncedFolder.listed(new ModelFolder(400), offered);
  try {
    expect(await folder.sync({ limit: 150 })).toMatchObject({ finished: false });
    expect((await folder.record()).checkpoint.complete).toBe(false);
    change(folder.server);
    await isWhole(folder);
  } finally {
    await folder.close();
  }
});

/** Stopped when it has fetched some; answers what the checkpoint then says, and what the next one asks. */
async function stoppedShort(folder: SyncedFolder): Promise<{ complete: boolean; uidNext: number; next: string[] }> {
  expect(await folder.sync({ limit: 50 })).toMatchObject({ finished: false });
  const { checkpoint: { complete, uidNext } } = await folder.record();
  await folder.sync();
  const next = folder.server.asked;
  expect(await folder.held()).toEqual(folder.truth());
  return { complete, uidNext, next };
}

test.each(WAYS)('%s: stopped while messages below the known UIDNEXT are missing, the folder is not whole', async (way, offered) => {
  const folder = await SyncedFolder.start(new ModelFolder(300, 1_001), offered);
  try {
    for (let uid = 1; uid <= 400; uid++) folder.server.surface(uid);
    for (let i = 0; i < 300; i++) folder.server.deliver();
    expect(await stoppedShort(folder), way).toMatchObject({ complete: false, uidNext: 1_301, next: expect.arrayContaining(['SEARCH']) as unknown });
    await isWhole(folder);
    // Nothing new came with them.
    for (let uid = 401; uid <= 800; uid++) folder.server.surface(uid);
    expect(await stoppedShort(folder), way).toMatchObject({ complete: false });
    await isWhole(folder);
  } finally {
    await folder.close();
  }
});

test.each(WAYS)('%s: stopped while only new mail is missing, it is: of the others no flags are asked for again', async (way, offered) => {
  const folder = await SyncedFolder.start(new ModelFolder(300), offered);
  try {
    for (let i = 0; i < 300; i++) folder.server.deliver();
    const { complete, uidNext, next } = await stoppedShort(folder);
    expect({ complete, uidNext }).toEqual({ complete: true, uidNext: 301 });
    if (way !== 'UIDs and flags') expect(next).not.toContain('FETCH flags');
    if (way === 'QRESYNC') expect(next[0]).toBe('SELECT QRESYNC');
    await isWhole(folder);
  } finally {
    await folder.close();
  }
});

const POISON = 250;
test.each([
  ['left out of an answer that ends in OK', (rows: FetchedMessage[]) => rows.filter(({ uid }) => uid !== POISON)],
  ['refused, and with it all that are asked for in the same breath', (rows: FetchedMessage[]) => {
    if (rows.some(({ uid }) => uid === POISON)) throw fail('server-no', 'Cannot read it.');
    return rows;
  }],
])('one message is %s: all others are here, and it is asked for again', async (_how, rows) => {
  const folder = await SyncedFolder.listed(new ModelFolder(400), ['CONDSTORE']);
  try {
    folder.server.lies = { rows };
    expect(await folder.sync()).toMatchObject({ finished: true, refused: 1 });
    expect((await folder.held()).uids).toEqual(folder.server.uids.filter((uid) => uid !== POISON));
    // No UIDNEXT of a server: every survey takes it for a folder that has changed.
    expect((await folder.record()).checkpoint.uidNext).toBe(0);
    folder.server.lies = {};
    await isWhole(folder);
    expect((await folder.record()).checkpoint.uidNext).toBe(401);
  } finally {
    await folder.close();
  }
});
