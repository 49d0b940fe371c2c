/** Sequence sets and UID sets (RFC 3501 9, sequence-set) resolved against a selected mailbox. */
import type { StoredMessage } from '../store/message.ts';
import { SyntaxMistake } from './command-cursor.ts';

/** Ranges in order of appearance, low to high; `*` becomes `largest`. */
export function readRanges(text: string, largest: number): [number, number][] {
  return text.split(',').map((item) => {
    const match = /^(\d{1,10}|\*)(?::(\d{1,10}|\*))?$/.exec(item);
    if (!match) throw new SyntaxMistake('Bad message set');
    const [from, to] = [match[1] ?? '', match[2] ?? match[1] ?? ''].map((end) => (end === '*' ? largest : Number(end))) as [number, number];
    if ((from === 0 || to === 0) && !item.includes('*')) throw new SyntaxMistake('Message numbers begin at 1');
    return from <= to ? [from, to] : [to, from];
  });
}

export interface Numbered {
  sequence: number;
  message: StoredMessage;
}

/** The messages a set names, in mailbox order, each once. Sequence numbers beyond the mailbox are a mistake; unknown UIDs are not. */
export function resolveSet(text: string, messages: readonly StoredMessage[], byUid: boolean): Numbered[] {
  const largest = byUid ? (messages.at(-1)?.uid ?? 0) : messages.length;
  const ranges = readRanges(text, largest);
  const chosen = new Uint8Array(messages.length);
  for (const [from, to] of ranges) {
    if (!byUid && to > largest) throw new SyntaxMistake('Invalid message sequence number');
    const first = byUid ? lowerBound(messages, from) : Math.max(0, from - 1);
    const end = byUid ? lowerBound(messages, to + 1) : to;
    chosen.fill(1, first, end);
  }
  const result: Numbered[] = [];
  messages.forEach((message, index) => {
    if (chosen[index]) result.push({ sequence: index + 1, message });
  });
  return result;
}

/** Index of the first message whose UID is at least `uid`. */
export function lowerBound(messages: readonly StoredMessage[], uid: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.uid ?? 0) < uid) low = middle + 1;
    else high = middle;
  }
  return low;
}
