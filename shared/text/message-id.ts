/** Message-IDs as they may stand in a header (RFC 5322 3.6.4). */
const MESSAGE_ID = /^<[!-;=?-~]{1,900}>$/u;

export const isMessageId = (text: string): boolean => MESSAGE_ID.test(text);

/** What an answer names as what it answers; '' where the message has nothing that could be named: a letter with anything else could be neither kept nor sent. */
export const idToAnswer = (id: string): string => (isMessageId(id) ? id : '');
