/** The newest rows of a folder of which the mirror has none yet: on screen from memory, from the moment they have come until they are written. */
import type { FolderId } from '../../shared/ids.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import type { Clock } from '../ports.ts';
import type { MirrorClient } from './client.ts';
import { messageRow } from './message-row.ts';
import type { MarksAnswer, Queries, QueryName, RowAnswer, RowsAnswer } from './protocol/messages.ts';
import type { SummaryRow } from './protocol/records.ts';

export interface NewestRows {
  /** Newest first, higher UIDs before lower ones of the same date, as the mirror will have them. Undefined where the mirror is to be asked. */
  get(folderId: FolderId): readonly MessageRow[] | undefined;
  /** The same, as the mirror would answer. */
  answer(folderId: FolderId): RowsAnswer | undefined;
  put(folderId: FolderId, uidValidity: number, rows: readonly RowAnswer[]): void;
  /** The mirror has them, or they will not come. */
  drop(folderId: FolderId): void;
  /** Resolves when none of this folder are on screen from memory. */
  written(folderId: FolderId): Promise<void>;
  /** Called when there are other ones. Answers how to stop. */
  onChange(listener: (folderId: FolderId) => void): () => void;
}

export function createNewestRows(): NewestRows {
  const lists = new Map<FolderId, { rows: readonly MessageRow[]; answer: RowsAnswer; over: PromiseWithResolvers<void> }>();
  const listeners = new Set<(folderId: FolderId) => void>();
  const tell = (folderId: FolderId): void => {
    for (const listener of [...listeners]) listener(folderId);
  };
  return {
    get: (folderId) => lists.get(folderId)?.rows,
    answer: (folderId) => lists.get(folderId)?.answer,
    put(folderId, uidValidity, rows) {
      const sorted = rows.toSorted(({ summary: a }, { summary: b }) => dateOf(b) - dateOf(a) || uidOf(b) - uidOf(a));
      lists.set(folderId, { rows: sorted.map((row) => messageRow(folderId, uidValidity, row)), answer: { uidValidity, rows: sorted }, over: lists.get(folderId)?.over ?? Promise.withResolvers<void>() });
      tell(folderId);
    },
    drop(folderId) {
      const list = lists.get(folderId);
      if (!list) return;
      lists.delete(folderId);
      list.over.resolve();
      tell(folderId);
    },
    written: (folderId) => lists.get(folderId)?.over.promise ?? Promise.resolve(),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const marksOf = (uidValidity: number, rows: readonly RowAnswer[]): MarksAnswer => ({
  uidValidity,
  uids: rows.map(({ summary }) => uidOf(summary)),
  flags: rows.map(({ flags }) => flags),
  messageIds: rows.map(({ summary }) => (summary as SummaryRow)[7]),
  keywords: Object.fromEntries(rows.flatMap(({ summary, keywords }) => (keywords.length > 0 ? [[uidOf(summary), keywords]] : []))),
});

const uidOf = (summary: unknown): number => (summary as SummaryRow)[0];
const dateOf = (summary: unknown): number => (summary as SummaryRow)[1];

/** Questions about single messages: who asks has seen one. */
const ABOUT_MESSAGES: ReadonlySet<QueryName> = new Set<QueryName>(['rows', 'marks', 'present', 'thread', 'body']);
/** A line that is lost in between is mostly back by then. */
const PATIENCE_MS = 60_000;

/** The mirror as those see it who act on what is on screen: what it is asked of a message that is on its way into it, it answers when it has it. */
export function answersForShown(mirror: MirrorClient, newest: NewestRows, clock: Clock): MirrorClient {
  mirror.onChanges(({ folders }) => {
    for (const { folderId, total } of folders) if (total > 0) newest.drop(folderId);
  });
  const query: MirrorClient['query'] = async (name, question) => {
    const { folderId } = question as { folderId?: FolderId };
    if (folderId !== undefined && ABOUT_MESSAGES.has(name) && newest.get(folderId)) {
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const cancel = clock.after(PATIENCE_MS, resolve);
      await Promise.race([newest.written(folderId), late]);
      cancel();
      // They are on screen all the same: what is done to them waits in the journal.
      const known = name === 'rows' || name === 'marks' ? newest.answer(folderId) : undefined;
      if (known) {
        const { uids } = question as Queries['rows'][0];
        const rows = known.rows.filter(({ summary }) => uids.includes(uidOf(summary)));
        return (name === 'rows' ? { ...known, rows } : marksOf(known.uidValidity, rows)) as Queries[typeof name][1];
      }
    }
    return mirror.query(name, question);
  };
  return {
    query,
    get status() { return mirror.status; },
    get opened() { return mirror.opened; },
    ready: () => mirror.ready(),
    apply: (batch) => mirror.apply(batch),
    wipe: () => mirror.wipe(),
    rebuilt: () => mirror.rebuilt(),
    inFlight: () => mirror.inFlight(),
    onChanges: (listener) => mirror.onChanges(listener),
    onState: (listener) => mirror.onState(listener),
  };
}
