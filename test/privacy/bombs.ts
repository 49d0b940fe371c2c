/** Messages made to take all time and memory of who reads them. Small to write, made when asked for. */

export interface Bomb {
  name: string;
  raw(): Buffer;
  /** Stands at the end of what can be read: if it is not on screen, the reader must say that something is missing. */
  end: string;
}

const head = (name: string, rest: readonly string[] = []): string => [`From: Sender <sender@example.net>`, `To: alice@example.org`, `Subject: bomb ${name}`, 'Date: Sat, 21 Nov 2026 08:00:00 +0000', `Message-ID: <${name.replaceAll(/\W+/gu, '-')}@example.net>`, 'MIME-Version: 1.0', ...rest].join('\r\n');
const END = 'the end of it';
const ended = (end: string, body: string, how: string): string => (end === END && !body.includes(END) ? body + how : body);
const bomb = (name: string, end: string, rest: () => readonly string[], body: () => string): Bomb => ({ name, end, raw: () => Buffer.from(`${head(name, rest())}\r\n\r\n${ended(end, body(), `\r\n${END}`)}\r\n`, 'latin1') });
const plain = () => ['Content-Type: text/plain; charset=utf-8'];
const html = (name: string, end: string, body: () => string): Bomb => bomb(name, end, () => ['Content-Type: text/html; charset=utf-8'], () => ended(end, body(), `\r\n<p>${END}</p>`));
const lines = (text: string, width = 900): string => (text.match(new RegExp(`.{1,${width}}`, 'gsu')) ?? []).join('\r\n');

function nested(depth: number): string {
  let text = '';
  for (let level = 0; level < depth; level++) text += `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`;
  text += `--b${depth}\r\nContent-Type: text/plain\r\n\r\nthe innermost\r\n`;
  for (let level = depth; level >= 0; level--) text += `--b${level}--\r\n`;
  return text;
}

function forwarded(depth: number): string {
  let text = '';
  for (let level = 0; level < depth; level++) text += `Content-Type: message/rfc822\r\n\r\nSubject: level ${level}\r\n`;
  return `${text}Content-Type: text/plain\r\n\r\nthe innermost\r\n`;
}

const many = (count: number, make: (at: number) => string): string => Array.from({ length: count }, (_, at) => make(at)).join('');
const mixed = (boundary: string) => () => [`Content-Type: multipart/mixed; boundary="${boundary}"`];

