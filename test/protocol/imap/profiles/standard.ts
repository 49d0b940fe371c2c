/** The base protocol by table (RFC 3501, with UIDPLUS, MOVE, IDLE, CONDSTORE and ESEARCH where a profile announces them). */
import { lines, type Answer, type Heard, type Mailbox, type Message } from './profile.ts';

const ok = (heard: Heard, before: string[] = [], code = ''): string => lines(...before, `TAG OK ${code}${heard.server.profile.completed?.(heard.name) ?? `${heard.name} completed`}`);
const no = (words: string): string => `TAG NO ${words}`;
const has = ({ server }: Heard, atom: string): boolean => server.profile.after.split(' ').includes(atom);

/** The mailbox an argument names: quoted, an atom, or a literal. */
export function nameIn(heard: Heard): string {
  const { args } = heard;
  if (args.startsWith('{')) return heard.literals[0]?.toString('latin1') ?? '';
  const quoted = /^"((?:[^"\\]|\\.)*)"/u.exec(args);
  return quoted ? quoted[1]!.replace(/\\(.)/gu, '$1') : args.split(' ')[0]!;
}

export const named = ({ server }: Heard, name: string): Mailbox | undefined => server.mailboxes.get(name.toUpperCase() === 'INBOX' ? 'INBOX' : name);

function current(heard: Heard): Mailbox | undefined {
  return heard.connection.selected === null ? undefined : heard.server.mailboxes.get(heard.connection.selected);
}

/** Does `set` (`1:3,5`, `2:*`) hold it? */
function inSet(set: string, uid: number, highest: number): boolean {
  return set.split(',').some((part) => {
    const [from = '', to = from] = part.split(':');
    const [a, b] = [from, to].map((text) => (text === '*' ? highest : Number(text))) as [number, number];
    return uid >= Math.min(a, b) && uid <= Math.max(a, b);
  });
}

const uidNext = (box: Mailbox): number => Math.max(0, ...box.messages.map(({ uid }) => uid)) + 1;

export function chosen(heard: Heard): { message: Message; sequence: number }[] {
  const box = current(heard);
  if (!box) return [];
  const [set = ''] = heard.args.split(' ');
  return box.messages.map((message, index) => ({ message, sequence: index + 1 })).filter(({ message }) => inSet(set, message.uid, uidNext(box) - 1));
}

export function status(heard: Heard): string {
  const box = named(heard, nameIn(heard));
  if (!box) return no('Mailbox does not exist');
  const asked = /\(([^)]*)\)\s*$/u.exec(heard.args)?.[1]?.split(' ') ?? [];
  const values: Record<string, number> = { MESSAGES: box.messages.length, UNSEEN: box.messages.filter(({ flags }) => !flags.includes('\\Seen')).length, UIDNEXT: uidNext(box), UIDVALIDITY: box.uidValidity, HIGHESTMODSEQ: 9, RECENT: 0 };
  return ok(heard, [`* STATUS ${box.listed} (${asked.filter((item) => item in values).map((item) => `${item} ${values[item]}`).join(' ')})`]);
}

export function select(heard: Heard, more: string[] = [], code = heard.name === 'EXAMINE' ? '[READ-ONLY] ' : '[READ-WRITE] '): string {
  const name = nameIn(heard);
  const box = named(heard, name);
  heard.connection.selected = null;
  if (!box) return no('[NONEXISTENT] Unknown Mailbox');
  heard.connection.selected = name.toUpperCase() === 'INBOX' ? 'INBOX' : name;
  const rows = ['* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)', `* ${box.messages.length} EXISTS`, '* 0 RECENT', `* OK [UIDVALIDITY ${box.uidValidity}] v`, `* OK [UIDNEXT ${uidNext(box)}] n`, '* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] p'];
  if (has(heard, 'CONDSTORE')) rows.push('* OK [HIGHESTMODSEQ 9] m');
  const told = more.map((line) => line.replace(/^\* OK \[([A-Z]+).*$/u, '$1'));
  return ok(heard, [...rows.filter((row) => !told.some((word) => word !== '' && row.includes(`[${word}`))), ...more], code);
}

export const listing = (heard: Heard, command: 'LIST' | 'LSUB'): string[] =>
  [...heard.server.mailboxes.values()].map((box) => `* ${command} (${box.attributes}) ${heard.server.profile.delimiter ?? '"/"'} ${box.listed}`);

export function store(heard: Heard): string {
  const [, , verb = '', list = ''] = /^(\S+) (?:\(UNCHANGEDSINCE \d+\) )?([+-]?FLAGS(?:\.SILENT)?) \(([^)]*)\)/u.exec(heard.args) ?? [];
  const flags = list.split(' ').filter((flag) => flag !== '');
  const rows: string[] = [];
  for (const { message, sequence } of chosen(heard)) {
    message.flags = verb.startsWith('+') ? [...new Set([...message.flags, ...flags])] : verb.startsWith('-') ? message.flags.filter((flag) => !flags.includes(flag)) : flags;
    if (!verb.endsWith('.SILENT')) rows.push(`* ${sequence} FETCH (UID ${message.uid} FLAGS (${message.flags.join(' ')}))`);
  }
  return ok(heard, rows);
}

