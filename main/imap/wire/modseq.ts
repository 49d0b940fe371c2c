/** HIGHESTMODSEQ as something that can be asked with again (RFC 7162 7 `mod-sequence-value`: 63 bits). */

const HIGHEST = 2n ** 63n - 1n;

/** '0' for what is no such number, as for a mailbox without any: then flags are compared instead of asked for by it. */
export const usableModseq = (text: string): string => (/^\d{1,19}$/u.test(text) && BigInt(text) <= HIGHEST ? text : '0');
