/** Projection: hits of a server search, arriving newest first. Closing it stops the search. */
import { FailureError, saidOf, toFailure, type Failure } from '../../shared/failure.ts';
import { splitFolderId, splitMessageId, type AccountId, type MessageId } from '../../shared/ids.ts';
import type { Projections } from '../../shared/ipc/server.ts';
import { say } from '../../shared/locales/say.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import type { Said } from '../../shared/words.ts';
import type { FolderChange } from '../mirror/protocol/batch.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { readRows } from '../mirror/read-rows.ts';
import { messageRow } from '../mirror/message-row.ts';
import { presentUids } from '../mirror/present.ts';
import { folderById, runningAccount, type Parts } from '../parts.ts';
import { foldersToSearch, searchServer } from '../search/server-search.ts';
import { URGENCY } from '../sync/agenda.ts';
import type { Overlay } from '../sync/folder-sync.ts';
import { untilKept } from '../search/until-kept.ts';
import { createDeparted } from './departed-hits.ts';
import { live } from './live.ts';
import { wantPreviews } from './want-previews.ts';

/** Rows shown in all. */
const SHOWN = 2_000;
/** Rows whose first words are asked for: some screenfuls. */
const WORDED = 100;

export function searchProjections(parts: Parts): Pick<Projections, 'search.results'> {
  const { ports, mirror, queue } = parts;
  return {
    'search.results'({ text, scope }, sink) {
      const stop = new AbortController();
      const state = { done: false, status: say('engine-sync.searching') as Said, rows: [] as MessageRow[], found: 0, failures: [] as { folder: string; failure: Failure }[] };
      const departed = createDeparted();
      const view = live({
        clock: ports.clock,
        sink,
        pauseMs: 80,
        compute: () => {
          const rows = state.rows.filter(({ id }) => !departed.has(id));
          return { state: state.done ? 'done' as const : 'searching' as const, status: state.status.text, statusWords: state.status.words, rows, found: state.found, failures: state.failures };
        },
      });
      const off = mirror.onChanges((changes) => {
        const touched = changes.folders.filter(({ folderId }) => state.rows.some((row) => row.folderId === folderId));
        if (touched.length) void refresh(touched).catch(() => view.touch()); // the mirror went away; rows stay as they were
      });

      async function refresh(folders: readonly Pick<FolderChange, 'folderId' | 'added' | 'vanished'>[]): Promise<void> {
        for (const { folderId, vanished } of folders) {
          const ids = state.rows.filter((row) => row.folderId === folderId).map(({ id }) => id);
          const { uids } = await presentUids(mirror, folderId, ids.map(splitMessageId));
          const answer = await readRows(mirror, folderId, uids.filter((uid) => uid > 0));
          const flags = new Map<MessageId, number>();
          const now = new Map(answer.rows.map((answered) => {
            const row = messageRow(folderId, answer.uidValidity, answered);
            flags.set(row.id, answered.flags);
            return [row.id, row];
          }));
          departed.look(ids, flags, vanished > 0);
          state.rows = state.rows.map((row) => now.get(row.id) ?? row);
        }
        view.touch();
        if (state.done && folders.some(({ added }) => added > 0)) await firstWords();
      }

      /** Once all are found: until then the line is needed, and what comes first changes. */
      async function firstWords(): Promise<void> {
        const without = state.rows.filter(({ id }) => !departed.has(id)).slice(0, WORDED).filter(({ preview }) => preview === null);
        for (const [folderId, own] of Map.groupBy(without, (row) => row.folderId)) {
          const { uids } = await presentUids(mirror, folderId, own.map(({ id }) => splitMessageId(id)));
          const answer = await readRows(mirror, folderId, uids.filter((uid) => uid > 0));
          if (stop.signal.aborted) return;
          wantPreviews(parts, await folderById(parts, folderId), answer.uidValidity, answer.rows);
        }
      }

      function add(rows: readonly MessageRow[]): void {
        state.rows = [...state.rows, ...rows].sort((a, b) => b.date - a.date).slice(0, SHOWN);
        view.touch();
      }

      async function search(): Promise<void> {
        if (!('everywhere' in scope)) return searchIn('folderId' in scope ? splitFolderId(scope.folderId).accountId : scope.accountId);
        const accounts = parts.accounts.all();
        const ends = await Promise.allSettled(accounts.map(({ id }) => searchIn(id)));
        const failures = ends.flatMap((end, i) => (end.status === 'rejected' ? [{ folder: accounts[i]!.email, failure: toFailure(end.reason) }] : []));
        // All of them failed: so did the search.
        if (failures[0] && failures.length === ends.length) throw new FailureError(failures[0].failure);
        state.failures = [...state.failures, ...failures];
      }

      async function searchIn(accountId: AccountId): Promise<void> {
        const folders: FolderRecord[] = 'folderId' in scope ? [await folderById(parts, scope.folderId)] : foldersToSearch(await mirror.query('folders', { accountId }));
        const account = runningAccount(parts, accountId);
        const coming: Promise<void>[] = [];
        const here = { mirror, overlay: (...asked: Parameters<Overlay>) => queue.overlay(...asked) };
        await account.searching((session) => searchServer(session, here, folders, text, {
          onFolder(folder, index, of) {
            state.status = of === 1 ? say('engine-sync.searchingIn', { folder: folder.name }) : say('engine-sync.searchingOf', { folder: folder.name, number: index + 1, of });
            view.touch();
          },
          onFound(_folder, count) {
            state.found += count;
          },
          onRows(rows, known) {
            departed.look([...known.keys()], known, false);
            add(rows);
          },
          onAhead(folder, rows) {
            account.sync.want(folder.id, URGENCY.news);
            const show = async (): Promise<void> => {
              await untilKept(mirror, ports.clock, folder.id, rows.map(({ id }) => id), stop.signal);
              add(rows);
              await refresh([{ folderId: folder.id, added: 0, vanished: 0 }]);
            };
            coming.push(show().catch(() => add(rows.filter(({ id }) => !state.rows.some((row) => row.id === id))))); // the mirror went away: as the server told them
          },
          onFailure(folder, failure) {
            state.failures = [...state.failures, { folder: folder.name, failure }];
          },
        }, stop.signal), stop.signal);
        await Promise.all(coming);
      }

      void search().then(
        () => { state.status = say('engine-sync.found', { n: state.found }); },
        (error: unknown) => {
          const failure = toFailure(error);
          state.failures = [...state.failures, { folder: '', failure }];
          state.status = saidOf(failure);
        },
      ).finally(() => {
        state.done = true;
        view.touch();
        // A row without them is whole in every other way.
        firstWords().catch((error: unknown) => ports.log('info', 'search.no-previews', { code: toFailure(error).code }));
      });
      return () => {
        stop.abort();
        off();
        view.stop();
      };
    },
  };
}
