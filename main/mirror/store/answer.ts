/** Which function answers which question. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Queries, QueryName } from '../protocol/messages.ts';
import type { Store } from './store.ts';
import { body, bodyGaps, folderStorage, wornTexts } from './body.ts';
import { named } from './folder-keys.ts';
import { identities } from './identities.ts';
import { list } from './list.ts';
import { loneCounts, loneUids } from './lone-rows.ts';
import { prepareList } from './prepare-list.ts';
import { recipients, seenSender } from './people.ts';
import { present } from './names.ts';
import { marks, rows } from './rows.ts';
import { spineBytes } from './spine.ts';
import { thread } from './thread.ts';
import { threadList } from './thread-list.ts';
import { threads } from './threads.ts';
import { folderRecord } from './told-folders.ts';
import { window } from './window.ts';

type Answers = { [Name in QueryName]: (store: Store, question: Queries[Name][0]) => Promise<Queries[Name][1]> };

const ANSWERS: Answers = {
  folders: (store, { accountId }) =>
    Promise.resolve([...store.memory.folders.values()].filter((folder) => accountId === undefined || folder.accountId === accountId).map(folderRecord)),
  window,
  list,
  prepareList,
  loneCounts,
  loneUids,
  recipients,
  seenSender,
  rows,
  marks,
  spine: async (store, { folderId }) => {
    if (!store.memory.folders.has(folderId)) throw fail('not-found', say('engine-mirror.noFolder'), { detail: folderId });
    return spineBytes(await store.memory.spine(folderId));
  },
  thread,
  threads,
  threadList,
  present,
  identities,
  body,
  bodyGaps,
  wornTexts,
  folderStorage,
  storage: async () => {
    const { usage = 0, quota = 0 } = (await navigator.storage?.estimate()) ?? {};
    return { usage, quota };
  },
};

export function answer(store: Store, name: string, question: unknown): Promise<unknown> {
  if (!Object.hasOwn(ANSWERS, name)) return Promise.reject(fail('invalid-input', say('engine-mirror.unknownQuestion'), { detail: name }));
  const ask = ANSWERS[name as QueryName] as (store: Store, question: unknown) => Promise<unknown>;
  const { keys } = store.memory;
  if (!keys.any) return ask(store, question);
  return ask(store, named(question, (id) => keys.meant(id))).then((answered) => named(answered, (key) => keys.idOf(key)));
}
