/** Who an answer goes to: Reply-To honoured, own addresses left out, never nobody. */
import type { Address } from '../model/message.ts';
import { isAddress } from './address.ts';

export interface Addressed {
  from: readonly Address[];
  replyTo: readonly Address[];
  to: readonly Address[];
  cc: readonly Address[];
}

export interface Recipients { to: Address[]; cc: Address[] }

/** Domains compare without case (RFC 5321 2.4); local parts do in practice. */
const key = (address: Address): string => address.address.toLowerCase();

/** `kind` reply: the author alone. replyAll: the author, and everybody else who got it. */
export function replyRecipients(message: Addressed, own: readonly string[], kind: 'reply' | 'replyAll'): Recipients {
  const mine = new Set(own.map((address) => address.toLowerCase()));
  const isMine = (address: Address): boolean => mine.has(key(address));
  const usable = (list: readonly Address[]): Address[] => list.filter((a) => isAddress(a.address));
  const from = usable(message.from);
  const sentByMe = from.length > 0 && from.every(isMine);
  const answerTo = usable(message.replyTo).length ? usable(message.replyTo) : from;
  // A Reply-To that names nobody but oneself is no reason to leave the author without an answer.
  const others = [answerTo, from].map((list) => unique(list).filter((a) => !isMine(a))).find(({ length }) => length > 0) ?? [];
  // Answering one's own message goes on writing to the people it went to.
  let to = sentByMe && !others.length ? unique(usable(message.to)) : others;
  let cc = kind === 'replyAll' ? unique([...(sentByMe && !others.length ? [] : usable(message.to)), ...usable(message.cc)]) : [];
  // A list that sets Reply-To to itself would lose the author from an answer to all.
  if (kind === 'replyAll' && !sentByMe && usable(message.replyTo).length) cc = unique([...from, ...cc]);
  const withoutMe = to.filter((a) => !isMine(a));
  if (withoutMe.length) to = withoutMe;
  const taken = new Set(to.map(key));
  cc = cc.filter((a) => !isMine(a) && !taken.has(key(a)));
  if (!to.length && cc.length) return { to: cc, cc: [] };
  // Mail to oneself is answered to oneself.
  if (!to.length) to = unique(answerTo.length ? answerTo : usable(message.to));
  return { to, cc };
}

function unique(list: readonly Address[]): Address[] {
  const seen = new Map<string, Address>();
  for (const address of list) if (!seen.has(key(address))) seen.set(key(address), address);
  return [...seen.values()];
}
