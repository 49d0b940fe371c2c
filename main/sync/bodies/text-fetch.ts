/** Brings planned texts of one folder into the mirror: several commands on the wire, as large as the line is fast, no faster than the mirror takes them. */
import { isFailure } from '../../../shared/failure.ts';
import type { Session } from '../../imap/session.ts';
import { uidSet } from '../../imap/uid-set.ts';
import type { MirrorClient } from '../../mirror/client.ts';
import type { FolderRecord } from '../../mirror/protocol/records.ts';
import type { Clock } from '../../ports.ts';
import { fetchWhole } from '../open-body.ts';
import { makePack, PackBuilder, release, type Bundle } from './pack-builder.ts';
import type { TextGroup, TextPlan, TextWish } from './plan-texts.ts';
import { storeSections, storeWalked, type Sections, type StoredPieces } from './stored-body.ts';

/** FETCH commands on the wire at once. */
const PIPELINED = 3;
/** Octets asked for in one command: what the line brings in about PACE_MS, so that whoever waits for the line waits no longer. */
const LEAST_OCTETS = 32 * 1024;
const MOST_OCTETS = 1024 * 1024;
const PACE_MS = 150;
/** Keeps the command line short enough for servers that end it at 8 kB. */
const MOST_MESSAGES = 500;
/** Octets on their way to the mirror before reading from the socket pauses. */
const MOST_IN_FLIGHT = 8 * 1024 * 1024;

export interface TextFetchOptions {
  session: Pick<Session, 'uidFetch'>;
  mirror: Pick<MirrorClient, 'apply'>;
  clock: Clock;
  folder: Pick<FolderRecord, 'id'>;
  uidValidity: number;
  /** Octets of a message that is fetched whole. */
  limit: number;
  mayGoOn(): boolean;
  /** False once texts have been cleared since it was planned: what still comes is not kept. */
  mayKeep(): boolean;
  /** Refused by the server, gone, or of no use: not asked for again in this run. */
  onGivenUp(uid: number): void;
}

export class TextFetch {
  readonly #options: TextFetchOptions;
  readonly #writes = new Set<Promise<unknown>>();
  readonly #running = new Set<Promise<void>>();
  readonly #odd: number[] = [];
  /** Shared by the commands: a pack need not end with one. */
  readonly #builder = new PackBuilder();
  /** Not in the mirror yet: a plan made meanwhile names them again. */
  readonly #under = new Set<number>();
  #inFlight = 0;
  #pace = 2 * LEAST_OCTETS;
  #failed: { error: unknown } | null = null;

  constructor(options: TextFetchOptions) {
    this.#options = options;
  }

