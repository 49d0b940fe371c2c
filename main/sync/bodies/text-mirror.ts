/** Fetches the texts that an account's policy wants here, in the background: newest first, only while nothing else is to do, giving way to whatever a person waits for. What is missing is read from the mirror, so that it goes on after any end. */
import { isFailure, toFailure } from '../../../shared/failure.ts';
import type { AccountId, FolderId } from '../../../shared/ids.ts';
import type { StorageSettings } from '../../../shared/model/storage.ts';
import type { Session } from '../../imap/session.ts';
import { stillOpen } from '../../imap/still-open.ts';
import type { MirrorClient } from '../../mirror/client.ts';
import { isUsable } from '../../mirror/usable.ts';
import type { FolderRecord } from '../../mirror/protocol/records.ts';
import type { Clock, Log } from '../../ports.ts';
import { roleUrgency } from '../agenda.ts';
import { backoff } from '../backoff.ts';
import { createWake } from '../wake.ts';
import { Gaps, type TextWork } from './gaps.ts';
import { renewWorn } from './renew-worn.ts';
import { TextFetch } from './text-fetch.ts';

/** After this long without anything else to do. */
const REST_MS = 1_500;
/** Of the browser's storage; beyond, the rest is left for summaries. */
const FULL_SHARE = 0.9;
/** After messages are gone: who deletes many does it one after another. */
const WORN_MS = 60_000;
/** When a full disk is tried again. */
const FULL_MS = 30 * 60_000;

