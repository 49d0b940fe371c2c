/** A SEARCH program (RFC 3501 6.4.4) read from the wire into a test of one message. */
import { bodyForSearch, fold, headerForSearch } from '../mime/message-text.ts';
import { fieldValue } from '../mime/header.ts';
import { structureOf } from '../store/message.ts';
import { SyntaxMistake, type CommandCursor } from './command-cursor.ts';
import { monthIndex } from './encode.ts';
import { resolveSet, type Numbered } from './number-set.ts';
import type { View } from './view.ts';

export type SearchTest = (candidate: Numbered) => boolean;

const MAX_DEPTH = 50;

export interface SearchProgram {
  test: SearchTest;
  usesModseq: boolean;
}

/** Keys up to the end of the command, all of which must hold. */
export function readSearchProgram(args: CommandCursor, view: View, modseqOffered: boolean): SearchProgram {
  const reader = new KeyReader(args, view, modseqOffered);
  const test = reader.conjunction(0);
  args.end();
  return { test, usesModseq: reader.usesModseq };
}

const FLAGS: Readonly<Record<string, [flag: string, present: boolean]>> = {
  ANSWERED: ['\\Answered', true], DELETED: ['\\Deleted', true], DRAFT: ['\\Draft', true], FLAGGED: ['\\Flagged', true], SEEN: ['\\Seen', true],
  UNANSWERED: ['\\Answered', false], UNDELETED: ['\\Deleted', false], UNDRAFT: ['\\Draft', false], UNFLAGGED: ['\\Flagged', false], UNSEEN: ['\\Seen', false],
};
const DAY = 86_400_000;

class KeyReader {
  usesModseq = false;
  readonly #args: CommandCursor;
  readonly #view: View;
  readonly #modseqOffered: boolean;

  constructor(args: CommandCursor, view: View, modseqOffered: boolean) {
    this.#args = args;
    this.#view = view;
    this.#modseqOffered = modseqOffered;
  }

  conjunction(depth: number): SearchTest {
    const tests: SearchTest[] = [];
    do tests.push(this.#key(depth));
    while (this.#args.accept(' '));
    return (candidate) => tests.every((test) => test(candidate));
  }

  #key(depth: number): SearchTest {
    if (depth > MAX_DEPTH) throw new SyntaxMistake('Search keys are nested too deeply');
    const args = this.#args;
    if (args.accept('(')) {
      const test = this.conjunction(depth + 1);
      args.expect(')');
      return test;
    }
    if (/[0-9*]/.test(args.peek())) return this.#inSet(args.set(), false);
    const name = args.keyword().toUpperCase();
    const flag = FLAGS[name];
    if (flag) return ({ message }) => message.flags.has(flag[0]) === flag[1];
    switch (name) {
      case 'ALL': return () => true;
      case 'NEW': return ({ message }) => this.#view.recent.has(message) && !message.flags.has('\\Seen');
      case 'OLD': return ({ message }) => !this.#view.recent.has(message);
      case 'RECENT': return ({ message }) => this.#view.recent.has(message);
      case 'KEYWORD': return this.#keyword(true);
      case 'UNKEYWORD': return this.#keyword(false);
      case 'UID':
        args.space();
        return this.#inSet(args.set(), true);
      case 'LARGER':
      case 'SMALLER': {
        args.space();
        const size = args.number();
        return ({ message }) => (name === 'LARGER' ? message.raw.length > size : message.raw.length < size);
      }
      case 'BEFORE': case 'ON': case 'SINCE': return this.#date(name, ({ message }) => message.internalDate.getTime());
      case 'SENTBEFORE': case 'SENTON': case 'SENTSINCE': return this.#date(name.slice(4), sentDay);
      case 'FROM': case 'TO': case 'CC': case 'BCC': case 'SUBJECT': return this.#header(name);
      case 'HEADER':
        args.space();
        return this.#header(args.astring().toString('latin1'));
      case 'BODY': {
        const text = this.#text();
        return ({ message }) => bodyForSearch(message).includes(text);
      }
      case 'TEXT': {
        const text = this.#text();
        return ({ message }) => headerForSearch(message, null).some((line) => line.includes(text)) || bodyForSearch(message).includes(text);
      }
      case 'NOT': {
        args.space();
        const test = this.#key(depth + 1);
        return (candidate) => !test(candidate);
      }
      case 'OR': {
        args.space();
        const left = this.#key(depth + 1);
        args.space();
        const right = this.#key(depth + 1);
        return (candidate) => left(candidate) || right(candidate);
      }
      case 'MODSEQ': return this.#modseq();
      default: throw new SyntaxMistake(`Unknown search key ${name}`);
    }
  }

  #inSet(set: string, byUid: boolean): SearchTest {
    const chosen = new Set(resolveSet(set, this.#view.messages, byUid).map(({ message }) => message));
    return ({ message }) => chosen.has(message);
  }

  #keyword(present: boolean): SearchTest {
    this.#args.space();
    const wanted = this.#args.flag().toLowerCase();
    return ({ message }) => [...message.flags].some((flag) => flag.toLowerCase() === wanted) === present;
  }

  #date(relation: string, of: SearchTest extends (candidate: infer C) => boolean ? (candidate: C) => number : never): SearchTest {
    this.#args.space();
    const day = this.#args.date();
    return (candidate) => {
      const at = of(candidate);
      if (Number.isNaN(at)) return false;
      if (relation === 'BEFORE') return at < day;
      return relation === 'SINCE' ? at >= day : at >= day && at < day + DAY;
    };
  }

  #header(field: string): SearchTest {
    const text = this.#text();
    return ({ message }) => headerForSearch(message, field).some((value) => value.includes(text));
  }

  #text(): string {
    this.#args.space();
    return fold(this.#args.astring().toString('utf8'));
  }

  #modseq(): SearchTest {
    if (!this.#modseqOffered) throw new SyntaxMistake('Unknown search key MODSEQ');
    this.#args.space();
    if (this.#args.peek() === '"') {
      this.#args.octetString();
      this.#args.space();
      this.#args.keyword();
      this.#args.space();
    }
    const least = this.#args.modseq();
    this.usesModseq = true;
    return ({ message }) => message.modseq >= least;
  }
}

/** Day of the Date field as written, whatever its zone (RFC 3501 6.4.4, SENTON). */
function sentDay({ message }: Numbered): number {
  const match = /(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})/.exec(fieldValue(structureOf(message).fields, 'Date') ?? '');
  const month = monthIndex(match?.[2] ?? '');
  return match && month >= 0 ? Date.UTC(Number(match[3]), month, Number(match[1])) : Number.NaN;
}
