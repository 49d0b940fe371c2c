/** Names that pretend to be an address: what they claim, and what to show instead. */
import type { Address } from '../model/message.ts';
import { visibleLine } from '../text/visible.ts';
import { withoutHidden } from './hidden-characters.ts';

/** Something with an `@` and a dot behind it. */
const ADDRESS = /[^\s<>()"',;:[\]]{1,64}@[^\s<>()"',;:[\]@]{1,255}\.[^\s<>()"',;:[\]@.]{2,63}/gu;

/** Another address in a name, forwards or, where the order of writing was turned round, backwards. */
export function addressIn(text: string, address: string): string | null {
  if (!text.includes('@') && !text.includes('＠')) return null;
  const plain = withoutHidden(text).replaceAll('＠', '@').replace(/\s+/gu, ' ');
  const own = address.toLowerCase();
  const found = [...plain.matchAll(ADDRESS)].map(([match]) => match).find((match) => match.toLowerCase() !== own);
  if (found !== undefined) return found;
  if (!/[\u200f\u202b\u202e\u2067]/u.test(text)) return null;
  const turned = [...plain].reverse().join('');
  return [...turned.matchAll(ADDRESS)].map(([match]) => match).find((match) => match.toLowerCase() !== own) ?? null;
}

/** What to call somebody where there is room for one thing only: the name, or the address if the name claims to be another one; '' for nobody. */
export function shownName({ name, address }: Address, limit = 200): string {
  const at = address.lastIndexOf('@');
  // A quoted local part can hold one too, and little room cuts off what stands behind it.
  if (at > 0 && addressIn(address.slice(0, at).replaceAll('"', ''), address) !== null) return `…${visibleLine(address.slice(at), limit)}`;
  const claims = name !== '' && addressIn(name.slice(0, 10_000), address) !== null;
  return (claims ? '' : visibleLine(name, limit)) || visibleLine(address, limit);
}