export interface TextMirrorOptions {
  accountId: AccountId;
  mirror: MirrorClient;
  clock: Clock;
  log: Log;
  /** In [0, 1). */
  chance(): number;
  settings(): StorageSettings;
  /** Connected, and no summaries are missing. */
  calm(): boolean;
  lease<T>(work: (session: Session) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** No more texts are kept unasked: the disk is full. */
  onFull(): void;
}

export interface TextMirror {
  /** The moment may be better now, or more be missing. `anew`: look at every folder again. */
  kick(anew?: boolean): void;
  /** Texts are about to be cleared: none that is on its way now gets into the mirror. */
  drop(): void;
  /** Somebody waits for the server: what is under way ends, nothing more is asked for until the answer is called. */
  giveWay(): () => void;
  stop(): Promise<void>;
}

export function createTextMirror(options: TextMirrorOptions): TextMirror {
  const { accountId, mirror, clock, log } = options;
  const gaps = new Gaps(mirror, () => clock.now(), () => options.settings());
  const wake = createWake(clock);
  const ending = new AbortController();
  let waiting = 0;
  let quietFrom = 0;
  let fullUntil = 0;
  /** How often texts have been cleared. */
  let dropped = 0;
  /** When folders are looked at of which texts are gone; at first all. */
  let renewAt = 0;
  let worn: Set<FolderId> | 'all' = 'all';
  const stopped = (): boolean => ending.signal.aborted;
  const mayRun = (): boolean => !stopped() && waiting === 0 && options.calm() && isUsable(mirror) && clock.now() >= fullUntil;
  const offs = [
    mirror.onChanges((changes) => {
      for (const { folderId, added, changed, vanished } of changes.folders) {
        if (!folderId.startsWith(`${accountId}/`)) continue;
        // So much has changed that it may have been renumbered: what was on its way under old numbers has not been kept.
        if (added > 0 || changed === null) gaps.look(folderId);
        if (vanished > 0) wear(folderId);
      }
      if (gaps.any && !stopped()) wake.kick();
    }),
    // It may be another one.
    mirror.onState(() => api.kick(true)),
  ];

  async function run(): Promise<void> {
    for (let attempt = 0; !stopped();) {
      const now = clock.now();
      const due = gaps.any || renewAt <= now;
      if (!due || !mayRun()) await wake.wait(Math.min(fullUntil > now ? fullUntil - now : Infinity, renewAt > now ? renewAt - now : Infinity));
      else if (now < quietFrom) await wake.wait(quietFrom - now);
      else {
        try {
          if (renewAt <= now) await renew();
          if (gaps.any) await pass();
          attempt = 0;
        } catch (error) {
          if (stopped()) break;
          const failure = toFailure(error);
          if (failure.code === 'storage') full();
          else {
            log(failure.code === 'internal' ? 'error' : 'info', 'texts.interrupted', { code: failure.code, ...(failure.code === 'internal' ? { detail: failure.detail ?? '' } : {}) });
            quietFrom = clock.now() + backoff(attempt++, options.chance(), failure.retryAfterMs);
          }
        }
      }
    }
  }

  function wear(folderId: FolderId): void {
    if (worn !== 'all') worn.add(folderId);
    if (renewAt !== Infinity) return;
    renewAt = clock.now() + WORN_MS;
    // The present wait does not end there.
    wake.kick();
  }

  async function renew(): Promise<void> {
    const folders = worn === 'all' ? (await mirror.query('folders', { accountId })).map(({ id }) => id) : [...worn];
    renewAt = Infinity;
    worn = new Set(folders);
    for (const id of folders) {
      try {
        await renewWorn(mirror, id, mayRun);
      } catch (error) {
        wear(id);
        throw error;
      }
      if (mayRun()) worn.delete(id);
      else wear(id);
    }
  }

  /** As long as there is something to fetch and nobody waits. */
  async function pass(): Promise<void> {
    log('debug', 'texts.begun');
    if (await nearlyFull()) return full();
    const folders = new Map((await mirror.query('folders', { accountId })).map((folder) => [folder.id, folder]));
    const inOrder = [...folders.values()].sort((a, b) => roleUrgency(a.role) - roleUrgency(b.role));
    const first = await gaps.next(inOrder);
    if (!first) return;
    const begun = new Set([first.folder.id]);
    let interrupted = false;
    const before = dropped;
    const mayKeep = (): boolean => dropped === before;
    const mayGoOn = (): boolean => {
      interrupted ||= !mayRun() || !mayKeep();
      return !interrupted;
    };
    let ahead: Promise<TextWork | null> = Promise.resolve(null);
    try {
      await options.lease(async (session) => {
        let fetching: { folder: FolderRecord; uidValidity: number; texts: TextFetch } | null = null;
        for (let work: TextWork | null = first; work && mayGoOn();) {
          const { folder, uidValidity, plan, limit }: TextWork = work;
          begun.add(folder.id);
          // The next portion is looked for while this one is on the wire.
          ahead = gaps.next(inOrder);
          ahead.catch(() => undefined); // also awaited below
          if (fetching?.folder.id !== folder.id || fetching.uidValidity !== uidValidity) {
            await fetching?.texts.finish();
            const own = await select(session, folder, uidValidity);
            fetching = own ? { folder, uidValidity, texts: new TextFetch({ session, mirror, clock, folder, uidValidity, limit, mayGoOn, mayKeep, onGivenUp: (uid) => gaps.giveUp(folder.id, uidValidity, uid) }) } : null;
          }
          if (fetching) await fetching.texts.run(plan);
          else gaps.leave(folder.id);
          work = await ahead;
        }
        await fetching?.texts.finish();
      }, ending.signal);
    } catch (error) {
      interrupted = true;
      throw error;
    } finally {
      const left = await ahead.catch(() => null);
      if (left) begun.add(left.folder.id);
      // What was planned and not fetched is looked for again from the top.
      if (interrupted) for (const id of begun) gaps.look(id);
      log('debug', 'texts.ended', { interrupted });
    }
  }

  async function nearlyFull(): Promise<boolean> {
    const { usage, quota } = await mirror.query('storage', {});
    return quota > 0 && usage > quota * FULL_SHARE;
  }

  function full(): void {
    fullUntil = clock.now() + FULL_MS;
    log('warn', 'texts.disk-full');
    options.onFull();
  }

  const api: TextMirror = {
    kick(anew = false) {
      if (stopped()) return;
      if (anew) {
        gaps.lookEverywhere();
        fullUntil = 0;
      }
      quietFrom = Math.max(quietFrom, clock.now() + REST_MS);
      wake.kick();
    },
    drop() {
      dropped++;
    },
    giveWay() {
      waiting++;
      let over = false;
      return () => {
        if (over) return;
        over = true;
        waiting--;
        api.kick();
      };
    },
    async stop() {
      ending.abort();
      for (const off of offs) off();
      wake.kick();
      await running;
    },
  };
  quietFrom = clock.now() + REST_MS;
  const running = run();
  return api;
}

/** False for a folder that cannot be read now, or is no longer the one of which the texts are missing. */
async function select(session: Session, folder: FolderRecord, uidValidity: number): Promise<boolean> {
  try {
    const selected = stillOpen(session, folder.wireName, uidValidity) ?? await session.select(folder.wireName, { readOnly: true });
    return selected.uidValidity === uidValidity;
  } catch (error) {
    if (!isFailure(error, 'server-no', 'server-bad', 'folder-gone')) throw error;
    return false;
  }
}

