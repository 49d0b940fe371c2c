/** What real servers do against the standard, one entry each: the wire line, the server, the date it was seen. */

/** Dovecot 2.3.19: `(NIL NIL "MISSING_MAILBOX" "MISSING_DOMAIN")` in ENVELOPE for an address without one; 2026-11-20. */
const MISSING_MAILBOX = 'MISSING_MAILBOX';
const MISSING_DOMAIN = 'MISSING_DOMAIN';
/** UW imapd 2007f: `("" NIL "INVALID_ADDRESS" ".SYNTAX-ERROR.")` in ENVELOPE; 2026-11-20. */
const SYNTAX_ERROR = '.SYNTAX-ERROR.';

/** What a local part may hold only between quotes (RFC 5322 3.4.1). */
const NEEDS_QUOTES = /[\s"(),:;<>@[\\\]]/u;

/** local@domain without a server's placeholders, quoted as in a header: `"a@b.example"@c.example` must not read as a@b.example. */
export function repairAddress(mailbox: string, host: string): string {
  const local = mailbox === MISSING_MAILBOX ? '' : mailbox;
  if (host === MISSING_DOMAIN || host === SYNTAX_ERROR || host === '') return local;
  if (NEEDS_QUOTES.test(local) && !/^".*"$/su.test(local)) return `"${local.replaceAll(/["\\]/gu, '\\$&')}"@${host}`;
  return `${local}@${host}`;
}

/** GNU mailutils imap4d 3.15: `* 1 EXPUNGED` where the standard says EXPUNGE; 2026-11-20. */
export function isExpungeWord(word: string): boolean {
  return word === 'EXPUNGE' || word === 'EXPUNGED';
}

/** Cyrus 3.6: `NO Over quota`; Courier 5.0: `NO [ALERT] You exceeded your mail quota.`, both without OVERQUOTA; 2026-11-20. */
export function mentionsQuota(text: string): boolean {
  return /over quota|quota exceeded|exceeded your (?:mail )?quota/iu.test(text);
}

/** Cyrus 3.6: `NO Mailbox does not exist`; Dovecot 2.3 STATUS: `NO Mailbox doesn't exist: x`; without NONEXISTENT; 2026-11-20. GNU mailutils imap4d 3.15: `NO SELECT Could not open x: No such file or directory`, `NO UID COPY [TRYCREATE] failed`, the code behind a word; 2026-11-21. */
export function mentionsMissingMailbox(text: string): boolean {
  return /(?:mailbox|folder) (?:does not|doesn't) exist|no such (?:mailbox|folder)|(?:unknown|nonexistent) (?:mailbox|folder)|\[TRYCREATE\]|could not open .*: no such file or directory/iu.test(text);
}

/** Binc IMAP 1.2.7: `* NO The command "ID" is not supported.`, and never a tagged answer; 2026-11-20. Null for any other text. */
export function unsupportedCommand(text: string): string | null {
  return /^The command "([A-Z]{1,30})" is not supported\.$/u.exec(text)?.[1] ?? null;
}

/** Exchange Online answers BAD to more than about 25 STATUS sent without waiting; published trace, 2026-11-20. Until it is known which server it is. */
export const MOST_IN_FLIGHT = 20;

/** Courier-IMAP 5.0 hangs up without a word on a command line of more than about 16 kB; 2026-11-20. Room is left for what stands around the set. */
export const LONGEST_SET = 8000;

/** Exchange 2003: `CAPABILITY completed.` on a line of its own after the tagged answer (libetpan #45); published trace, 2026-11-20. */
export function isStrayLine(line: string): boolean {
  return line === 'CAPABILITY completed.';
}
