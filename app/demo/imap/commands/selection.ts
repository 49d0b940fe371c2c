/** SELECT, EXAMINE, CLOSE, UNSELECT (RFC 3691), CHECK, EXPUNGE and UID EXPUNGE (RFC 4315), with QRESYNC (RFC 7162 3.2.5). */
import type { Mailbox } from '../../store/mailbox.ts';
import type { StoredMessage } from '../../store/message.ts';
import { SyntaxMistake, type CommandCursor } from '../command-cursor.ts';
import { ok, no, type Answer } from '../command.ts';
import { list, numberSet } from '../encode.ts';
import { readRanges, resolveSet } from '../number-set.ts';
import type { ImapSession } from '../session.ts';
import type { Command } from './command.ts';

interface Resync {
  uidValidity: number;
  modseq: number;
  knownUids: string | null;
}

function open(readOnly: boolean): Command {
  return {
    state: 'authenticated',
    run(session, args) {
      args.space();
      const name = args.astring();
      const resync = args.accept(' ') ? readParameters(session, args) : null;
      args.end();
      const reselected = session.view !== null;
      session.select(null, false);
      if (reselected && session.qresync) session.writer.write('* OK [CLOSED] The mailbox before is closed\r\n');
      const mailbox = session.mailbox(name);
      describe(session, mailbox, readOnly);
      if (resync?.uidValidity === mailbox.uidValidity) writeMissed(session, mailbox, resync);
      return ok('Selected', readOnly ? 'READ-ONLY' : 'READ-WRITE');
    },
  };
}

function readParameters(session: ImapSession, args: CommandCursor): Resync | null {
  let resync: Resync | null = null;
  args.list(() => {
    const name = args.keyword().toUpperCase();
    if (name === 'CONDSTORE' && session.has('CONDSTORE')) session.condstore = true;
    else if (name === 'QRESYNC' && session.has('QRESYNC')) {
      if (!session.qresync) throw new SyntaxMistake('ENABLE QRESYNC first');
      args.expect(' (');
      resync = { uidValidity: args.number(), modseq: (args.space(), args.modseq()), knownUids: null };
      if (args.accept(' ') && args.peek() !== '(') {
        resync.knownUids = args.set();
        args.accept(' ');
      }
      // Which sequence numbers the client pairs with UIDs only saves octets; the answer is right without it.
      if (args.accept('(')) {
        args.set();
        args.space();
        args.set();
        args.expect(')');
      }
      args.expect(')');
    } else throw new SyntaxMistake('Unknown parameter');
  });
  return resync;
}

function describe(session: ImapSession, mailbox: Mailbox, readOnly: boolean): void {
  const view = session.select(mailbox, readOnly);
  if (!view) return;
  const flags = ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft', ...mailbox.keywords.values()];
  const unseen = view.messages.findIndex((message) => !message.flags.has('\\Seen'));
  const lines = [
    `FLAGS ${list(flags)}`,
    `OK [PERMANENTFLAGS ${readOnly ? '()' : list(mailbox.takesKeywords ? [...flags, '\\*'] : flags)}] Flags that last`,
    `${String(view.messages.length)} EXISTS`,
    `${String(view.recent.size)} RECENT`,
    `OK [UIDVALIDITY ${String(mailbox.uidValidity)}] UIDs are valid`,
    `OK [UIDNEXT ${String(mailbox.uidNext)}] The next UID`,
  ];
  if (unseen >= 0) lines.push(`OK [UNSEEN ${String(unseen + 1)}] The first unseen`);
  if (session.has('CONDSTORE')) lines.push(`OK [HIGHESTMODSEQ ${String(mailbox.highestModseq)}] The highest`);
  session.writer.write(lines.map((line) => `* ${line}\r\n`).join(''));
}

/** VANISHED (EARLIER) and changed flags since the client was here (RFC 7162 3.2.5.1). */
function writeMissed(session: ImapSession, mailbox: Mailbox, resync: Resync): void {
  const known = resync.knownUids === null ? null : readRanges(resync.knownUids, mailbox.uidNext - 1);
  const isKnown = (uid: number): boolean => known === null || known.some(([from, to]) => uid >= from && uid <= to);
  session.writer.write(vanishedEarlier(mailbox, resync.modseq, isKnown));
  session.view?.messages.forEach((message, index) => {
    if (message.modseq > resync.modseq && isKnown(message.uid)) session.writer.write(`${session.flagsLine(index + 1, message)}\r\n`);
  });
}

export function vanishedEarlier(mailbox: Mailbox, since: number, wanted: (uid: number) => boolean): string {
  const uids = mailbox.vanished.filter((gone) => gone.modseq > since && wanted(gone.uid)).map((gone) => gone.uid);
  return uids.length === 0 ? '' : `* VANISHED (EARLIER) ${numberSet(uids.sort((a, b) => a - b))}\r\n`;
}

function expunge(session: ImapSession, chosen: readonly StoredMessage[]): Answer {
  const view = session.view;
  if (!view || view.readOnly) return no('The mailbox is read-only', 'READ-ONLY');
  const removed = view.mailbox.expunge(chosen.filter((message) => message.flags.has('\\Deleted')), session);
  const code = removed.length > 0 && session.condstore ? `HIGHESTMODSEQ ${String(view.mailbox.highestModseq)}` : undefined;
  return ok('Expunged', code);
}

export const selectionCommands: Record<string, Command> = {
  SELECT: open(false),
  EXAMINE: open(true),
  CHECK: {
    state: 'selected',
    run(_, args) {
      args.end();
      return ok('Checked');
    },
  },
  CLOSE: {
    state: 'selected',
    run(session, args) {
      args.end();
      const view = session.view;
      const answer = view && !view.readOnly ? expunge(session, view.messages) : ok('Closed');
      session.select(null, false);
      return { ...answer, text: 'Closed' };
    },
  },
  UNSELECT: {
    state: 'selected',
    needs: 'UNSELECT',
    run(session, args) {
      args.end();
      session.select(null, false);
      return ok('Unselected');
    },
  },
  EXPUNGE: {
    state: 'selected',
    run(session, args) {
      args.end();
      return expunge(session, session.view?.messages ?? []);
    },
  },
  'UID EXPUNGE': {
    state: 'selected',
    needs: 'UIDPLUS',
    run(session, args) {
      args.space();
      const chosen = resolveSet(args.set(), session.view?.messages ?? [], true);
      args.end();
      return expunge(session, chosen.map(({ message }) => message));
    },
  },
};
