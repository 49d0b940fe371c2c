/** STORE and UID STORE (RFC 3501 6.4.6) with UNCHANGEDSINCE (RFC 7162 3.1.3). */
import type { FlagAction } from '../../store/mailbox.ts';
import { SyntaxMistake, type CommandCursor } from '../command-cursor.ts';
import { no, ok } from '../command.ts';
import { numberSet } from '../encode.ts';
import { resolveSet } from '../number-set.ts';
import type { ImapSession } from '../session.ts';
import type { Command } from './command.ts';

const store: Command['run'] = (session, args, byUid) => {
  const view = session.view;
  if (!view) return no('No mailbox is selected');
  args.space();
  const set = args.set();
  args.space();
  const unchangedSince = args.peek() === '(' ? readModifier(session, args) : null;
  const { action, silent } = readAction(args);
  args.space();
  const flags = args.peek() === '(' ? args.list(() => args.flag()) : readBareFlags(args);
  args.end();
  if (unchangedSince !== null) session.condstore = true;
  const chosen = resolveSet(set, view.messages, byUid);
  if (view.readOnly) return no('The mailbox is read-only', 'READ-ONLY');

  const present = chosen.filter(({ message }) => !message.expunged);
  const tooNew = unchangedSince === null ? [] : present.filter(({ message }) => message.modseq > unchangedSince);
  const targets = present.filter((one) => !tooNew.includes(one));
  view.mailbox.setFlags(targets.map(({ message }) => message), action, flags, session);
  for (const { sequence, message } of targets) {
    if (!silent) session.writer.write(`${session.flagsLine(sequence, message)}\r\n`);
    // RFC 7162 3.1.3: the new mod-sequence is told even where .SILENT was asked for.
    else if (session.condstore) session.writer.write(`* ${String(sequence)} FETCH (UID ${String(message.uid)} MODSEQ (${String(message.modseq)}))\r\n`);
  }
  if (tooNew.length > 0) {
    const numbers = tooNew.map(({ sequence, message }) => (byUid ? message.uid : sequence));
    return ok('Some were changed meanwhile', `MODIFIED ${numberSet(numbers)}`);
  }
  if (!byUid && present.length < chosen.length) return no('Some messages are expunged', 'EXPUNGEISSUED');
  return ok('Stored');
};

function readModifier(session: ImapSession, args: CommandCursor): number | null {
  let unchangedSince: number | null = null;
  args.list(() => {
    if (args.keyword().toUpperCase() !== 'UNCHANGEDSINCE' || !session.has('CONDSTORE')) throw new SyntaxMistake('Unknown modifier');
    args.space();
    unchangedSince = args.modseq();
  });
  args.space();
  return unchangedSince;
}

function readAction(args: CommandCursor): { action: FlagAction; silent: boolean } {
  const action = args.accept('+') ? 'add' : args.accept('-') ? 'remove' : 'replace';
  args.expect('FLAGS');
  return { action, silent: args.accept('.SILENT') };
}

function readBareFlags(args: CommandCursor): string[] {
  const flags: string[] = [];
  do flags.push(args.flag());
  while (args.accept(' '));
  return flags;
}

export const storeCommands: Record<string, Command> = {
  STORE: { state: 'selected', expungeNews: false, run: store },
  'UID STORE': { state: 'selected', run: store },
};
