/** Conversations as the server names them: kept where it says them, done without where it does not understand the question. */
import { afterEach, expect, test } from 'vitest';
import type { FetchedMessage } from '../../main/imap/message.ts';
import type { Session } from '../../main/imap/session.ts';
import { fail } from '../../shared/failure.ts';
import { inbox } from '../support/mirror-records.ts';
import { ModelFolder } from '../support/model-folder.ts';
import { SyncedFolder } from '../support/synced-folder.ts';

class ThreadedFolder extends ModelFolder {
  understands = true;
  questions = 0;

  override session(...offered: string[]): Session {
    const session = super.session(...offered);
    const fetch = session.uidFetch.bind(session);
    return Object.assign(session, {
      uidFetch: async (...[set, items, options, onMessage]: Parameters<Session['uidFetch']>) => {
        if (items.threadId !== true) return fetch(set, items, options, onMessage);
        this.questions++;
        if (!this.understands) throw fail('server-bad', 'Unknown FETCH item THREADID');
        // RFC 8474: NIL where it keeps none.
        return fetch(set, items, options, (message: FetchedMessage) => onMessage({ ...message, threadId: message.uid % 10 === 0 ? null : `T${message.uid % 2}` }));
      },
    });
  }
}

let folder: SyncedFolder | undefined;
afterEach(async () => {
  await folder?.close();
  folder = undefined;
});
const thread = async (uid: number): Promise<number[]> =>
  (await folder!.mirror.query('thread', { folderId: inbox, uid, from: 0, count: 1000 })).rows.map((row) => row.uid);

test('messages of one name are one conversation', async () => {
  folder = await SyncedFolder.start(new ThreadedFolder(21), ['OBJECTID', 'CONDSTORE']);
  expect((await thread(3)).sort((a, b) => a - b)).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21]);
  expect((await thread(2)).sort((a, b) => a - b)).toEqual([2, 4, 6, 8, 12, 14, 16, 18]);
  expect(await thread(10)).toEqual([10]);
  folder.server.deliver();
  await folder.sync();
  expect(await thread(22)).toHaveLength(9);
});

test('a server that offers names and refuses to tell them is synced all the same', async () => {
  const server = new ThreadedFolder(300);
  server.understands = false;
  folder = await SyncedFolder.start(server, ['OBJECTID']);
  expect(await folder.held()).toEqual(folder.truth());
  expect(await thread(3)).toEqual([3]);
  server.deliver();
  await folder.sync();
  expect(await folder.held()).toEqual(folder.truth());
});

test('where no names are offered nobody asks', async () => {
  const server = new ThreadedFolder(30);
  folder = await SyncedFolder.start(server, ['CONDSTORE', 'QRESYNC']);
  expect(server.questions).toBe(0);
});
