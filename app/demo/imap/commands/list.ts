/** LIST and LSUB (RFC 3501 6.3.8), LIST-EXTENDED (RFC 5258), LIST-STATUS (RFC 5819), SPECIAL-USE (RFC 6154). */
import { DELIMITER } from '../../store/mailbox-store.ts';
import { SyntaxMistake, type CommandCursor } from '../command-cursor.ts';
import { ok } from '../command.ts';
import { list, mailboxName } from '../encode.ts';
import { listPattern } from '../list-pattern.ts';
import { encodeModifiedUtf7 } from '../modified-utf7.ts';
import type { ImapSession } from '../session.ts';
import { readStatusItems, statusLine } from '../status.ts';
import type { Command } from './command.ts';

interface Request {
  reference: string;
  patterns: string[];
  select: Set<string>;
  returns: Set<string>;
  status: string[] | null;
}

function readRequest(session: ImapSession, args: CommandCursor): Request {
  const request: Request = { reference: '', patterns: [], select: new Set(), returns: new Set(), status: null };
  const extended = session.has('LIST-EXTENDED');
  args.space();
  if (extended && args.peek() === '(') {
    request.select = new Set(args.list(() => args.keyword().toUpperCase()));
    args.space();
  }
  request.reference = args.astring().toString('latin1');
  args.space();
  request.patterns = extended && args.peek() === '(' ? args.list(() => args.listMailbox()) : [args.listMailbox()];
  if (extended && args.accept(' RETURN ')) {
    args.list(() => {
      const option = args.keyword().toUpperCase();
      if (option === 'STATUS' && session.has('LIST-STATUS')) {
        args.space();
        request.status = readStatusItems(session, args);
      } else if (['SUBSCRIBED', 'CHILDREN', 'SPECIAL-USE'].includes(option)) request.returns.add(option);
      else throw new SyntaxMistake('Unknown LIST return option');
    });
  }
  args.end();
  for (const option of request.select) {
    if (!['SUBSCRIBED', 'REMOTE', 'RECURSIVEMATCH', 'SPECIAL-USE'].includes(option)) throw new SyntaxMistake('Unknown LIST selection option');
  }
  if (request.select.has('RECURSIVEMATCH') && !request.select.has('SUBSCRIBED') && !request.select.has('SPECIAL-USE')) {
    throw new SyntaxMistake('RECURSIVEMATCH needs another option');
  }
  return request;
}

const answerList: Command['run'] = (session, args) => {
  const request = readRequest(session, args);
  if (request.patterns.length === 1 && request.patterns[0] === '') {
    session.writer.write(`* LIST (\\Noselect) "${DELIMITER}" ""\r\n`);
    return ok('Listed');
  }
  const { store } = session;
  const matches = request.patterns.map((pattern) => listPattern(request.reference, pattern));
  const names = new Set([...store.mailboxes.map((mailbox) => mailbox.name), ...(request.select.has('SUBSCRIBED') ? store.orphanSubscriptions : [])]);
  const subscribed = (name: string): boolean => store.find(name)?.subscribed ?? store.orphanSubscriptions.has(name);
  const special = (name: string): string | null => (session.has('SPECIAL-USE') ? (store.find(name)?.specialUse ?? null) : null);
  const selects = (name: string): boolean => (!request.select.has('SUBSCRIBED') || subscribed(name)) && (!request.select.has('SPECIAL-USE') || special(name) !== null);
  for (const name of names) {
    const wireName = encodeModifiedUtf7(name);
    if (!matches.some((match) => match(wireName))) continue;
    const childMatches = request.select.has('RECURSIVEMATCH') && [...names].some((child) => child.startsWith(name + DELIMITER) && selects(child));
    if (!selects(name) && !childMatches) continue;
    const mailbox = store.find(name);
    const attributes = attributesOf(session, name);
    if (special(name) !== null) attributes.push(special(name) ?? '');
    if (subscribed(name) && (request.select.has('SUBSCRIBED') || request.returns.has('SUBSCRIBED'))) attributes.push('\\Subscribed');
    const extra = childMatches ? ` ("CHILDINFO" (${request.select.has('SUBSCRIBED') ? '"SUBSCRIBED"' : '"SPECIAL-USE"'}))` : '';
    session.writer.write(`* LIST ${list(attributes)} "${DELIMITER}" ${mailboxName(wireName)}${extra}\r\n`);
    if (request.status && mailbox && !mailbox.noselect) session.writer.write(statusLine(mailbox, request.status));
  }
  return ok('Listed');
};

function attributesOf(session: ImapSession, name: string): string[] {
  const mailbox = session.store.find(name);
  const attributes = mailbox ? (mailbox.noselect ? ['\\Noselect'] : []) : ['\\NonExistent'];
  const hasChildren = session.store.mailboxes.some((other) => other.name.startsWith(name + DELIMITER));
  if (session.has('CHILDREN')) attributes.push(hasChildren ? '\\HasChildren' : '\\HasNoChildren');
  return attributes;
}

const answerLsub: Command['run'] = (session, args) => {
  args.space();
  const reference = args.astring().toString('latin1');
  args.space();
  const match = listPattern(reference, args.listMailbox());
  args.end();
  const subscribed = session.store.mailboxes.filter((mailbox) => mailbox.subscribed).map((mailbox) => mailbox.name);
  for (const name of [...subscribed, ...session.store.orphanSubscriptions]) {
    const wireName = encodeModifiedUtf7(name);
    if (!match(wireName)) continue;
    const mailbox = session.store.find(name);
    session.writer.write(`* LSUB ${mailbox && !mailbox.noselect ? '()' : '(\\Noselect)'} "${DELIMITER}" ${mailboxName(wireName)}\r\n`);
  }
  return ok('Listed');
};

export const listCommands: Record<string, Command> = {
  LIST: { state: 'authenticated', run: answerList },
  LSUB: { state: 'authenticated', run: answerLsub },
};
