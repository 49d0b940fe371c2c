/** What a list asks of a row: whether it is in it, and the key that gives it its place. */
import { FLAG } from '../../../shared/model/flags.ts';
import type { ListQuestion } from '../protocol/list.ts';
import { isFlagged, isShown, isUnread, positionOf, uint32 } from './flag-page.ts';
import type { Judge } from './judged-index.ts';
import type { Fact, FactBook, PageFacts } from './row-facts.ts';
import type { FlagPage } from './schema.ts';

/** Flags that can decide about a row. */
export const DECISIVE = FLAG.seen | FLAG.flagged;
/** Rows without a key, and those of which nothing is known. */
const LAST = 0xffff_ffff;

const FACT: Readonly<Partial<Record<ListQuestion['sort']['by'], Fact>>> = { from: 'from', subject: 'subject', size: 'sizes' };

/** Which summaries' columns it takes. */
export function neededFacts({ sort, filter }: ListQuestion): Fact[] {
  const fact = FACT[sort.by];
  return [...(fact ? [fact] : []), ...(filter.attachments ? ['attached' as const] : []), ...(filter.contacts ? ['senders' as const] : [])];
}

export const hasFact = ({ by }: ListQuestion['sort']): boolean => FACT[by] !== undefined;

/** Whether a change of flags alone can make it another list. */
export const dependsOnFlags = ({ only, sort, filter }: ListQuestion): boolean => only !== undefined || filter.unread || filter.flagged || sort.by === 'unread' || sort.by === 'flagged';

export class ListJudge {
  readonly #question: ListQuestion;
  readonly #people: Uint32Array;

  /** `sorted`: by what was asked; otherwise by date alone. */
  constructor(question: ListQuestion, sorted: boolean) {
    this.#question = sorted ? question : { ...question, sort: { by: 'date', descending: true } };
    this.#people = question.people ? uint32(question.people) : new Uint32Array();
  }

  /** In the view at all. */
  holds(bits: number): boolean {
    const { only } = this.#question;
    return isShown(bits) && (only !== 'unread' || isUnread(bits)) && (only !== 'flagged' || isFlagged(bits));
  }

  passesFlags(bits: number): boolean {
    const { filter } = this.#question;
    return this.holds(bits) && (!filter.unread || isUnread(bits)) && (!filter.flagged || isFlagged(bits));
  }

  passesFacts(attached: number, sender: number): boolean {
    const { filter } = this.#question;
    return (!filter.attachments || attached === 1) && (!filter.contacts || positionOf(this.#people, sender) >= 0);
  }

  /** `value`: size, or place of the word. */
  key(bits: number, value: number): number {
    const { by, descending } = this.#question.sort;
    switch (by) {
      case 'date': return 0;
      case 'unread': return isUnread(bits) === descending ? 0 : 1;
      case 'flagged': return isFlagged(bits) === descending ? 0 : 1;
      default: return descending ? LAST - 1 - Math.min(value, LAST - 1) : Math.min(value, LAST - 1);
    }
  }

  /** The row of a page with these bits: its key, -1 if it is left out. */
  row(book: FactBook, facts: PageFacts | undefined, uid: number, bits: number, from = 0): number {
    if (!this.passesFlags(bits)) return -1;
    const { filter, sort } = this.#question;
    const fact = FACT[sort.by];
    if (!fact && !filter.attachments && !filter.contacts) return this.key(bits, 0);
    const at = facts ? (facts.uids[from] === uid ? from : positionOf(facts.uids, uid)) : -1;
    if (!this.passesFacts(facts?.attached?.[at] ?? 0, facts?.senders?.[at] ?? 0)) return -1;
    if (!fact) return this.key(bits, 0);
    const value = facts?.[fact]?.[at];
    if (value === undefined) return LAST;
    return this.key(bits, fact === 'sizes' ? value : book.words(fact as 'from' | 'subject').rank(value));
  }

  /** The key of a row by what its summary says; those of which nothing is known come last. */
  place(book: FactBook, facts: PageFacts | undefined, uid: number): number {
    const fact = FACT[this.#question.sort.by];
    const value = fact && facts?.[fact]?.[positionOf(facts.uids, uid)];
    if (value === undefined) return LAST;
    return this.key(0, fact === 'sizes' ? value : book.words(fact as 'from' | 'subject').rank(value));
  }

  judge(book: FactBook, factsOf: (source: number, page: FlagPage) => PageFacts | undefined): Judge {
    const { only, filter, sort } = this.#question;
    const [unread, flagged] = [only === 'unread' || filter.unread, only === 'flagged' || filter.flagged];
    const isByFlags = sort.by === 'unread' || sort.by === 'flagged';
    return {
      mask: FLAG.hidden | (unread ? FLAG.seen : 0) | (flagged ? FLAG.flagged : 0),
      value: flagged ? FLAG.flagged : 0,
      page: neededFacts(this.#question).length === 0 && !isByFlags ? null : (source, page) => {
        const facts = factsOf(source, page);
        // Rows of a page nearly always stand where its facts do.
        return (i) => this.row(book, facts, page.uids[i] as number, page.bits[i] as number, i);
      },
    };
  }
}
