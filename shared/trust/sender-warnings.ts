/** What is odd about who a message says it is from. Codes and facts; whether the user knows somebody is asked of the caller. */
import type { Address } from '../model/message.ts';
import type { Warning } from '../model/message-details.ts';
import { isAddress } from '../text/address.ts';
import { visibleLine } from '../text/visible.ts';
import { aligned, asciiDomain, domainOf, registrableDomain, unicodeDomain } from './domain.ts';
import { addressIn } from './claimed-address.ts';
import { hiddenCharacters } from './hidden-characters.ts';
import { looksLike, readsLike } from './look-alike.ts';
import { mixesScripts, scriptsOf } from './scripts.ts';

export interface Senders {
  /** Names as decoded, nothing taken out. */
  from: readonly Address[];
  sender: Address | null;
  replyTo: readonly Address[];
  /** Number of From fields; null while the header is not known. */
  fromFields: number | null;
  /** What stands in From and could not be understood. */
  rest: string;
  /** It came through a mailing list: an answer to the list is no surprise. */
  list: boolean;
}

const SHOWN = 200;
/** Addresses of one field that are looked at. */
const LOOKED_AT = 20;
type Field = Warning['field'];

/** In order of weight. */
export function senderWarnings(senders: Senders, ownDomains: readonly string[] = []): Warning[] {
  const { from, sender, replyTo, fromFields, rest, list } = senders;
  const warnings: Warning[] = [];
  const add = (code: Warning['code'], field: Field, params: Record<string, string>): void => {
    warnings.push({ code, field, params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, visibleLine(value, SHOWN)])) });
  };
  if (from.length === 0) add('no-sender', 'from', {});
  if ((fromFields ?? 1) > 1 || from.length > 1) add('several-senders', 'from', { addresses: from.slice(0, 5).map(({ address }) => address).join(', '), fields: `${fromFields ?? 1}` });
  if (rest !== '') add('malformed-sender', 'from', { written: rest });
  for (const one of from.slice(0, LOOKED_AT)) aboutOne(one, 'from', ownDomains, add);
  for (const one of replyTo.slice(0, LOOKED_AT)) if (!from.some(({ address }) => address.toLowerCase() === one.address.toLowerCase())) aboutOne(one, 'replyTo', ownDomains, add);
  const [first] = from;
  if (!first) return warnings;
  const elsewhere = replyTo.find(({ address }) => address !== '' && !from.some((one) => aligned(domainOf(one.address), domainOf(address))));
  if (elsewhere && !list) add('reply-to-elsewhere', 'replyTo', { from: first.address, replyTo: elsewhere.address });
  if (sender && !from.some(({ address }) => aligned(domainOf(address), domainOf(sender.address)))) add('sender-differs', 'sender', { from: first.address, sender: sender.address });
  return warnings;
}

function aboutOne({ name, address }: Address, field: Field, ownDomains: readonly string[], add: (code: Warning['code'], field: Field, params: Record<string, string>) => void): void {
  const short = name.slice(0, 10_000);
  const claimed = addressIn(short, address) ?? addressIn(localOf(address).replace(/^"|"$/gu, ''), address);
  if (claimed) add('name-has-other-address', field, { name: visibleLine(name), address, claimed });
  const hidden = hiddenCharacters(short + address);
  if (hidden.length > 0) add('name-hides-characters', field, { characters: hidden.join(' ') });
  if (!isAddress(address) && address !== '') add('malformed-sender', field, { written: address });
  aboutDomain(domainOf(address), field, ownDomains, add);
}

function aboutDomain(domain: string, field: Field, ownDomains: readonly string[], add: (code: Warning['code'], field: Field, params: Record<string, string>) => void): void {
  const shown = unicodeDomain(domain);
  const ascii = asciiDomain(domain);
  if (/[^\u0000-\u007f]/u.test(shown)) {
    const mixed = shown.split('.').some((label) => mixesScripts(label)) || wholeLabelConfusable(shown);
    add(mixed ? 'mixed-scripts' : 'encoded-domain', field, { domain: shown, ascii, ...(mixed ? { scripts: scriptsOf(shown).join(' ') } : {}) });
  }
  const mine = registrableDomain(domain) ?? ascii;
  const like = ownDomains.find((own) => looksLike(unicodeDomain(mine), registrableDomain(own) ?? own));
  if (like !== undefined) add('look-alike', field, { address: shown, like });
}

/** Letters of one other script, all of which are read as Latin ones, before a suffix in ASCII: `соса.com`. */
const wholeLabelConfusable = (domain: string): boolean =>
  /^[\u0000-\u007f]+$/u.test(domain.split('.').at(-1) ?? '') && domain.split('.').some((label) => /^[^\u0000-\u007f]/u.test(label) && !scriptsOf(label).includes('Latin') && readsLike(label).some((guess) => /^[a-z0-9-]+$/u.test(guess)));

const localOf = (address: string): string => address.slice(0, Math.max(0, address.lastIndexOf('@')));

/** Addresses that this one may have been made to be taken for: for whoever knows which the user has written to. */
export function addressesLike(address: string): string[] {
  const domain = unicodeDomain(domainOf(address));
  if (domain === '' || domain.length > 100) return [];
  return readsLike(domain).filter((guess) => /^[a-z0-9.-]+$/u.test(guess)).map((guess) => `${localOf(address)}@${guess}`);
}
