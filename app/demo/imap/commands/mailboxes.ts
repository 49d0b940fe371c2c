/** CREATE, DELETE, RENAME, SUBSCRIBE, UNSUBSCRIBE, STATUS (RFC 3501 6.3) and NAMESPACE (RFC 2342). */
import { DELIMITER } from '../../store/mailbox-store.ts';
import { SyntaxMistake, type CommandCursor } from '../command-cursor.ts';
import { ok, no } from '../command.ts';
import type { ImapSession } from '../session.ts';
import { readStatusItems, statusLine } from '../status.ts';
import type { Command } from './command.ts';

const SPECIAL_USES = ['\\All', '\\Archive', '\\Drafts', '\\Flagged', '\\Junk', '\\Sent', '\\Trash'];

function readSpecialUse(args: CommandCursor): string | null {
  let use: string | null = null;
  args.list(() => {
    args.expect('USE ');
    [use = null] = args.list(() => args.flag());
  });
  return use;
}

function subscription(wanted: boolean): Command {
  return {
    state: 'authenticated',
    run(session, args) {
      args.space();
      const name = session.mailboxName(args.astring());
      args.end();
      session.store.subscribe(name, wanted);
      return ok(wanted ? 'Subscribed' : 'Unsubscribed');
    },
  };
}

export const mailboxCommands: Record<string, Command> = {
  CREATE: {
    state: 'authenticated',
    run(session, args) {
      args.space();
      const name = session.mailboxName(args.astring());
      const use = session.has('CREATE-SPECIAL-USE') && args.accept(' ') ? readSpecialUse(args) : null;
      args.end();
      const known = use === null ? null : SPECIAL_USES.find((one) => one.toLowerCase() === use.toLowerCase());
      if (known === undefined) return no('That special use is not known', 'USEATTR');
      session.store.createMailbox(name, known === null ? {} : { specialUse: known });
      return ok('Created');
    },
  },
  DELETE: {
    state: 'authenticated',
    run(session, args) {
      args.space();
      const name = session.mailboxName(args.astring(), 'NONEXISTENT');
      args.end();
      closeOwn(session, name);
      session.store.deleteMailbox(name);
      return ok('Deleted');
    },
  },
  RENAME: {
    state: 'authenticated',
    run(session, args) {
      args.space();
      const from = session.mailboxName(args.astring(), 'NONEXISTENT');
      args.space();
      const to = session.mailboxName(args.astring());
      args.end();
      session.store.renameMailbox(from, to);
      return ok('Renamed');
    },
  },
  SUBSCRIBE: subscription(true),
  UNSUBSCRIBE: subscription(false),
  STATUS: {
    state: 'authenticated',
    run(session, args) {
      args.space();
      const mailbox = session.mailbox(args.astring());
      args.space();
      const items = readStatusItems(session, args);
      args.end();
      if (items.length === 0) throw new SyntaxMistake('No STATUS item');
      session.writer.write(statusLine(mailbox, items));
      return ok('That is it');
    },
  },
  NAMESPACE: {
    state: 'authenticated',
    needs: 'NAMESPACE',
    run(session, args) {
      args.end();
      session.writer.write(`* NAMESPACE (("" "${DELIMITER}")) NIL NIL\r\n`);
      return ok('That is it');
    },
  },
};

/** Deleting what one has selected closes it first; the others are sent BYE. */
function closeOwn(session: ImapSession, name: string): void {
  const mailbox = session.store.find(name);
  if (mailbox && mailbox.name !== 'INBOX' && session.view?.mailbox === mailbox) session.select(null, false);
}
