/** APPEND, COPY and MOVE (RFC 3501 6.3.11, 6.4.7, RFC 6851) with APPENDUID and COPYUID (RFC 4315). */
import { StoreRefusal } from '../../store/mailbox-store.ts';
import type { Mailbox } from '../../store/mailbox.ts';
import { no, ok, type Answer } from '../command.ts';
import { numberSet } from '../encode.ts';
import { resolveSet } from '../number-set.ts';
import type { ImapSession } from '../session.ts';
import type { Command } from './command.ts';

/** The target of a COPY, MOVE or APPEND: what is missing may be created (RFC 3501 7.1, TRYCREATE). */
function target(session: ImapSession, name: Buffer): Mailbox {
  try {
    return session.mailbox(name);
  } catch (error) {
    if (error instanceof StoreRefusal && error.code === 'NONEXISTENT') throw new StoreRefusal('TRYCREATE', error.message);
    throw error;
  }
}

const append: Command['run'] = (session, args) => {
  args.space();
  const name = args.astring();
  args.space();
  let flags: string[] = [];
  if (args.peek() === '(') {
    flags = args.list(() => args.flag());
    args.space();
  }
  const internalDate = args.peek() === '"' ? args.dateTime() : new Date();
  if (args.peek() === ' ') args.space();
  const raw = Buffer.from(args.octetString());
  args.end();
  const mailbox = target(session, name);
  const [added] = mailbox.append([{ raw, flags, internalDate }], null);
  return ok('Appended', session.has('UIDPLUS') && added ? `APPENDUID ${String(mailbox.uidValidity)} ${String(added.uid)}` : undefined);
};

function transfer(move: boolean): Command['run'] {
  return (session, args, byUid): Answer => {
    const view = session.view;
    if (!view) return no('No mailbox is selected');
    args.space();
    const set = args.set();
    args.space();
    const name = args.astring();
    args.end();
    const chosen = resolveSet(set, view.messages, byUid).map(({ message }) => message);
    if (move && view.readOnly) return no('The mailbox is read-only', 'READ-ONLY');
    const mailbox = target(session, name);
    const present = chosen.filter((message) => !message.expunged);
    // RFC 2180 4.4.1: all or nothing; a COPY that lacks one message must not look complete.
    if (present.length < chosen.length && !byUid) return no('Some messages are expunged', 'EXPUNGEISSUED');
    const added = mailbox.append(present.map(({ raw, flags, internalDate }) => ({ raw, flags: [...flags], internalDate })));
    const code = session.has('UIDPLUS') && added.length > 0
      ? `COPYUID ${String(mailbox.uidValidity)} ${numberSet(present.map(({ uid }) => uid))} ${numberSet(added.map(({ uid }) => uid))}`
      : undefined;
    if (!move) return ok('Copied', code);
    // RFC 6851 4.3: COPYUID comes before the first EXPUNGE.
    if (code !== undefined) session.writer.write(`* OK [${code}] Moved\r\n`);
    view.mailbox.expunge(present, session);
    return ok('Moved', session.condstore && present.length > 0 ? `HIGHESTMODSEQ ${String(view.mailbox.highestModseq)}` : undefined);
  };
}

export const transferCommands: Record<string, Command> = {
  APPEND: { state: 'authenticated', run: append },
  COPY: { state: 'selected', run: transfer(false) },
  'UID COPY': { state: 'selected', run: transfer(false) },
  MOVE: { state: 'selected', needs: 'MOVE', run: transfer(true) },
  'UID MOVE': { state: 'selected', needs: 'MOVE', run: transfer(true) },
};
