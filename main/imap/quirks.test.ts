/** Words in which servers say that a mailbox is not there; addresses put together again. */
import { expect, test } from 'vitest';
import { mentionsMissingMailbox, repairAddress } from './quirks.ts';

test.each(['Mailbox does not exist', "Mailbox doesn't exist: x", 'SELECT Could not open x: No such file or directory', 'UID COPY [TRYCREATE] failed', 'APPEND [TRYCREATE] failed'])('%s', (text) => {
  expect(mentionsMissingMailbox(text)).toBe(true);
});

test.each(['STATUS Error opening mailbox', 'Permission denied', 'SELECT Could not open x: Permission denied', 'Could not open the log'])('not: %s', (text) => {
  expect(mentionsMissingMailbox(text)).toBe(false);
});

test.each([
  ['ann', 'example.org', 'ann@example.org'],
  ['chief@example.com', 'example.net', '"chief@example.com"@example.net'],
  ['"chief@example.com"', 'example.net', '"chief@example.com"@example.net'],
  ['two words', 'example.net', '"two words"@example.net'],
  ['MISSING_MAILBOX', 'MISSING_DOMAIN', ''],
])('%s at %s is %s', (mailbox, host, address) => { expect(repairAddress(mailbox, host)).toBe(address); });
