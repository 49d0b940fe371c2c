/** Words that the descriptions of operations share. */

export const messages = (count: number): string => (count === 1 ? '1 message' : `${count} messages`);
