/** Message flags as one 16-bit number, so that a folder of 100,000 messages keeps them in 200 kB. */

export const FLAG = {
  seen: 1 << 0, // \Seen
  flagged: 1 << 1, // \Flagged
  answered: 1 << 2, // \Answered
  draft: 1 << 3, // \Draft
  deleted: 1 << 4, // \Deleted, set by any client
  forwarded: 1 << 5, // $Forwarded
  junk: 1 << 6, // $Junk
  notJunk: 1 << 7, // $NotJunk
  mdnSent: 1 << 8, // $MDNSent
  /** Local: the message has further keywords, kept beside the number. */
  keywords: 1 << 14,
  /** Local: an operation that is still travelling has taken the message away from here. Hidden, not gone. */
  hidden: 1 << 15,
} as const;

export type FlagName = keyof typeof FLAG;

const WIRE: readonly (readonly [string, number])[] = [
  ['\\Seen', FLAG.seen], ['\\Flagged', FLAG.flagged], ['\\Answered', FLAG.answered], ['\\Draft', FLAG.draft], ['\\Deleted', FLAG.deleted],
  ['$Forwarded', FLAG.forwarded], ['$Junk', FLAG.junk], ['$NotJunk', FLAG.notJunk], ['$MDNSent', FLAG.mdnSent],
];
const BIT_BY_NAME = new Map(WIRE.map(([name, bit]) => [name.toLowerCase(), bit]));

/** The bit of an IMAP flag or keyword (case-insensitive, RFC 3501 2.3.2); 0 for a keyword without a bit or \Recent. */
export const flagBit = (wireName: string): number => BIT_BY_NAME.get(wireName.toLowerCase()) ?? 0;

/** The IMAP names of the bits that exist on the wire. */
export const wireFlags = (bits: number): string[] => WIRE.filter(([, bit]) => bits & bit).map(([name]) => name);

/** Flags of a FETCH as bits and remaining keywords (\Recent dropped: it means nothing to a client with several sessions). */
export function packFlags(names: readonly string[]): { bits: number; keywords: string[] } {
  let bits = 0;
  const keywords: string[] = [];
  for (const name of names) {
    const bit = flagBit(name);
    if (bit) bits |= bit;
    else if (!name.startsWith('\\')) keywords.push(name);
  }
  if (keywords.length) bits |= FLAG.keywords;
  return { bits, keywords };
}
