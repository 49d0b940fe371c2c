/** Reply and forward prefixes of subjects, in the languages that mail programs write them. */

/** Prefixes that answers carry; lower case, without the colon. */
const REPLY = [
  're', 'r', 'aw', 'antw', 'antwort', 'sv', 'vs', 'ref', 'rif', 'ris', 'odp', 'odpověď', 'res', 'rsp', 'bls', 'vá', 'ynt', 'yan', 'atb', 'rép', 'rv',
  'на', 'отв', 'ответ', 'απ', 'σχετ', 'השב', 'תגובה', 'رد', 'پاسخ', 'ตอบ', 'ตอบกลับ', '回复', '回覆', '答复', '答覆', '返信', '回信', '회신', '답장',
];
const FORWARD = [
  'fwd', 'fw', 'wg', 'tr', 'vb', 'vl', 'vidb', 'vidarebefordrat', 'i', 'fs', 'doorst', 'doorgestuurd', 'enc', 'encam', 'rv', 'reenv', 'pd', 'přep', 'továbbítás', 'továbbítva', 'pf', 'ilt', 'ilet', 'yml', 'pfd',
  'пересл', 'пер', 'fwd', 'προωθ', 'πρθ', 'העבר', 'הועבר', 'إعادة توجيه', 'ส่งต่อ', '转发', '轉寄', '轉發', '转寄', '転送', '전달',
];

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
const union = (words: readonly string[]): string => [...new Set(words)].sort((a, b) => b.length - a.length).map(escapeRegExp).join('|');
// `Re:`, `Re :`, `RE[2]:`, `Re(3):`, `Re^2:`, `回复：`
const prefix = (words: readonly string[]): RegExp => new RegExp(`^(?:${union(words)})(?:\\[\\d{1,4}\\]|\\(\\d{1,4}\\)|\\^\\d{1,4}|\\*\\d{1,4})? ?[:：][ \\u3000]*`, 'iu');
const ANY = prefix([...REPLY, ...FORWARD]);
const IS_REPLY = prefix(REPLY);
const IS_FORWARD = prefix(FORWARD);

const tidy = (subject: string): string => subject.replace(/\s+/gu, ' ').trim();

/** The subject without any chain of prefixes. What stands in square brackets (a list's name) stays. */
export function stripPrefixes(subject: string): string {
  let rest = tidy(subject);
  for (;;) {
    const found = ANY.exec(rest);
    // A subject that is nothing but a prefix keeps nothing.
    if (!found) return rest;
    rest = rest.slice(found[0].length).trimStart();
  }
}

/** The outermost prefix is one of an answer, not of a forwarded message. */
export const isReply = (subject: string): boolean => IS_REPLY.test(tidy(subject));

/** `Re: Lunch`, however many answers there were before; never an empty prefix chain. */
export function replySubject(subject: string): string {
  let rest = tidy(subject);
  for (let found = IS_REPLY.exec(rest); found; found = IS_REPLY.exec(rest)) rest = rest.slice(found[0].length).trimStart();
  return `Re: ${rest}`.trimEnd();
}

/** `Fwd: Lunch`. A reply prefix stays: it says what is forwarded. */
export function forwardSubject(subject: string): string {
  let rest = tidy(subject);
  for (let found = IS_FORWARD.exec(rest); found; found = IS_FORWARD.exec(rest)) rest = rest.slice(found[0].length).trimStart();
  return `Fwd: ${rest}`.trimEnd();
}
