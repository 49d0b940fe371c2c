/** A sync that ends behind any of its batches, or stops by itself: what the checkpoint says is here is here, and the next one makes it whole. */
import { expect, test } from 'vitest';
import { isFailure } from '../../shared/failure.ts';
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
