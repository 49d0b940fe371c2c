/** The items of a FETCH command (RFC 3501 6.4.5, RFC 7162 MODSEQ, RFC 8970 PREVIEW). */
import type { Section } from '../mime/section.ts';
import { SyntaxMistake, type CommandCursor } from './command-cursor.ts';
import type { ImapSession } from './session.ts';

export type FetchItem =
  | { kind: 'FLAGS' | 'UID' | 'INTERNALDATE' | 'RFC822.SIZE' | 'ENVELOPE' | 'BODY' | 'BODYSTRUCTURE' | 'MODSEQ' | 'PREVIEW' }
  | { kind: 'SECTION'; label: string; section: Section; peek: boolean; from: number | null; length: number };

const MACROS: Readonly<Record<string, FetchItem['kind'][]>> = {
  FAST: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'],
  ALL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE'],
  FULL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODY'],
};

const PLAIN = ['FLAGS', 'UID', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODYSTRUCTURE'] as const;

export function readFetchItems(session: ImapSession, args: CommandCursor): FetchItem[] {
  if (args.peek() === '(') {
    const items = args.list(() => readItem(session, args));
    if (items.length === 0) throw new SyntaxMistake('Nothing to fetch');
    return items;
  }
  for (const [name, kinds] of Object.entries(MACROS)) if (args.accept(name)) return kinds.map((kind) => ({ kind }) as FetchItem);
  return [readItem(session, args)];
}

function readItem(session: ImapSession, args: CommandCursor): FetchItem {
  const name = args.keyword().toUpperCase();
  const plain = PLAIN.find((kind) => kind === name);
  if (plain) return { kind: plain };
  const whole = (label: string, what: Section['what'], peek: boolean): FetchItem => (
    { kind: 'SECTION', label, section: { path: [], what, fields: [] }, peek, from: null, length: 0 }
  );
  switch (name) {
    case 'RFC822': return whole(name, 'all', false);
    case 'RFC822.HEADER': return whole(name, 'HEADER', true);
    case 'RFC822.TEXT': return whole(name, 'TEXT', false);
    case 'BODY':
    case 'BODY.PEEK':
      if (args.accept('[')) return readSection(args, name === 'BODY.PEEK');
      if (name === 'BODY') return { kind: 'BODY' };
      break;
    case 'MODSEQ':
      if (session.has('CONDSTORE')) return { kind: 'MODSEQ' };
      break;
    case 'PREVIEW':
      if (!session.has('PREVIEW')) break;
      args.accept(' (LAZY)');
      return { kind: 'PREVIEW' };
  }
  throw new SyntaxMistake(`Cannot fetch ${name}`);
}

function readSection(args: CommandCursor, peek: boolean): FetchItem {
  const path: number[] = [];
  let what: Section['what'] = 'all';
  let fields: string[] = [];
  if (!args.accept(']')) {
    const text = args.keyword().toUpperCase();
    const match = /^((?:[1-9]\d{0,8}(?:\.|$))*)(HEADER|HEADER\.FIELDS|HEADER\.FIELDS\.NOT|MIME|TEXT|)$/.exec(text);
    if (!match || text.endsWith('.')) throw new SyntaxMistake('Bad section');
    path.push(...(match[1] ?? '').split('.').filter((digits) => digits !== '').map(Number));
    what = (match[2] === '' ? 'all' : match[2]) as Section['what'];
    if (what === 'MIME' && path.length === 0) throw new SyntaxMistake('MIME needs a part number');
    if (what.startsWith('HEADER.FIELDS')) {
      args.space();
      fields = args.list(() => args.astring().toString('latin1'));
      if (fields.length === 0) throw new SyntaxMistake('No header field is named');
    }
    args.expect(']');
  }
  let from: number | null = null;
  let length = 0;
  if (args.accept('<')) {
    from = args.number();
    args.expect('.');
    length = args.number();
    if (length === 0) throw new SyntaxMistake('A partial fetch wants at least one octet');
    args.expect('>');
  }
  const inner = [...path.map(String), ...(what === 'all' ? [] : [what])].join('.') + (fields.length > 0 ? ` (${fields.join(' ')})` : '');
  const label = `BODY[${inner}]${from === null ? '' : `<${String(from)}>`}`;
  return { kind: 'SECTION', label, section: { path, what, fields }, peek, from, length };
}
