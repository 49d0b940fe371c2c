/** Recipient chips as data: what was typed, what it means, what still has to be corrected. */
import type { Address } from '../../../shared/model/message.ts';
import { formatAddress, isAddress, parseAddresses } from '../../../shared/text/address.ts';
import { INVISIBLE } from '../../../shared/text/visible.ts';

export interface Chip {
  readonly id: number;
  /** Null: not understood; `text` is what was typed. */
  readonly address: Address | null;
  readonly text: string;
}

let nextId = 1;

export const chipOf = (address: Address): Chip => ({ id: nextId++, address: isAddress(address.address) ? address : null, text: formatAddress(address) });

/** Adds what the text holds. Nobody is added twice; what is not understood becomes a chip of its own and is not lost. */
export const addTyped = (chips: readonly Chip[], text: string): readonly Chip[] => addEach(chips, [text]);

/** As a draft keeps them, one to a line: read each on its own, or a blank typed before one would fold it into the line above. */
export const chipsOfLines = (text: string): readonly Chip[] => addEach([], text.split('\n'));

function addEach(chips: readonly Chip[], texts: readonly string[]): readonly Chip[] {
  const known = new Set(chips.map(({ address }) => address?.address.toLowerCase()));
  const added: Chip[] = [];
  for (const text of texts) {
    const { addresses, rest } = parseAddresses(text);
    for (const address of addresses.map(withoutInvisible)) {
      const key = address.address.toLowerCase();
      if (known.has(key)) continue;
      known.add(key);
      added.push(chipOf(address));
    }
    if (rest.replace(INVISIBLE, '').trim() !== '') added.push({ id: nextId++, address: null, text: rest });
  }
  return added.length ? [...chips, ...added] : chips;
}

/** Programs put marks around an address that is copied out of them: with them it would look right and reach nobody. */
const withoutInvisible = ({ name, address }: Address): Address => ({ name, address: address.replace(INVISIBLE, '') });

export const addressesOf = (chips: readonly Chip[]): Address[] => chips.flatMap(({ address }) => (address ? [address] : []));

/** Is the text complete enough to become a chip at a comma or semicolon? Not inside an open quote. */
export const endsEntry = (text: string): boolean => ((text.match(/(?<!\\)"/gu) ?? []).length) % 2 === 0;
