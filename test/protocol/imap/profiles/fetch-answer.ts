/** UID FETCH by table: the rows of what was asked for, each item as the profile writes it (RFC 3501 7.4.2). */
import { lines, type Heard, type Message } from './profile.ts';
import { chosen } from './standard.ts';

const ITEMS = /BODY(?:\.PEEK)?\[[^\]]*\](?:<\d+\.\d+>)?|BINARY(?:\.PEEK)?\[[^\]]*\]|PREVIEW(?: \(LAZY\))?|[A-Z][A-Z0-9.-]*/gu;

export const literal = (text: string): string => `{${Buffer.byteLength(text, 'latin1')}}\r\n${text}`;

export const envelope = ({ uid }: Message): string => `("Fri, 20 Nov 2026 10:00:00 +0000" "Note ${uid}" (("Robin" NIL "robin" "example.org")) NIL NIL ((NIL NIL "alice" "example.org")) NIL NIL NIL "<m${uid}@example.org>")`;

function item(name: string, message: Message): string {
  switch (name) {
    case 'UID': return String(message.uid);
    case 'FLAGS': return `(${message.flags.join(' ')})`;
    case 'MODSEQ': return '(9)';
    case 'INTERNALDATE': return '"20-Nov-2026 10:01:00 +0000"';
    case 'RFC822.SIZE': return String(message.header.length + message.body.length);
    case 'ENVELOPE': return message.envelope ?? envelope(message);
    case 'BODYSTRUCTURE': return message.structure ?? `("text" "plain" ("charset" "utf-8") NIL NIL "7bit" ${message.body.length} 1 NIL NIL NIL NIL)`;
    default: return section(name, message);
  }
}

/** BODY.PEEK[…] of a message in one part. */
function section(name: string, { header, body }: Message): string {
  const [, inner = '', from, length] = /\[([^\]]*)\](?:<(\d+)\.(\d+)>)?/u.exec(name) ?? [];
  const fields = /^HEADER\.FIELDS \(([^)]*)\)$/u.exec(inner)?.[1]?.split(' ');
  const text = fields ? `${header.split('\r\n').filter((line) => fields.includes(line.split(':')[0]!.toUpperCase())).map((line) => `${line}\r\n`).join('')}\r\n` : inner === '' ? header + body : inner === 'HEADER' ? header : inner.endsWith('MIME') ? header : body;
  return literal(from === undefined ? text : text.slice(Number(from), Number(from) + Number(length)));
}

/** As the item is called in the answer. */
const answered = (name: string): string => name.replace('.PEEK', '').replace(/<(\d+)\.\d+>$/u, '<$1>').replace(/^PREVIEW.*/u, 'PREVIEW');

export function rows(heard: Heard): string[] {
  const asked = (/\((.*)\)/u.exec(heard.args)?.[1] ?? heard.args.split(' ').slice(1).join(' ')).match(ITEMS) ?? [];
  const { profile } = heard.server;
  return chosen(heard).map(({ message, sequence }) => {
    const items = asked.filter((name) => name !== 'PREVIEW (LAZY)').map((name) => {
      const own = profile.items?.[name.startsWith('BODY.PEEK[HEADER.FIELDS') ? 'HEADER.FIELDS' : name.startsWith('BODY.PEEK[') ? 'BODY[]' : name];
      return { name: answered(name), text: own?.(message) ?? item(name, message) };
    });
    const inner = profile.row?.(items, message) ?? items.map(({ name, text }) => `${name} ${text}`).join(' ');
    return `* ${sequence} FETCH (${inner})`;
  });
}

export const fetchAnswer = (heard: Heard): string => lines(...rows(heard), `TAG OK ${heard.server.profile.completed?.(heard.name) ?? 'UID FETCH completed'}`);