/** Structure, headers, encodings. */
export const MESSAGE_BOMBS: readonly Bomb[] = [
  bomb('nest 200', 'the innermost', mixed('b0'), () => nested(200)),
  bomb('nest 2000', 'the innermost', mixed('b0'), () => nested(2_000)),
  bomb('nest 20000', 'the innermost', mixed('b0'), () => nested(20_000)),
  bomb('parts 100000', '99999', mixed('b'), () => `${many(100_000, (at) => `--b\r\n\r\n${at}\r\n`)}--b--`),
  bomb('forwarded 1000', '', mixed('b'), () => `--b\r\n${forwarded(1_000)}\r\n--b--`),
  bomb('header 10 MB', 'text below a long header', () => [...plain(), `X-Long: ${lines('x'.repeat(10_000_000)).replaceAll('\r\n', '\r\n ')}`], () => 'text below a long header'),
  bomb('headers 200000', 'text below many headers', () => [...plain(), many(200_000, (at) => `X-${at}: y\r\n`).trimEnd()], () => 'text below many headers'),
  bomb('folds 1000000', 'text below many folds', () => [...plain(), `X-Folded:${'\r\n y'.repeat(1_000_000)}`], () => 'text below many folds'),
  bomb('recipients 200000', 'to everybody', () => [...plain(), `Cc: ${lines(many(200_000, (at) => `u${at}@example.com,`), 70).replaceAll('\r\n', '\r\n ')}z@example.com`], () => 'to everybody'),
  bomb('groups 20000', 'groups in groups', () => [...plain(), `Cc: ${many(20_000, (at) => `g${at}:\r\n `)}a@example.com${';'.repeat(20_000).replaceAll(/;{70}/gu, '$&\r\n ')}`], () => 'groups in groups'),
  bomb('parens 100000', 'comments in comments', () => [...plain(), `Reply-To: ${lines('('.repeat(100_000)).replaceAll('\r\n', '\r\n ')} a@example.com`], () => 'comments in comments'),
  bomb('encoded words 100000', 'words', () => [...plain(), `X-Words: ${many(100_000, () => '=?utf-8?B?4oKs?=\r\n ')}end`, `Comments: ${many(20_000, () => '=?utf-8?Q?=E2=82=AC?=\r\n ')}end`, `Cc: ${many(20_000, () => '=?utf-8?Q?=E2=82=AC?=\r\n ')}<c@example.org>`], () => 'words'),
  bomb('parameter pieces 50000', '', mixed('b'), () => `--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment;\r\n${many(50_000, (at) => ` filename*${at}*=%41;\r\n`)} x=y\r\n\r\nx\r\n--b--`),
  bomb('boundary lines 1000000', END, mixed('b'), () => `--b\r\n\r\n${'--bb\r\n'.repeat(1_000_000)}the end of it\r\n--b--`),
  bomb('semicolons', 'semicolons', () => [`Content-Type: text/plain${';'.repeat(50_000).replaceAll(/;{70}/gu, '$&\r\n ')}; charset=utf-8`], () => 'semicolons'),
  bomb('base64 30 MB', END, mixed('b'), () => `--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'QUFB'.repeat(19)}\r\n`.repeat(395_000)}\r\n--b\r\n\r\nthe end of it\r\n--b--`),
  html('nested div 100000', END, () => lines('<div>'.repeat(100_000), 500)),
  bomb('soft breaks 2000000', END, () => ['Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'], () => `a${'=\r\n'.repeat(2_000_000)}the end of it`),
  bomb('NUL', END, () => plain(), () => `a${'\u0000'.repeat(1_000)} the end of it`.replaceAll('\u0000', '\u0001')),
  bomb('bad dates', 'when', () => [...plain(), 'Date: 99 Zzz 99999 99:99:99 +9999', 'Resent-Date: (((('], () => 'when'),
  bomb('UTF-7', END, () => ['Content-Type: text/html; charset=utf-7'], () => '+ADw-script+AD4-top.pwned()+ADw-/script+AD4-'.repeat(5_000).concat('the end of it')),
  bomb('__proto__', 'x', () => ['__proto__: x', 'Content-Type: multipart/mixed; boundary=b; __proto__=x; constructor=y'], () => `--b\r\nContent-Type: text/plain; __proto__*0=x; __proto__*1=y\r\nContent-Disposition: attachment; filename=__proto__\r\nContent-ID: <__proto__>\r\n\r\nx\r\n--b--`),
];

/** HTML and plain text. */
export const TEXT_BOMBS: readonly Bomb[] = [
  html('html 20 MB', END, () => lines('<p>A paragraph of a long message.</p>'.repeat(550_000), 900)),
  html('tables 1000000', END, () => lines('<table><tr><td>x</td></tr></table>'.repeat(1_000_000), 900)),
  html('nested tables', END, () => lines('<table><tr><td>'.repeat(60_000), 900)),
  html('nested formatting', END, () => lines('<b><i><font>'.repeat(60_000), 900)),
  html('nested lists', END, () => lines('<ul><li><blockquote>'.repeat(40_000), 900)),
  html('style 5 MB', END, () => `<p style="${lines('color:red;'.repeat(500_000), 900)}">styled</p>`),
  html('styles many', END, () => lines(many(60_000, (at) => `<p style="color:#${(at % 0xffffff).toString(16).padStart(6, '0')};margin:${at % 99}px">x</p>`), 900)),
  html('token 10000', 'end', () => `<p>${'x'.repeat(10_000)}</p><${'y'.repeat(10_000)}><p ${'z'.repeat(10_000)}=1>end`),
  html('attributes many', 'end', () => lines(`<p ${many(100_000, (at) => `a${at}=b `)}>end`, 900)),
  html('one table, very wide', END, () => lines(`<table><tr>${'<td colspan=1000 rowspan=65534>x'.repeat(5_000)}`, 900)),
  html('one word', END, () => 'AV'.repeat(500_000)),
  html('one word of references', END, () => `${'AV'.repeat(90)}&amp;`.repeat(5_000)),
  html('comments open', '', () => lines('<!--'.repeat(400_000), 900)),
  html('brackets open', END, () => lines('<'.repeat(2_000_000), 900)),
  html('style tags open', '', () => lines('<style>'.repeat(200_000), 900)),
  html('entities', END, () => lines('&amp;'.repeat(1_000_000), 900)),
  html('links many', END, () => lines(many(40_000, (at) => `<a href="https://example.org/${at}">${at}</a> `), 900)),
  html('remote images many', END, () => lines(many(20_000, (at) => `<img src="https://h${at}.leak.test/a.png"> `), 900)),
  html('data images', '', () => lines(`<img src="data:image/png;base64,${'A'.repeat(4_000_000)}">`, 900)),
  bomb('linkify addresses', END, () => plain(), () => lines('a@'.repeat(500_000), 900)),
  bomb('linkify dots', END, () => plain(), () => lines('http://a.a.a.a.a.'.repeat(60_000), 900)),
  bomb('linkify one word', END, () => plain(), () => 'www.'.repeat(250_000)),
  bomb('linkify brackets', END, () => plain(), () => lines(`http://x/${'('.repeat(500_000)}`, 900)),
  bomb('quote levels', END, () => plain(), () => many(20_000, (at) => `${'>'.repeat(at % 300)} x\r\n`)),
  bomb('quote one level deeper', END, () => plain(), () => many(2_000, (at) => `${'> '.repeat(at / 5)}x\r\n`)),
  bomb('flowed', END, () => ['Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes'], () => '> '.repeat(3).concat('word \r\n').repeat(150_000)),
  bomb('text 20 MB', END, () => plain(), () => 'A line of a very long letter, as logs are.\r\n'.repeat(450_000)),
  bomb('blank lines', '', () => plain(), () => '\r\n'.repeat(1_500_000)),
  bomb('one line', END, () => plain(), () => 'x'.repeat(5_000_000)),
  bomb('one word of capitals', END, () => plain(), () => 'AV'.repeat(2_500_000)),
  bomb('marks', '', () => plain(), () => Buffer.from(`a${'\u0301'.repeat(500_000)}`).toString('latin1')),
  bomb('bidi', '', () => plain(), () => Buffer.from('\u202e\u2066'.repeat(200_000)).toString('latin1')),
];
