/** Octets to a string, one character per octet: half of `toString('latin1')`'s price is finding out which encoding was meant. */

interface SlicesLatin1 { latin1Slice(from: number, to: number): string }

/** `from` and `to` must lie inside the octets. */
export const latin1 = (bytes: Buffer, from: number, to: number): string => (bytes as Buffer & SlicesLatin1).latin1Slice(from, to);
