/** What the reader lets the user do to the open message; the application decides how. */

export interface ReaderActions {
  archive(): void;
  remove(): void;
  toggleFlag(): void;
  markUnread(): void;
  reply(kind: 'reply' | 'replyAll' | 'forward'): void;
  /** Left out where the folder cannot hold junk. */
  junk?: (() => void) | undefined;
}
