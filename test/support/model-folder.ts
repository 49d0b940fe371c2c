/** One folder of a server as a model in memory, with as much of a session as a folder's sync needs, and lies to plant in its answers. */
import { capabilities } from '../../main/imap/capabilities.ts';
import type { SelectedMailbox } from '../../main/imap/mailbox.ts';
import type { FetchedMessage } from '../../main/imap/message.ts';
import type { Session } from '../../main/imap/session.ts';
import { uidSet, uidSetHas, type UidSet } from '../../main/imap/uid-set.ts';

interface Message { uid: number; flags: string[]; modseq: number; size: number }

/** Each is given the truth, and how often it was asked before. */
export interface Lies {
  select?(truth: SelectedMailbox, nth: number): SelectedMailbox;
  vanished?(truth: UidSet): UidSet;
  search?(truth: number[], nth: number): number[];
  rows?(truth: FetchedMessage[], changedSince: string | undefined): FetchedMessage[];
}

export class ModelFolder {
  uidValidity = 7;
  uidNext: number;
  lies: Lies = {};
  /** Commands since the last look. */
  asked: string[] = [];
  readonly #messages = new Map<number, Message>();
  readonly #expunged: { uid: number; modseq: number }[] = [];
  #modseq = 1;

  constructor(count: number, firstUid = 1) {
    this.uidNext = firstUid;
    for (let i = 0; i < count; i++) this.deliver();
  }

  get uids(): number[] { return [...this.#messages.keys()].sort((a, b) => a - b); }
  flagsOf(uid: number): string[] { return this.#messages.get(uid)!.flags; }

  deliver(flags: string[] = []): number {
    const uid = this.uidNext++;
    this.#messages.set(uid, { uid, flags, modseq: ++this.#modseq, size: 10 + (uid % 90) });
    return uid;
  }

  /** Shown only now, under a UID below the newest: a window of the server that became wider, a repaired index. */
  surface(uid: number): void {
    this.#messages.set(uid, { uid, flags: [], modseq: ++this.#modseq, size: 10 + (uid % 90) });
  }

  flag(uid: number, flags: string[]): void {
    Object.assign(this.#messages.get(uid)!, { flags, modseq: ++this.#modseq });
  }

  expunge(uid: number): void {
    this.#messages.delete(uid);
    this.#expunged.push({ uid, modseq: ++this.#modseq });
  }

  /** The same messages under other numbers. */
  renumber(uidValidity: number, firstUid: number): void {
    const kept = [...this.#messages.values()];
    this.#messages.clear();
    this.uidValidity = uidValidity;
    this.uidNext = firstUid;
    for (const { flags } of kept) this.deliver(flags);
  }

  session(...offered: string[]): Session {
    const counts = { select: 0, search: 0 };
    const state = (): SelectedMailbox => ({
      wireName: 'INBOX', exists: this.#messages.size, uidValidity: this.uidValidity, uidNext: this.uidNext,
      highestModseq: offered.includes('CONDSTORE') ? String(this.#modseq) : '0', permanentFlags: [], readOnly: false,
    });
    const parts: Pick<Session, 'capabilities' | 'enabled' | 'select' | 'uidSearch' | 'uidFetch'> = {
      capabilities: capabilities(offered),
      enabled: new Set(offered),
      select: async (_name, options = {}) => {
        this.asked.push(options.known ? 'SELECT QRESYNC' : 'SELECT');
        const { known } = options;
        if (known?.uidValidity === this.uidValidity) {
          const gone = uidSet(this.#expunged.filter(({ modseq }) => modseq > Number(known.modseq)).map(({ uid }) => uid));
          const told = this.lies.vanished ? this.lies.vanished(gone) : gone;
          if (told.length) options.onVanished?.(told);
          for (const row of this.#rows([[1, 0xffff_ffff]], known.modseq)) await options.onRow?.(row);
        }
        const truth = state();
        return this.lies.select?.(truth, counts.select++) ?? truth;
      },
      uidSearch: async (key) => {
        this.asked.push('SEARCH');
        const truth = 'uid' in key ? this.uids.filter((uid) => uidSetHas(key.uid, uid)) : this.uids;
        return this.lies.search?.(truth, counts.search++) ?? truth;
      },
      uidFetch: async (set, items, { changedSince }, onMessage) => {
        this.asked.push(`FETCH ${items.size ? 'summaries' : 'flags'}${changedSince === undefined ? '' : ' since'}`);
        for (const row of this.#rows(set, changedSince)) await onMessage(items.size ? row : { sequence: row.sequence, uid: row.uid, ...(row.flags ? { flags: row.flags } : {}) });
      },
    };
    return parts as Session;
  }

  #rows(set: UidSet, changedSince?: string): FetchedMessage[] {
    const rows = this.uids.filter((uid) => uidSetHas(set, uid)).map((uid) => this.#messages.get(uid)!)
      .filter(({ modseq }) => changedSince === undefined || modseq > Number(changedSince))
      .map(({ uid, flags, size }, index): FetchedMessage => ({ sequence: index + 1, uid, flags, size, internalDate: 1_000 * (uid % 1_000_000) }));
    return this.lies.rows?.(rows, changedSince) ?? rows;
  }
}