/** Takes the messages out of the selected mailbox; answers the EXPUNGE lines. */
export function expunge(heard: Heard, gone: (message: Message) => boolean, word = 'EXPUNGE'): string[] {
  const box = current(heard)!;
  const rows: string[] = [];
  for (let at = 0; at < box.messages.length; ) {
    if (gone(box.messages[at]!)) {
      box.messages.splice(at, 1);
      rows.push(`* ${at + 1} ${word}`);
    } else at++;
  }
  return rows;
}

function transfer(heard: Heard, moves: boolean): string {
  const target = /^\S+ (.*)$/u.exec(heard.args)?.[1] ?? '';
  const box = named(heard, nameIn({ ...heard, args: target }));
  if (!box) return no('[TRYCREATE] No such mailbox');
  const source = chosen(heard).map(({ message }) => message);
  const first = uidNext(box);
  source.forEach((message, index) => box.messages.push({ ...message, uid: first + index }));
  const code = has(heard, 'UIDPLUS') && source.length > 0 ? `[COPYUID ${box.uidValidity} ${source.map(({ uid }) => uid).join(',')} ${first}:${first + source.length - 1}] ` : '';
  if (!moves) return ok(heard, [], code);
  return ok(heard, [...(code === '' ? [] : [`* OK ${code}moved`]), ...expunge(heard, (message) => source.includes(message))]);
}

export function append(heard: Heard): string {
  const box = named(heard, nameIn(heard));
  if (!box) return no('[TRYCREATE] No such mailbox');
  const text = heard.literals.at(-1)!.toString('latin1');
  const end = text.indexOf('\r\n\r\n') + 4;
  const uid = uidNext(box);
  box.messages.push({ uid, flags: /\(([^)]*)\)/u.exec(heard.args)?.[1]?.split(' ') ?? [], header: text.slice(0, end), body: text.slice(end) });
  return ok(heard, [], has(heard, 'UIDPLUS') ? `[APPENDUID ${box.uidValidity} ${uid}] ` : '');
}

export function search(heard: Heard, found: (message: Message) => boolean = () => true): string {
  const box = current(heard);
  const uids = (box?.messages ?? []).filter(found).map(({ uid }) => uid);
  if (/^RETURN \(/u.test(heard.args)) return ok(heard, [`* ESEARCH (TAG "${heard.tag}") UID${uids.length > 0 ? ` ALL ${uids.join(',')}` : ''}`]);
  return ok(heard, [['* SEARCH', ...uids].join(' ')]);
}

/** By command name. */
export const STANDARD: Readonly<Record<string, Answer>> = {
  CAPABILITY: (heard) => ok(heard, [`* CAPABILITY ${heard.connection.loggedIn ? heard.server.profile.after : heard.server.profile.before}`]),
  NOOP: (heard) => ok(heard),
  LOGOUT: (heard) => ok(heard, ['* BYE see you']),
  LIST: (heard) => ok(heard, listing(heard, 'LIST')),
  LSUB: (heard) => ok(heard, listing(heard, 'LSUB')),
  STATUS: status,
  SELECT: (heard) => select(heard),
  EXAMINE: (heard) => select(heard),
  'UID STORE': store,
  'UID SEARCH': (heard) => search(heard),
  'UID COPY': (heard) => transfer(heard, false),
  APPEND: append,
};

/** By command name, for those who announce `atom`. */
export const EXTENSIONS: Readonly<Record<string, { atom: string; answer: Answer }>> = {
  ID: { atom: 'ID', answer: (heard) => ok(heard, ['* ID NIL']) },
  ENABLE: { atom: 'ENABLE', answer: (heard) => ok(heard, [`* ENABLED ${heard.args}`]) },
  NAMESPACE: { atom: 'NAMESPACE', answer: (heard) => ok(heard, [`* NAMESPACE (("" ${heard.server.profile.delimiter ?? '"/"'})) NIL NIL`]) },
  'UID MOVE': { atom: 'MOVE', answer: (heard) => transfer(heard, true) },
  'UID EXPUNGE': { atom: 'UIDPLUS', answer: (heard) => ok(heard, expunge(heard, (message) => message.flags.includes('\\Deleted') && chosen(heard).some((one) => one.message === message))) },
  UNSELECT: { atom: 'UNSELECT', answer: (heard) => {
    heard.connection.selected = null;
    return ok(heard);
  } },
};
