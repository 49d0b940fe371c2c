/** Letters that are being written: each save is in the journal before it is answered, and nothing is overwritten unseen. */
import { fail } from '../../shared/failure.ts';
import type { DraftId } from '../../shared/ids.ts';
import type { CommandInput, CommandOutput } from '../../shared/ipc/contract.ts';
import { say } from '../../shared/locales/say.ts';
import type { Draft } from '../../shared/model/draft.ts';
import { createEmitter, type Emitter } from '../emitter.ts';
import type { LetterBook } from '../outbox/letter-book.ts';
import type { Clock } from '../ports.ts';

export type SaveDraft = CommandInput<'drafts.save'>;
export type SaveAnswer = CommandOutput<'drafts.save'>;
/** What a composer knows of its letter. */
export type Claim = Pick<SaveDraft, 'id' | 'writer' | 'base'>;

const NO_LONGER = say('engine-outbox.noLongerDraft');

export class Drafts {
  readonly changed: Emitter<void> = createEmitter<void>();
  readonly #book: LetterBook;
  readonly #clock: Pick<Clock, 'now'>;
  /** One thing at a time: between looking and writing nobody else writes. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(book: LetterBook, clock: Pick<Clock, 'now'>) {
    this.#book = book;
    this.#clock = clock;
  }

  /** The one changed last first. */
  all(): Draft[] {
    const written = [...this.#book.drafts.values()].flatMap((entry) => (entry.state === 'written' ? [entry.draft] : []));
    return written.sort((a, b) => b.changedAt - a.changedAt);
  }

  /** Throws FailureError 'not-found'. */
  read(id: DraftId): Draft {
    const entry = this.#book.drafts.get(id);
    if (entry?.state !== 'written') throw fail('not-found', NO_LONGER);
    return entry.draft;
  }

  /** Rejects with FailureError 'storage': nothing has changed then. */
  save({ id, writer, base, open, letter }: SaveDraft): Promise<SaveAnswer> {
    return this.#next(async () => {
      const entry = this.#book.drafts.get(id);
      if (entry && entry.state !== 'written') return { state: 'gone', sent: entry.state === 'sent' };
      const old = entry?.draft;
      if (old && !isSeen(old, { writer, base })) return { state: 'elsewhere' };
      if (old && old.open === open && old.writer === writer && JSON.stringify(old.letter) === JSON.stringify(letter)) return { state: 'saved', revision: old.revision, at: old.changedAt };
      const at = this.#clock.now();
      const draft: Draft = { id, letter, revision: Math.max(old?.revision ?? 0, base) + 1, writer, open, createdAt: old?.createdAt ?? at, changedAt: at };
      await this.#book.append({ t: 'draft', draft });
      this.changed.emit();
      return { state: 'saved', revision: draft.revision, at };
    });
  }

  /** Hands a letter over to be sent, unless another composer has saved it since. `queue` appends the one record that ends the draft. */
  send<T>(claim: Claim, queue: () => Promise<T>): Promise<T> {
    return this.#next(async () => {
      const entry = this.#book.drafts.get(claim.id);
      if (entry?.state === 'written' && !isSeen(entry.draft, claim)) throw fail('invalid-input', say('engine-outbox.changedElsewhere'));
      if (entry?.state === 'discarded') throw fail('not-found', say('engine-outbox.discardedElsewhere'));
      const sent = await queue();
      this.changed.emit();
      return sent;
    });
  }

  /** One that was never saved is discarded already. */
  discard(id: DraftId): Promise<void> {
    return this.#next(async () => {
      if (this.#book.drafts.get(id)?.state !== 'written') return;
      await this.#book.append({ t: 'draft-discarded', id, at: this.#clock.now() });
      this.changed.emit();
    });
  }

  restore(id: DraftId): Promise<void> {
    return this.#next(async () => {
      const state = this.#book.drafts.get(id)?.state;
      if (state === 'written') return;
      if (state !== 'discarded') throw fail('not-found', NO_LONGER);
      await this.#book.append({ t: 'draft-restored', id });
      this.changed.emit();
    });
  }

  #next<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(run);
    this.#turn = result.catch(() => undefined); // its own caller's
    return result;
  }
}

/** A composer goes on with what it saved itself, even if it never heard that this worked. */
const isSeen = (draft: Draft, { writer, base }: Pick<Claim, 'writer' | 'base'>): boolean => draft.writer === writer || draft.revision === base;
