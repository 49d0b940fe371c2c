/** The words of an HTML document, without its looks, for where they are shown as text: never as markup. Never throws. */
import { withoutFloods } from '../../shared/text/flood.ts';
import { closedAt, hidesItself } from './html-hidden.ts';

/** Characters that are gone through: more than is opened of one part (TEXT_LIMIT), which may hold its pictures as `data:` in its tags. */
const MOST = 4 * 1024 * 1024;
const NAMED: Readonly<Record<string, string>> = { nbsp: '\u00a0', lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
/** Elements whose content is no text (HTML 13.1.2, and the title). */
const ASIDE = /^(?:style|script|title|textarea|noscript|template|svg|math)$/u;
/** Elements that begin or end a line. */
const LINES = /^(?:p|div|tr|li|ul|ol|table|h[1-6]|blockquote|pre|hr|body)$/u;

export function htmlText(html: string): string {
  const source = html.slice(0, MOST);
  // Letter for letter: İ is two in lower case.
  const lower = source.replace(/[A-Z]+/gu, (letters) => letters.toLowerCase());
  const purse = { left: 8 * source.length };
  const out: string[] = [];
  let atLineStart = true;
  const say = (text: string): void => {
    out.push(text);
    if (text.trim() !== '') atLineStart = false;
  };
  const endLine = (): void => {
    out.push('\n');
    atLineStart = true;
  };
  for (let at = 0; at < source.length;) {
    const open = source.indexOf('<', at);
    say(words(source.slice(at, open < 0 ? source.length : open)));
    const isComment = open >= 0 && source.startsWith('<!--', open);
    const close = open < 0 ? -1 : isComment ? source.indexOf('-->', open + 4) : source.indexOf('>', open);
    if (close < 0) break;
    at = close + (isComment ? 3 : 1);
    if (isComment) continue;
    const [, slash = '', name = ''] = /^<(\/?)([a-z][a-z0-9]*)/u.exec(lower.slice(open, open + 24)) ?? [];
    if (slash === '' && ASIDE.test(name)) {
      const end = lower.indexOf(`</${name}`, at);
      if (end < 0) break;
      at = end;
      continue;
    }
    if (slash === '' && name !== '' && hidesItself(name, lower.slice(open, close))) {
      const end = closedAt(lower, name, at, purse);
      if (end >= 0) {
        at = end;
        continue;
      }
    }
    if (name === 'br') endLine();
    else if (LINES.test(name)) {
      if (!atLineStart) endLine();
      // Between paragraphs stands an empty line.
      if (name === 'p') endLine();
    } else if (slash !== '' && (name === 'td' || name === 'th')) say('\t');
  }
  // Line by line: one expression over all of it would go through a long run of blanks again and again.
  const text = out.join('').split('\n').map((line) => line.trim()).join('\n').replace(/\n{3,}/gu, '\n\n').trim();
  // Character references, comments and tags held it apart until now.
  return withoutFloods(text);
}

/** Line ends in the source are blanks; character references in numbers, and those of the names that everybody writes. */
const words = (text: string): string => text.replace(/[ \t\r\n\f]+/gu, ' ').replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/giu, (whole, decimal?: string, hex?: string, name?: string) => {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? parseInt(hex!, 16) : Number(decimal);
  return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
});
