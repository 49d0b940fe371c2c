/** Words in which servers say that a mailbox is not there. */
import { expect, test } from 'vitest';
import { mentionsMissingMailbox } from './quirks.ts';

test.each(['Mailbox does not exist', "Mailbox doesn't exist: x", 'SELECT Could not open x: No such file or directory', 'UID COPY [TRYCREATE] failed', 'APPEND [TRYCREATE] failed'])('%s', (text) => {
  expect(mentionsMissingMailbox(text)).toBe(true);
});

test.each(['STATUS Error opening mailbox', 'Permission denied', 'SELECT Could not open x: Permission denied', 'Could not open the log'])('not: %s', (text) => {
  expect(mentionsMissingMailbox(text)).toBe(false);
});
