/** Names that nobody else has: for drafts, and for the composers that write them. */
export const randomName = (): string => Array.from(crypto.getRandomValues(new Uint8Array(12)), (octet) => octet.toString(16).padStart(2, '0')).join('');
