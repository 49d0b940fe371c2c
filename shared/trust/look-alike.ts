/** What a name reads like: letters that look like ASCII ones folded into them (a small part of UTS 39), and what it may have been made from. */

const LOOKS: Readonly<Record<string, string>> = Object.fromEntries((
  'а=a ѕ=s с=c ԁ=d е=e һ=h і=i ј=j ӏ=l ո=n о=o р=p ԛ=q г=r у=y х=x ԝ=w ѵ=v в=b н=h к=k м=m т=t '
  + 'α=a β=b γ=y ε=e η=n ι=i κ=k ν=v ο=o ρ=p τ=t υ=u χ=x ω=w σ=o '
  + 'օ=o ս=u հ=h ց=g ɑ=a ɡ=g ɩ=i ı=i ł=l ø=o đ=d ħ=h ŧ=t ɢ=g ʀ=r ᴏ=o ʟ=l ß=b ꞵ=b'
).split(' ').map((pair) => pair.split('=') as [string, string]));
/** Written in ASCII and read as something else. */
const SWAPS: readonly (readonly [string, string])[] = [['rn', 'm'], ['vv', 'w'], ['cl', 'd'], ['0', 'o'], ['1', 'l'], ['1', 'i'], ['3', 'e'], ['5', 's']];
/** Guesses per name, so that a name of nothing but zeros costs no more than another. */
const MOST = 24;

/** Letters of other scripts and with marks as the ASCII letters they look like. */
const plainLetters = (text: string): string =>
  [...text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')].map((char) => LOOKS[char] ?? char).join('');

/** Names that this one could be taken for; not the name itself. */
export function readsLike(text: string): string[] {
  const plain = plainLetters(text);
  const guesses = new Set([plain]);
  for (const [written, read] of SWAPS) {
    for (let at = plain.indexOf(written); at >= 0 && guesses.size < MOST; at = plain.indexOf(written, at + 1)) guesses.add(plain.slice(0, at) + read + plain.slice(at + written.length));
    guesses.add(plain.replaceAll(written, read));
  }
  guesses.delete(text.toLowerCase());
  return [...guesses].slice(0, MOST);
}

/** Both read the same though they are not: `examp1e.com` and `example.com`. */
export const looksLike = (one: string, other: string): boolean => one.toLowerCase() !== other.toLowerCase() && (skeleton(one) === skeleton(other));

/** Everything that is read alike folded into one. */
function skeleton(text: string): string {
  let folded = plainLetters(text);
  for (const [written, read] of SWAPS) folded = folded.replaceAll(written, read);
  return folded.replaceAll('i', 'l');
}
