/** RETURN of SEARCH and SORT (RFC 4731 3.1, RFC 5182 2.1, RFC 5267 4.2, RFC 6203 4, RFC 9394 3.1): what is asked for, what that needs, how it is written. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { CommandWriter } from '../wire/encoder.ts';

/** RETURN (…). */
export interface SearchReturn {
  min?: boolean;
  max?: boolean;
  count?: boolean;
  all?: boolean;
  /** Keeps the result as `$` (RFC 5182). */
  save?: boolean;
  /** From and to, counted from 1, or from -1 for the last (RFC 9394; RFC 5267 has only the first kind). */
  partial?: readonly [number, number];
  /** Scores of a fuzzy search (RFC 6203 4). */
  relevancy?: boolean;
  /** Keeps telling what is added and removed, as news with this command's tag (RFC 5267 4.3). */
  update?: boolean;
  /** Tells the server that more like it will follow (RFC 5267 4.2). */
  context?: boolean;
}

/** Capability atoms that must all be offered. */
export function returnNeeds(returns: SearchReturn, command: 'SEARCH' | 'SORT'): string[] {
  const names = [command === 'SEARCH' ? 'ESEARCH' : 'ESORT'];
  if (returns.save === true) names.push('SEARCHRES');
  if (returns.relevancy === true) names.push('SEARCH=FUZZY');
  if (returns.update === true || returns.context === true) names.push(`CONTEXT=${command}`);
  return names;
}

/** For `needs`: PARTIAL is in two extensions, one of which cannot count from the end. */
export function partialNeeds({ partial }: SearchReturn, command: 'SEARCH' | 'SORT'): { needs?: readonly string[] } {
  if (partial === undefined) return {};
  return { needs: partial[0] > 0 ? ['PARTIAL', `CONTEXT=${command}`] : ['PARTIAL'] };
}

/** `RETURN (…) `. Throws 'invalid-input'. */
export function writeReturn(writer: CommandWriter, returns: SearchReturn): void {
  const words = (['min', 'max', 'count', 'all', 'save', 'relevancy', 'update', 'context'] as const).filter((name) => returns[name] === true).map((name) => name.toUpperCase());
  writer.word(`RETURN (${words.join(' ')}`);
  if (returns.partial !== undefined) writer.word(`${words.length > 0 ? ' ' : ''}PARTIAL ${partialRange(returns.partial)}`);
  writer.word(') ');
}

/** `1:500` or `-1:-100`. */
export function partialRange([first, last]: readonly [number, number]): string {
  const fits = (value: number): boolean => Number.isInteger(value) && value !== 0 && Math.abs(value) <= 0xffff_ffff;
  if (!fits(first) || !fits(last) || first > 0 !== last > 0) throw fail('invalid-input', say('engine-imap.notAResultPart'));
  return `${first}:${last}`;
}

/** Things asked for that are answered with data. */
export const answersAsked = (returns: SearchReturn): number => [returns.min, returns.max, returns.count, returns.all, returns.relevancy].filter((asked) => asked === true).length + (returns.partial === undefined ? 0 : 1);