  /** Resolves when the last of it is on the wire: what follows may be planned meanwhile. Rejects as `finish` does. */
  async run({ groups, whole }: TextPlan): Promise<void> {
    const { mayGoOn } = this.#options;
    for (const group of groups) {
      const wishes = group.wishes.filter(({ uid }) => !this.#under.has(uid));
      for (let at = 0; at < wishes.length && !this.#failed && mayGoOn();) {
        const slice = sliceOf(wishes, at, this.#pace);
        at += slice.length;
        for (const { uid } of slice) this.#under.add(uid);
        await this.#begin(this.#portion(group.sections, slice));
      }
    }
    const alone = whole.filter((uid) => !this.#under.has(uid));
    for (const uid of alone) this.#under.add(uid);
    for (const uid of [...this.#odd.splice(0), ...alone]) if (!this.#failed && mayGoOn()) await this.#begin(this.#whole(uid));
    if (this.#failed) await this.finish();
  }

  /** Resolves when all of it is in the mirror. Rejects with FailureError, 'storage' if the disk is full; what was kept before stays. */
  async finish(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
    for (const uid of this.#odd.splice(0)) if (!this.#failed && this.#options.mayGoOn()) await this.#begin(this.#whole(uid));
    await Promise.all(this.#running);
    void this.#send(this.#builder.flush());
    await Promise.all(this.#writes);
    if (this.#failed) throw this.#failed.error;
  }

  async #begin(work: Promise<void>): Promise<void> {
    const one: Promise<void> = work.catch((error: unknown) => { this.#failed ??= { error }; }).finally(() => this.#running.delete(one));
    this.#running.add(one);
    if (this.#running.size >= PIPELINED) await Promise.race(this.#running);
  }

  /** A server may refuse a whole FETCH for one message it cannot read; halving finds that one. */
  async #portion(sections: TextGroup['sections'], wishes: readonly TextWish[]): Promise<void> {
    try {
      await this.#fetch(sections, wishes);
    } catch (error) {
      if (!isFailure(error, 'server-no')) throw error;
      if (wishes.length === 1) return this.#options.onGivenUp(wishes[0]!.uid);
      const middle = wishes.length >>> 1;
      await this.#portion(sections, wishes.slice(0, middle));
      await this.#portion(sections, wishes.slice(middle));
    }
  }

  async #fetch(sections: TextGroup['sections'], wishes: readonly TextWish[]): Promise<void> {
    const { session, limit, clock, onGivenUp } = this.#options;
    const open = new Map(wishes.map((wish) => [wish.uid, wish]));
    const began = clock.now();
    let octets = 0;
    if (sections.length === 0) {
      for (const { uid } of wishes) await this.#keep(uid, storeSections(new Map()));
    } else {
      await session.uidFetch(uidSet(open.keys()), { sections }, { transient: true }, (message) => {
        if (this.#failed) throw this.#failed.error;
        const wish = message.sections ? open.get(message.uid) : undefined;
        if (!wish || !message.sections) return undefined;
        open.delete(message.uid);
        for (const content of message.sections.values()) octets += content?.length ?? 0;
        if (!isUsable(sections, message.sections, wish)) {
          if (wish.size <= limit) this.#odd.push(message.uid);
          else onGivenUp(message.uid);
          return undefined;
        }
        return this.#keep(message.uid, storeSections(message.sections));
      });
      // Left out of an answer that ends in OK: expunged meanwhile, or not to be had.
      for (const uid of open.keys()) onGivenUp(uid);
      const ms = Math.max(1, clock.now() - began);
      // Commands share the line: each is seen as slow as all of them.
      if (octets > this.#pace / 4) this.#pace = Math.min(MOST_OCTETS, Math.max(LEAST_OCTETS, Math.min(this.#pace * 2, (octets * PACE_MS) / ms)));
    }
  }

  async #whole(uid: number): Promise<void> {
    const { session, onGivenUp } = this.#options;
    try {
      await this.#keep(uid, storeWalked(await fetchWhole(session, uid)));
    } catch (error) {
      if (!isFailure(error, 'server-no', 'message-gone')) throw error;
      onGivenUp(uid);
    }
  }

  /** A promise if reading must pause. */
  #keep(uid: number, { head, pieces }: StoredPieces): undefined | Promise<void> {
    return this.#send(this.#builder.add(uid, head, pieces));
  }

  #send(bundle: Bundle | null): undefined | Promise<void> {
    if (!bundle) return undefined;
    const { mirror, folder, uidValidity, mayKeep } = this.#options;
    const { octets } = bundle;
    this.#inFlight += octets;
    const write: Promise<void> = makePack(folder.id, uidValidity, bundle).then((pack) => {
      const written = mayKeep() ? mirror.apply({ bodyPacks: [pack] }) : undefined;
      // A line copies what it is given.
      release(pack.content);
      return written;
    }).then(() => undefined, (error: unknown) => {
      this.#failed ??= { error };
    }).finally(() => {
      this.#inFlight -= octets;
      for (const { uid } of bundle.rows) this.#under.delete(uid);
      this.#writes.delete(write);
    });
    this.#writes.add(write);
    return this.#inFlight > MOST_IN_FLIGHT ? write : undefined;
  }
}

function sliceOf(wishes: readonly TextWish[], from: number, pace: number): readonly TextWish[] {
  let octets = 0;
  let to = from;
  while (to < wishes.length && to - from < MOST_MESSAGES && (to === from || octets + wishes[to]!.octets <= pace)) octets += wishes[to++]!.octets;
  return wishes.slice(from, to);
}

/** All that was asked for came, and some of it is more than blanks: else the structure misses what is there, and the whole message tells. */
function isUsable(asked: TextGroup['sections'], came: Sections, { attached }: TextWish): boolean {
  let visible = attached;
  for (const { section } of asked) {
    const content = came.get(section.toUpperCase());
    if (!content) return false;
    visible ||= isVisible(content);
  }
  return visible;
}

function isVisible(content: Buffer): boolean {
  for (let i = 0; i < content.length; i++) if (content[i]! > 0x20) return true;
  return false;
}
