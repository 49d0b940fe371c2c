/** Carries an account's waiting operations to the server, one after another; a parked one never holds up the rest. */
import { canRetry, fail, FailureError, toFailure, type Failure } from '../../shared/failure.ts';
import type { FolderId } from '../../shared/ids.ts';
import { withSession } from '../imap/pool.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { joinable } from './join.ts';
import { replayDelete } from './kinds/delete.ts';
import { replayMove } from './kinds/move.ts';
import { replaySetFlags } from './kinds/set-flags.ts';
import type { ReplayContext, ReplayOptions } from './replay-context.ts';
import type { Entry } from './ledger.ts';

export interface Replayer {
  /** Goes through what is waiting; does nothing while it is at it already. Called when something is queued and when the line is back. */
  kick(): void;
}

export function createReplayer(options: ReplayOptions): Replayer {
  const { accountId, pool, queue, mirror, log } = options;
  let running = false;
  let again = false;

  async function run(): Promise<void> {
    running = true;
    try {
      do {
        again = false;
        await replayAll();
      } while (again);
    } catch (error) {
      // Nothing is lost: the operations wait in the journal for the next kick, which comes when the line is back.
      const failure = toFailure(error);
      log(failure.code === 'internal' ? 'error' : 'info', 'operations.waiting', { code: failure.code, ...(failure.code === 'internal' ? { detail: failure.detail ?? '' } : {}) });
    } finally {
      running = false;
    }
  }

  async function replayAll(): Promise<void> {
    let deadLines = 0;
    for (;;) {
      // Before anything counts as on the wire: while it is only waiting, it can be taken back.
      await mirror.ready();
      const group = joinable(queue.waiting(accountId));
      if (group.length === 0) return;
      const failure = await attempt(group);
      if (!failure) continue;
      // A line that had died unnoticed is no reason to wait for the next survey; a new one is.
      if (isDeadLine(failure) && ++deadLines === 1) continue;
      if (canRetry(failure) || failure.code === 'cancelled' || failure.code === 'storage') throw new FailureError(failure);
      for (const entry of group) await queue.park(entry, failure);
    }
  }

  async function attempt(group: Entry[]): Promise<Failure | null> {
    const end = queue.begin(group);
    let connected = false;
    try {
      await withSession(pool, 'interactive', async (session) => {
        connected = true;
        const { folderId, uidValidity } = group[0]!.operation;
        const folders = await mirror.query('folders', { accountId });
        const folderById = (id: FolderId): FolderRecord | undefined => folders.find((folder) => folder.id === id);
        const folder = folderById(folderId);
        if (!folder) throw fail('folder-gone', 'The folder is no longer on the server.', { step: 'operation' });
        const selected = session.selected?.wireName === folder.wireName && !session.selected.readOnly ? session.selected : await session.select(folder.wireName);
        if (selected.uidValidity !== uidValidity) throw fail('uid-validity-changed', 'The server has renumbered this folder since; it is not certain which messages were meant.', { step: 'operation' });
        if (selected.readOnly) throw fail('server-no', 'You may read this folder but not change it.', { step: 'operation' });
        await carryOut(group, { ...options, session, folder, folderById });
      });
      return null;
    } catch (error) {
      // A server that cannot be reached, or no longer takes the password, has refused no operation: they wait, and nobody logs in for each of them.
      if (!connected) throw error;
      return toFailure(error);
    } finally {
      end();
    }
  }

  return {
    kick() {
      again = true;
      if (!running) void run();
    },
  };
}

const isDeadLine = ({ code }: Failure): boolean => code === 'connection-lost' || code === 'timeout' || code === 'server-bye';

function carryOut(group: Entry[], context: ReplayContext): Promise<void> {
  switch (group[0]!.operation.kind) {
    case 'set-flags': return replaySetFlags(group, context);
    case 'move': return replayMove(group[0]!, context);
    case 'delete': return replayDelete(group[0]!, context);
  }
}
