/** An answer that was begun is asked for as a reply, or as a reply to all: nobody whom that means is left out unsaid, and nothing that was written is lost. Pure. */
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import type { Letter } from './letter.ts';
import { settled } from './letter.ts';
import { chipOf, type Chip } from './recipients.ts';

export type ReplyKind = 'reply' | 'replyAll';
export type KindRecipients = CommandOutput<'compose.recipients'>;

/** `people`: null where nobody can say, because the message is gone. */
export interface Asked { readonly kind: ReplyKind; readonly people: KindRecipients | null }

/**
 * `kept`: it goes to whom it should, and perhaps to others whom the writer added. `changed`: it went to just those of the other kind.
 * `offered`: the writer has changed whom it goes to, so that it is theirs to say.
 */
export type Outcome = 'kept' | 'changed' | 'offered';

const key = (address: string): string => address.toLowerCase();
const keysOf = ({ to, cc }: KindRecipients[ReplyKind]): Set<string> => new Set([...to, ...cc].map(({ address }) => key(address)));
const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every((one) => b.has(one));

export function outcomeOf(letter: Letter, asked: ReplyKind, people: KindRecipients): Outcome {
  const { chips } = settled(letter);
  const all = [...chips.to, ...chips.cc, ...chips.bcc];
  const here = new Set(all.map(({ address, text }) => key(address?.address ?? text)));
  const wanted = keysOf(people[asked]);
  const other = keysOf(people[asked === 'reply' ? 'replyAll' : 'reply']);
  const isTooFew = [...wanted].some((one) => !here.has(one));
  // Nobody is in Bcc whom the writer has not put there.
  const inSight = new Set([...chips.to, ...chips.cc].map(({ address, text }) => key(address?.address ?? text)));
  const isTooMany = [...other].some((one) => !wanted.has(one) && inSight.has(one));
  if (!isTooFew && !isTooMany) return 'kept';
  return chips.bcc.length === 0 && isSame(here, other) ? 'changed' : 'offered';
}

/** To whom that kind of answer goes, and to those whom the writer added. */
export function readdressed(letter: Letter, asked: ReplyKind, people: KindRecipients): Letter {
  const ready = settled(letter);
  const known = new Set([...keysOf(people.reply), ...keysOf(people.replyAll)]);
  const added = (chips: readonly Chip[]): Chip[] => chips.filter(({ address }) => !address || !known.has(key(address.address)));
  // Whom the writer has put out of sight stays there.
  const unseen = new Set(ready.chips.bcc.map(({ address, text }) => key(address?.address ?? text)));
  const field = (name: 'to' | 'cc'): Chip[] => [...people[asked][name].filter(({ address }) => !unseen.has(key(address))).map(chipOf), ...added(ready.chips[name])];
  return { ...ready, chips: { to: field('to'), cc: field('cc'), bcc: ready.chips.bcc } };
}
