/** Keeps one letter in the journal while it is written: soon after each change, at once when it is left, again and again while that fails. */
import type { Failure, Result } from '../../../shared/failure.ts';
import { draftId as asDraftId, type DraftId } from '../../../shared/ids.ts';
import type { CommandInput, CommandOutput } from '../../../shared/ipc/contract.ts';
import type { DraftLetter } from '../../../shared/model/draft.ts';

export type SaveDraft = CommandInput<'drafts.save'>;
/** What is told of a letter to send it. */
export type Claim = Pick<SaveDraft, 'id' | 'writer' | 'base'>;
type SaveAnswer = CommandOutput<'drafts.save'>;

/**
 * `elsewhere`: another composer has saved it since. `gone`: it was sent or discarded by another one. In both nothing is saved until `fork`.
 * `sent`: by this one; whoever has it open is done with it.
 */
export type SaveState =
  | { readonly kind: 'untouched' | 'unsaved' | 'elsewhere' | 'sent' }
  | { readonly kind: 'saved'; readonly at: number }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'gone'; readonly sent: boolean };

export interface AutosaveOptions {
  readonly id: DraftId;
  /** The revision it was opened at; 0 for a new one. */
  readonly base: number;
  /** As it was saved; null for a new one. */
  readonly saved: DraftLetter | null;
  /** Milliseconds since 1970. */
  readonly savedAt: number | null;
  readonly save: (input: SaveDraft) => Promise<Result<SaveAnswer>>;
  readonly discard: (id: DraftId) => Promise<Result<unknown>>;
  /** Where a letter lies that the journal does not have yet, for each composer one. `maySent`: a send of just this may have worked. */
  readonly net: { keep(input: SaveDraft, maySent: boolean): void; drop(writer: string): void };
  readonly after: (ms: number, run: () => void) => () => void;
  readonly random: () => string;
}

/** A pause in typing; a longer one for longer letters, which are written whole. */
const pauseFor = (letter: DraftLetter): number => 800 + letter.text.length / 500;
/** Asked at every key: texts are long. */
export const isSame = (a: DraftLetter, b: DraftLetter): boolean =>
  a.text === b.text && a.subject === b.subject && a.to === b.to && a.cc === b.cc && a.bcc === b.bcc && a.accountId === b.accountId && a.replaces === b.replaces;
/** So long at most while somebody types without a pause. */
const LONGEST_PAUSES = 4;
const RETRY = 2_000;
const LONGEST_RETRY = 30_000;

export class Autosave {
  readonly #options: AutosaveOptions;
  readonly #writer: string;
  readonly #listeners = new Set<() => void>();
  #id: DraftId;
  #base: number;
  #state: SaveState;
  #letter: DraftLetter | null;
  /** As the journal has it, if it is this composer's. */
  #kept: DraftLetter | null;
  #open = true;
  /** Counts what there was to save, and what of it is saved. */
  #wanted = 0;
  #saved = 0;
  #known: boolean;
  #running: Promise<void> | null = null;
  #cancel: (() => void) | null = null;
  #pauses = 0;
  #retry = RETRY;
  #users = 0;
  #stopped = false;
  /** A send under way. */
  #hold: Promise<Result<unknown>> | null = null;
  #discarding: Promise<Result<DraftId | null>> | null = null;
  /** What went into a send whose answer did not come: that may have worked. */
  #maySent: DraftLetter | null = null;

  constructor(options: AutosaveOptions) {
    this.#options = options;
    this.#id = options.id;
    this.#base = options.base;
    this.#letter = options.saved;
    this.#kept = options.saved;
    this.#known = options.saved !== null;
    this.#writer = options.random();
    this.#state = options.savedAt === null ? { kind: 'untouched' } : { kind: 'saved', at: options.savedAt };
  }

