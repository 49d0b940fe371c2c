/** Carries an account's waiting operations to the server, one after another; a parked one never holds up the rest. */
import { canRetry, fail, failure, FailureError, isFailure, toFailure, type Failure } from '../../shared/failure.ts';
import { splitFolderId, type AccountId, type FolderId, type OperationId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import { withSession, type Pool } from '../imap/pool.ts';
import type { Session } from '../imap/session.ts';
import { stillOpen } from '../imap/still-open.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { foldersKnown } from '../mirror/folders-known.ts';
import type { Clock, Log } from '../ports.ts';
import type { FolderNews } from '../sync/folders.ts';
import { withPresentUids } from './find-messages.ts';
import { replayFlags } from './flag-change.ts';
import { unlessRenamed } from './folder-news.ts';
import { lastLevel } from './folder-paths.ts';
import { changesFlags, joinable } from './join.ts';
import { kindOf } from './kind-of.ts';
import type { Entry } from './ledger.ts';
import { LostLines } from './lost-lines.ts';
import type { OperationQueue } from './queue.ts';
import type { ReplayContext } from './replay-context.ts';
import { sparedBy } from './spared.ts';
import { unblocked } from './unblocked.ts';

/** Lines lost in one go: then whoever connects may need a rest. */
const MOST_LINES = 3;
/** How long the first wait is after a failure that passes, and the longest. */
const PAUSE_MS = 5_000;
/** After a line was lost, that long. */
const LINE_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
/** A listing that has not come by then is not waited for. */
const LISTING_MS = 1_500;

export interface ReplayOptions {
  accountId: AccountId;
  pool: Pool;
  queue: OperationQueue;
  mirror: MirrorClient;
  clock: Clock;
  log: Log;
  onArrived(folderId: FolderId): void;
  /** See ReplayContext. */
  spool: string;
  elsewhere: ReplayContext['elsewhere'];
  /** Folders went, or are called otherwise. */
  onFolders(change: FolderNews): void;
  /** A folder may be called otherwise: they are to be listed soon. */
  onDoubt(): void;
}

export interface Replayer {
  /** Goes through what is waiting; does nothing while it is at it already. `line`: it is back, so that what the server would not do a moment ago is asked for again too. */
  kick(line?: 'line'): void;
  stop(): void;
}

export function createReplayer(options: ReplayOptions): Replayer {
  const { accountId, pool, queue, mirror, clock, log } = options;
  let running = false;
  let again = false;
  /** The line came back while a try at it was still failing. */
  let back = false;
  let stopped = false;
  /** Failures in a row. */
  let failures = 0;
  /** Not now, says the server: the others go on, but for those about the same messages. */
  const deferred = new Set<OperationId>();
  const lines = new LostLines(clock, () => goOn());
  /** Tried again after the folders were listed. */
  const listedFor = new Set<OperationId>();
  const unlisted = new WeakSet<Failure>();
  /** What went wrong at the server of another account. */
  const away = new WeakSet<Failure>();
  /** The server asked not to be tried again before. */
  let notBefore = 0;
  /** All that waits here waits for folders of another account. */
  let awaitsOthers = false;
  let endPause = (): void => {};
  let cancelTimer = (): void => {};

  async function run(): Promise<void> {
    running = true;
    try {
      do {
        again = back = false;
        await replayAll();
      } while (again && !stopped);
    } catch (error) {
      // Nothing is lost: the operations wait in the journal for the next kick, which comes when the line is back.
      const failure = toFailure(error);
      log(failure.code === 'internal' ? 'error' : 'info', 'operations.waiting', { code: failure.code, ...(failure.code === 'internal' ? { detail: failure.detail ?? '' } : {}) });
      // A server that cannot be reached is the business of whoever connects. But where this line alone was lost, nobody else will notice.
      if (isDeadLine(failure)) later(failure, LINE_PAUSE_MS);
      else if (failure.retryAfterMs !== undefined || failure.responseCode !== undefined) later(failure);
    } finally {
      running = false;
    }
    if (back) goOn('line');
  }

  function later({ retryAfterMs }: Pick<Failure, 'retryAfterMs'>, pauseMs = PAUSE_MS): void {
    const ms = retryAfterMs ?? Math.min(LONGEST_PAUSE_MS, pauseMs * 2 ** failures);
    failures++;
    if (stopped) return;
    if (retryAfterMs === undefined) {
      cancelTimer();
      cancelTimer = clock.after(ms, () => goOn('line'));
      return;
    }
    notBefore = clock.now() + ms;
    endPause();
    endPause = clock.after(ms, () => {
      // Also by a clock that was set back, or is a little behind its timers.
      notBefore = 0;
      goOn('line');
    });
  }

  function kick(line?: 'line'): void {
    back ||= line !== undefined && running;
    goOn(line);
  }

  function goOn(line?: 'line'): void {
    if (stopped || clock.now() < notBefore) return;
    if (line) deferred.clear();
    again = true;
    if (!running) void run();
  }

  async function replayAll(): Promise<void> {
    let deadLines = 0;
    let alone = false;
    for (;;) {
      // Before anything counts as on the wire: while it is only waiting, it can be taken back.
      await mirror.ready();
      if (stopped) return;
      const all = queue.waiting(accountId);
      const aside = new Set([...deferred, ...lines.resting]);
      const waiting = unblocked(all, aside, queue.entries());
      awaitsOthers = waiting.length === 0 && all.some(({ operation }) => !aside.has(operation.id));
      const group = alone ? waiting.slice(0, 1) : joinable(waiting);
      if (group.length === 0) {
        if (deferred.size === 0) failures = 0;
        return;
      }
      const ids = group.map(({ operation }) => operation.id);
      const failure = await attempt(group);
      if (!failure) {
        lines.worked();
        lines.forget(ids);
        continue;
      }
      if (group.every(({ operation }) => queue.entry(operation.id)?.state === 'done')) {
        // What went wrong afterwards is about showing it, and the next sync shows it.
        log(failure.code === 'internal' ? 'error' : 'info', 'operations.done-not-shown', { code: failure.code, detail: failure.detail ?? '' });
        continue;
      }
      // Elsewhere: the line here is none the worse for it.
      if (away.has(failure) && canRetry(failure)) {
        deferred.add(group[0]!.operation.id);
        later(failure, LINE_PAUSE_MS);
        continue;
      }
      if (isDeadLine(failure)) {
        lines.count(ids);
        deadLines++;
        if (ids.some((id) => lines.isSuspect(id))) {
          // Of several, the one it is shows when each goes alone.
          if (group.length > 1) alone = true;
          else if (!lines.isHopeless(ids[0]!)) lines.rest(ids[0]!);
          else await giveUp(group[0]!, failure);
          if (deadLines < MOST_LINES) continue;
        } else if (deadLines === 1) continue; // a line that had died unnoticed is no reason to wait for the next survey; a new one is
      }
      if (failure.code === 'throttled' || isDeadLine(failure) || failure.code === 'mirror-unavailable' || failure.code === 'cancelled' || isJournal(failure)) throw new FailureError(failure);
      if (canRetry(failure) || failure === RENUMBERED || unlisted.has(failure)) {
        for (const { operation } of group) deferred.add(operation.id);
        later(failure, unlisted.has(failure) ? LISTING_MS : PAUSE_MS);
      } else if (group.length > 1) alone = true; // only the one that is refused is parked
      else await queue.park(group[0]!, failure);
    }
  }

  /** It is over that one that the server drops the line. */
  async function giveUp(entry: Entry, { code, detail }: Failure): Promise<void> {
    lines.forget([entry.operation.id]);
    await queue.park(entry, failure(code, say('engine-operations.lineLostEachTime'), { step: 'operation', ...(detail === undefined ? {} : { detail }) }));
  }

  async function attempt(group: Entry[]): Promise<Failure | null> {
    const end = queue.begin(group);
    let connected = false;
    try {
      await withSession(pool, 'interactive', async (session) => {
        connected = true;
        const context = await contextFor(group[0]!, session);
        if (context) await carryOut(group, context, queue.send(group));
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

  /** Null if there is nothing left to do. */
  async function contextFor({ operation }: Entry, session: Session): Promise<ReplayContext | null> {
    const { folderId } = operation;
    const folders = await mirror.query('folders', { accountId });
    const asked = 'to' in operation && typeof operation.to === 'string' ? [folderId, operation.to] : [folderId];
    // The mirror is a new one. After the next listing it is tried again.
    if (!foldersKnown(folders) && asked.some((one) => !folders.some(({ id }) => id === one))) throw fail('mirror-unavailable', say('engine-accounts.foldersUnknown'), { step: 'operation' });
    const folder = folders.find(({ id }) => id === folderId);
    if (!folder && kindOf(operation).isDone?.(operation, folders)) {
      await queue.done({ id: operation.id, copied: null });
      return null;
    }
    if (!folder) throw fail('folder-gone', say('engine-operations.folderGone', { folder: lastLevel(splitFolderId(folderId).path) }), { step: 'operation' });
    return {
      accountId, session, mirror, log, folder, folders,
      spared: sparedBy(operation, queue.entries()),
      record: (record) => queue.record(record),
      done: ({ operation: { id, uidValidity, targets } }, copied = null, left = [], told = undefined) => {
        const queued = queue.entry(id)?.operation;
        const found = queued && queued.targets !== targets ? { found: { uidValidity, targets } } : {};
        return queue.done({ id, copied, ...(left.length ? { left: [...left] } : {}), ...found }, told);
      },
      madeAt: (id, path) => queue.done({ id, copied: null, path }),
      reveal: (id, uids) => queue.reveal(id, uids),
      onArrived: (id) => options.onArrived(id),
      spool: options.spool,
      elsewhere: (id, work) => options.elsewhere(id, work).catch((error: unknown) => {
        // Its server's wish to be left alone for a while is not about this one.
        const { retryAfterMs: _its, ...own } = toFailure(error);
        away.add(own);
        throw new FailureError(own);
      }),
      onFolders: (change) => options.onFolders(change),
      listFirst: ({ failure }) => {
        if (listedFor.has(operation.id)) return;
        listedFor.add(operation.id);
        const waits = { ...failure };
        unlisted.add(waits);
        options.onDoubt();
        throw new FailureError(waits);
      },
    };
  }

  const offChanged = queue.changed.on((changed) => {
    if (awaitsOthers && changed !== accountId) goOn();
  });

  return {
    kick(line) {
      if (line) lines.worked();
      kick(line);
    },
    stop() {
      stopped = true;
      offChanged();
      cancelTimer();
      endPause();
      lines.stop();
    },
  };
}

const isDeadLine = ({ code }: Failure): boolean => code === 'connection-lost' || code === 'timeout' || code === 'server-bye';
/** Without a journal nothing may go on; what one operation alone finds no room for is its own affair. */
const isJournal = ({ code, step }: Failure): boolean => code === 'storage' && step !== 'operation';

async function carryOut(group: readonly Entry[], context: ReplayContext, unsent: ReadonlySet<OperationId>): Promise<void> {
  const first = group[0]!;
  const kind = kindOf(first.operation);
  if (kind.needs === 'folder') return unlessRenamed(kind.replay(first, context), context);
  const { session, folder } = context;
  const open = stillOpen(session, folder.wireName, folder.checkpoint.uidValidity);
  const selected = open && !open.readOnly ? open : await session.select(folder.wireName).catch((error: unknown) => {
    if (error instanceof FailureError && isFailure(error, 'server-no', 'folder-gone')) context.listFirst(error);
    throw error;
  });
  if (selected.readOnly) throw fail('server-no', say('engine-operations.readOnly'), { step: 'operation' });
  const present: Entry[] = [];
  for (const entry of group) present.push(await here(entry, context, selected.uidValidity));
  if (!changesFlags(first)) return kind.replay(present[0]!, context);
  await replayFlags(present.map((entry) => ({ entry, mask: kindOf(entry.operation).mask(entry.operation), certain: unsent.has(entry.operation.id) })), context);
}

/** A sync is on its way that finds out which message is which. */
const RENUMBERED = failure('uid-validity-changed', say('engine-operations.renumbered'), { step: 'operation' });

async function here(entry: Entry, { session, folder, onArrived }: ReplayContext, uidValidity: number): Promise<Entry> {
  const { operation } = entry;
  if (operation.kind === 'empty' && operation.uidValidity !== uidValidity) throw fail('uid-validity-changed', say('engine-operations.renumberedSince'), { step: 'operation' });
  try {
    const present = await withPresentUids(operation, session, uidValidity);
    return present === operation ? entry : { ...entry, operation: present };
  } catch (error) {
    if (!isFailure(error, 'uid-validity-changed') || folder.checkpoint.uidValidity === uidValidity || folder.checkpoint.uidValidity !== operation.uidValidity) throw error;
    onArrived(folder.id);
    throw new FailureError(RENUMBERED);
  }
}
