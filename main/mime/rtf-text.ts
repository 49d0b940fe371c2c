/** The words of an RTF document (Rich Text Format 1.9.1), without its looks; HTML in RTF (MS-OXRTFEX) is read as the RTF it is. Never throws. */
import { decodeCharset } from './charset.ts';

/** Characters at most, and pieces gone through: a hostile document must not hold the process for long. */
const MOST = 1_000_000;
const MOST_TOKENS = 200_000;
const MOST_DEPTH = 500;

/** Groups whose text is none of the document's. */
const ASIDE = new Set(['colortbl', 'stylesheet', 'info', 'pict', 'object', 'header', 'headerl', 'headerr', 'headerf', 'footer', 'footerl', 'footerr', 'footerf', 'fldinst', 'filetbl', 'listtable', 'listoverridetable', 'revtbl']);
const MEANT: Readonly<Record<string, string>> = {
  par: '\n', line: '\n', sect: '\n', page: '\n', row: '\n', cell: '\t', tab: '\t', emdash: '—', endash: '–', bullet: '•',
  lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', '~': '\u00a0', _: '-', '\\': '\\', '{': '{', '}': '}', '\n': '\n', '\r': '\n',
};
/** `\fcharset` to a name of the charset; the others are as the document says. */
const FONT_CHARSETS: Readonly<Record<number, string>> = {
  128: 'shift_jis', 129: 'euc-kr', 134: 'gbk', 136: 'big5', 161: 'windows-1253', 162: 'windows-1254', 163: 'windows-1258', 177: 'windows-1255', 178: 'windows-1256', 186: 'windows-1257', 204: 'windows-1251', 222: 'windows-874', 238: 'windows-1250',
};
const CODE_PAGES: Readonly<Record<number, string>> = { 65001: 'utf-8', 932: 'shift_jis', 936: 'gbk', 949: 'euc-kr', 950: 'big5' };

interface Group { aside: boolean; fonts: boolean; font: number; afterUnicode: number }

/** A control word with its number, a control symbol, an octet in hexadecimal, a brace, or what stands between. */
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/giuy;

export function rtfText(rtf: Buffer): string {
  const source = rtf.toString('latin1');
  const fonts = new Map<number, string>();
  const groups: Group[] = [];
  let group: Group = { aside: false, fonts: false, font: 0, afterUnicode: 1 };
  let charset = 'windows-1252';
  let text = '';
  /** Octets of which several may make one character. */
  let octets = '';
  /** What repeats the last `\u` for those who do not know it. */
  let repeats = 0;
  let depth = 0;

  const flush = (): void => {
    if (octets !== '') text += decodeCharset(Buffer.from(octets, 'latin1'), fonts.get(group.font) ?? charset);
    octets = '';
  };
  const say = (words: string): void => {
    flush();
    text += words;
  };
  const sayOctets = (some: string): void => {
    const left = some.slice(repeats);
    repeats = Math.max(0, repeats - some.length);
    if (!group.aside && !group.fonts) octets += left;
  };
  const control = (word: string, number: number | null): void => {
    if (word === 'ansicpg' && number !== null) charset = CODE_PAGES[number] ?? (number >= 1250 && number <= 1258 ? `windows-${number}` : `cp${number}`);
    else if (word === 'fonttbl') group.fonts = true;
    else if (word === 'f' && number !== null) {
      flush();
      group.font = number;
    } else if (word === 'fcharset' && group.fonts && number !== null) {
      const name = FONT_CHARSETS[number];
      if (name !== undefined && fonts.size < 1_000) fonts.set(group.font, name);
    } else if (word === 'uc' && number !== null) group.afterUnicode = Math.min(Math.max(0, number), 100);
    else if (ASIDE.has(word)) group.aside = true;
    else if (!group.aside && !group.fonts && word === 'u' && number !== null) {
      say(String.fromCharCode(number & 0xffff));
      repeats = group.afterUnicode;
    } else if (!group.aside && !group.fonts && Object.hasOwn(MEANT, word)) say(MEANT[word]!);
  };

  TOKEN.lastIndex = 0;
  let tokens = 0;
  for (let found = TOKEN.exec(source); found !== null && text.length < MOST && tokens < MOST_TOKENS; found = TOKEN.exec(source)) {
    tokens += 1;
    const [, word, number, hex, symbol, brace, words] = found;
    if (word === 'bin') TOKEN.lastIndex += Math.max(0, Number(number ?? 0));
    else if (word !== undefined) control(word.toLowerCase(), number === undefined ? null : Number(number));
    else if (hex !== undefined) sayOctets(String.fromCharCode(parseInt(hex, 16)));
    else if (symbol === '*') group.aside = true;
    else if (symbol !== undefined) control(symbol, null);
    else if (words !== undefined) sayOctets(words);
    else if (brace === '{') {
      flush();
      // What is deeper than anybody writes counts as one group.
      if (++depth <= MOST_DEPTH) groups.push({ ...group });
    } else if (brace === '}') {
      flush();
      repeats = 0;
      if (depth > 0 && depth-- <= MOST_DEPTH) group = groups.pop() ?? group;
    }
  }
  flush();
  // Line by line: one expression over all of it would go through a long run of blanks again and again.
  const lines = text.slice(0, MOST).replaceAll('\0', '').split('\n').map((line) => line.trimEnd()).join('\n').replace(/\n{3,}/gu, '\n\n').trim();
  return tokens < MOST_TOKENS ? lines : `${lines}\n…`;
}