  readonly get = (): SaveState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get id(): DraftId { return this.#id; }
  /** The newest, saved or not. */
  get letter(): DraftLetter | null { return this.#letter; }
  get isSaved(): boolean { return this.#saved === this.#wanted; }

  get isStopped(): boolean { return this.#stopped; }
  /** Under way, or gone: what is typed now would not go along. Told to those who listen, as the state is. */
  readonly isSending = (): boolean => this.#hold !== null || this.#state.kind === 'sent';
  get isDiscarding(): boolean { return this.#discarding !== null; }
  get isUsed(): boolean { return this.#users > 0; }

  /** It is in a composer, until the answered function is called. */
  use(): () => void {
    this.#users++;
    this.#open = true;
    return () => { this.#users--; };
  }

  change(letter: DraftLetter): void {
    if (this.#stopped || (this.#letter && isSame(letter, this.#letter))) return;
    this.#letter = letter;
    this.#want();
    if (this.#state.kind !== 'failed' && !this.#isEnded) this.#become({ kind: 'unsaved' });
    this.#pauses++;
    if (this.#pauses <= LONGEST_PAUSES || this.#cancel === null) this.#schedule(pauseFor(letter));
  }

  /** Saves now what is not saved yet; resolves when that has worked or not. */
  async flush(): Promise<SaveState> {
    if (this.#isEnded) this.#lay();
    while (!this.isSaved && !this.#isEnded && !this.#stopped) {
      this.#unschedule();
      await (this.#running ??= this.#run());
      if (this.#state.kind === 'failed') break;
    }
    return this.#state;
  }

  /** The window may go any moment: what is not in the journal is put where the next one finds it. */
  keep(): void {
    if (this.isSaved) return;
    this.#lay();
    void this.flush();
  }

  /** Put aside: saved as such, or taken away if there is nothing in it worth keeping. Answers true if it is kept or still being tried. */
  async close(isWorthKeeping: boolean): Promise<boolean> {
    if (this.#discarding) await this.#discarding;
    if (this.#stopped || !this.#letter || (this.#wanted === 0 && !this.#known)) return false;
    if (!isWorthKeeping) {
      await this.discard();
      return false;
    }
    this.#open = false;
    if (!this.#isEnded) this.#want();
    await this.#settle();
    // Sent meanwhile.
    if (this.#stopped) return false;
    if (!this.#isEnded) return true;
    // What the other composer did with it stands, and there was nothing else in this one.
    this.stop();
    return false;
  }

  /** Saved with its last change and then taken away, so that all of it can be brought back. Answers what can be brought back, null for nothing. */
  discard(): Promise<Result<DraftId | null>> {
    return (this.#discarding ??= this.#takeAway().finally(() => { this.#discarding = null; }));
  }

  async #takeAway(): Promise<Result<DraftId | null>> {
    if (this.#hold) await this.#hold;
    if (this.#stopped) return { ok: true, value: null };
    if (this.#wanted > 0) await this.#settle();
    // What another composer has saved meanwhile was not seen here.
    const isOwn = this.#known && !this.#isEnded;
    if (isOwn) {
      const answer = await this.#options.discard(this.#id);
      if (!answer.ok) return answer;
    }
    this.stop();
    return { ok: true, value: isOwn ? this.#id : null };
  }

  /** Goes on as a letter of its own; what the other composer saved stays as it is. */
  fork(): DraftId {
    this.#id = asDraftId(this.#options.random());
    this.#base = 0;
    this.#known = false;
    this.#kept = null;
    this.#maySent = null;
    this.#want();
    this.#become({ kind: 'unsaved' });
    this.#lay();
    void this.flush();
    return this.#id;
  }

  /** Nothing is saved while `run` is on its way, and nothing any more once it has worked. If its answer is lost, the next save finds out. Asked for once more meanwhile it is the same send, unless that is refused. */
  async send<T>(run: (claim: Claim) => Promise<Result<T>>): Promise<Result<T>> {
    while (this.#hold) {
      const before = await this.#hold as Result<T>;
      if (before.ok) return before;
    }
    if (this.#discarding) await this.#discarding;
    const sending = (async () => {
      await this.#running;
      const answer = await run({ id: this.#id, writer: this.#writer, base: this.#base });
      if (answer.ok) {
        this.stop();
        this.#become({ kind: 'sent' });
      }
      // Tried again with other words, the first may be the one that went.
      else if (answer.failure.code === 'connection-lost') this.#maySent ??= this.#letter;
      return answer;
    })();
    this.#hold = sending;
    this.#tell();
    const answer = await sending;
    if (this.#hold === sending) this.#hold = null;
    if (!answer.ok) this.#tell();
    if (this.#maySent && !answer.ok) {
      this.#want();
      this.#schedule(RETRY);
    }
    return answer;
  }

  /** Sent or discarded: nothing is saved any more. */
  stop(): void {
    this.#stopped = true;
    this.#unschedule();
    this.#options.net.drop(this.#writer);
  }

  get #isEnded(): boolean { return this.#state.kind === 'elsewhere' || this.#state.kind === 'gone'; }

  get #hasNews(): boolean { return this.#letter !== null && !(this.#kept && isSame(this.#letter, this.#kept)); }

  #want(): void {
    this.#wanted++;
  }

  /** Where the next window finds it. */
  #lay(): void {
    if (this.#stopped || !this.#letter || !this.#hasNews) return;
    const sent = this.#maySent ?? (this.#hold && this.#letter);
    this.#options.net.keep(this.#input(this.#letter), sent !== null && isSame(this.#letter, sent));
  }

  /** Saved; where another composer came first, as a letter of its own, if there is anything in it that is not saved. */
  async #settle(): Promise<void> {
    if (!this.#isEnded) await this.flush();
    if (!this.#isEnded || !this.#hasNews) return;
    this.fork();
    await this.flush();
  }

  #input = (letter: DraftLetter): SaveDraft => ({ id: this.#id, writer: this.#writer, base: this.#base, open: this.#open, letter });

  async #run(): Promise<void> {
    // Without a pause where there is nothing to wait for: the window may be going.
    if (this.#hold) await this.#hold;
    if (this.#stopped) {
      this.#running = null;
      return;
    }
    const serial = this.#wanted;
    this.#pauses = 0;
    const letter = this.#letter!;
    const answer = await this.#options.save(this.#input(letter));
    this.#running = null;
    if (this.#stopped) return;
    if (!answer.ok) {
      this.#lay();
      this.#become({ kind: 'failed', failure: answer.failure });
      this.#schedule(this.#retry);
      this.#retry = Math.min(this.#retry * 2, LONGEST_RETRY);
      return;
    }
    const { value } = answer;
    if (value.state === 'gone' && value.sent && this.#maySent && isSame(this.#letter!, this.#maySent)) {
      this.stop();
      this.#become({ kind: 'sent' });
      return;
    }
    if (value.state !== 'saved') {
      this.#lay();
      this.#become(value.state === 'gone' ? { kind: 'gone', sent: value.sent } : { kind: 'elsewhere' });
      return;
    }
    this.#known = true;
    this.#kept = letter;
    this.#retry = RETRY;
    this.#saved = serial;
    if (this.isSaved) {
      this.#options.net.drop(this.#writer);
      this.#become({ kind: 'saved', at: value.at });
    } else {
      this.#become({ kind: 'unsaved' });
      if (this.#cancel === null) this.#schedule(pauseFor(this.#letter!));
    }
  }

  #schedule(ms: number): void {
    this.#unschedule();
    this.#cancel = this.#options.after(ms, () => {
      this.#cancel = null;
      void this.flush();
    });
  }

  #unschedule(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #become(state: SaveState): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
