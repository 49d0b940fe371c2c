/** Message-IDs out of a References or In-Reply-To header block (RFC 5322 3.6.4), as strangers write them. */

/** Longest Message-ID kept, with brackets: the longest line of RFC 5322 2.1.1. */
const LONGEST_ID = 998;
/** A long thread keeps its root and the nearest ancestors. */
const MOST_IDS = 500;

/**
 * Every `<id>` in order, with brackets, blanks inside removed, doubles kept. Field names and comments are passed over.
 * `text` is what BODY.PEEK[HEADER.FIELDS (…)] brought, one or several fields, one character per octet. Called for every message of a first sync.
 */
export function parseReferences(text: string): string[] {
  // The usual answer for a message that refers to none: the empty line alone.
  if (text.length <= 2) return [];
  const ids: string[] = [];
  let at = text.indexOf('<');
  while (at !== -1) {
    const end = text.indexOf('>', at + 1);
    if (end === -1) break;
    // `<broken <a@b>`: the last opening bracket before the closing one counts.
    const from = end - at > LONGEST_ID || text.indexOf('<', at + 1) < end ? text.lastIndexOf('<', end) : at;
    if (end - from < LONGEST_ID && end - from > 1) {
      const id = text.slice(from, end + 1);
      ids.push(BLANK.test(id) ? id.replace(BLANKS, '') : id);
    }
    at = text.indexOf('<', end + 1);
  }
  if (ids.length === 0 && text.includes('@')) return bareIds(text);
  return ids.length > MOST_IDS ? [ids[0]!, ...ids.slice(1 - MOST_IDS)] : ids;
}

/** References kept: the first and the newest (RFC 5322 3.6.4 sets no limit, servers do). */
const REFERENCES_KEPT = 50;

/** References of an answer to `id`. Where what it answers names no ancestors but one message that it answers itself, that one begins them (RFC 5322 3.6.4). */
export function answerReferences(references: readonly string[], inReplyTo: string, id: string): string[] {
  const answered = references.length === 0 ? parseReferences(inReplyTo) : [];
  const ancestors = answered.length === 1 ? answered : references;
  const all = id ? [...ancestors.filter((one) => one !== id), id] : [...ancestors];
  return all.length > REFERENCES_KEPT ? [all[0]!, ...all.slice(1 - REFERENCES_KEPT)] : all;
}

const BLANK = /\s/u;
const BLANKS = /\s+/gu;

/** Ids written without brackets: `In-Reply-To: 123@example.org`. */
function bareIds(text: string): string[] {
  const value = text.replace(/^[\w-]+:/gmu, ' ');
  const ids: string[] = [];
  for (const word of value.split(/[\s,;]+/u)) {
    if (ids.length === MOST_IDS) break;
    if (word.length < LONGEST_ID - 2 && /^[^\s@"()]+@[^\s@"()]+$/u.test(word)) ids.push(`<${word}>`);
  }
  return ids;
}
