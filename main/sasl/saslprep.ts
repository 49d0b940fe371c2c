/** SASLprep (RFC 4013), the form in which user names and passwords are compared. */

/** RFC 3454 B.1: mapped to nothing. */
const NOTHING = /[\u00ad\u034f\u1806\u180b-\u180d\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]/gu;
/** RFC 3454 C.1.2: mapped to a blank. */
const BLANK = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/gu;
/** RFC 3454 C.2.1, C.2.2, C.3 to C.9; lone surrogates are C.5, and what no Unicode has assigned is A.1 (which stops at Unicode 3.2: letters that came later pass here). */
const PROHIBITED = /[\p{Cc}\p{Co}\p{Cs}\p{Cn}\u06dd\u070f\u180e\u2028\u2029\u2061-\u2063\u206a-\u206f\u0340\u0341\u200e\u200f\u202a-\u202e\u2ff0-\u2ffb\ufff9-\ufffd\u{1d173}-\u{1d17a}\u{e0001}\u{e0020}-\u{e007f}]/u;
/** RFC 3454 D.1: letters written from right to left. */
const RIGHT_TO_LEFT = /[\u05be\u05c0\u05c3\u05d0-\u05ea\u05f0-\u05f4\u061b\u061f\u0621-\u063a\u0640-\u064a\u066d-\u066f\u0671-\u06d5\u06dd\u06e5\u06e6\u06fa-\u06fe\u0700-\u070d\u0710\u0712-\u072c\u0780-\u07a5\u07b1\u200f\ufb1d\ufb1f-\ufb28\ufb2a-\ufb36\ufb38-\ufb3c\ufb3e\ufb40\ufb41\ufb43\ufb44\ufb46-\ufbb1\ufbd3-\ufd3d\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0-\ufdfc\ufe70-\ufe74\ufe76-\ufefc]/u;
const LETTER = /\p{L}/u;

/** Null where the text has no such form: a prohibited or unassigned character, or directions mixed. */
export function saslprep(text: string): string | null {
  const prepared = text.replace(BLANK, ' ').replace(NOTHING, '').normalize('NFKC');
  if (PROHIBITED.test(prepared)) return null;
  const letters = [...prepared];
  if (!letters.some((letter) => RIGHT_TO_LEFT.test(letter))) return prepared;
  // RFC 3454 6.
  const ends = [letters[0] ?? '', letters.at(-1) ?? ''];
  if (!ends.every((letter) => RIGHT_TO_LEFT.test(letter))) return null;
  return letters.some((letter) => LETTER.test(letter) && !RIGHT_TO_LEFT.test(letter)) ? null : prepared;
}

/**
 * SASLprep where it applies, else the text itself: a server that keeps to it has never stored such a password,
 * one that does not (Dovecot 2.3 compares octets; 2026-11-20) knows it as it was typed.
 */
export const prepared = (text: string): string => saslprep(text) ?? text;
