/** FETCH and UID FETCH (RFC 3501 6.4.5), CHANGEDSINCE and VANISHED (RFC 7162 3.1.4, 3.2.6). */
import { SyntaxMistake, type CommandCursor } from '../command-cursor.ts';
import { no, ok } from '../command.ts';
import { fetchAnswer } from '../fetch-answer.ts';
import { readFetchItems } from '../fetch-items.ts';
import { readRanges, resolveSet } from '../number-set.ts';
import type { ImapSession } from '../session.ts';
import type { Command } from './command.ts';
import { vanishedEarlier } from './selection.ts';

interface Modifiers {
  changedSince: number | null;
  vanished: boolean;
}

const fetch: Command['run'] = async (session, args, byUid) => {
  const view = session.view;
  if (!view) return no('No mailbox is selected');
  args.space();
  const set = args.set();
  args.space();
  const items = readFetchItems(session, args);
  const modifiers = args.accept(' ') ? readModifiers(session, args) : { changedSince: null, vanished: false };
  args.end();
  if (modifiers.vanished && (!byUid || !session.qresync)) throw new SyntaxMistake('VANISHED needs UID FETCH and QRESYNC');
  const since = modifiers.changedSince;
  if (since !== null || items.some((item) => item.kind === 'MODSEQ')) session.condstore = true;
  if (byUid && !items.some((item) => item.kind === 'UID')) items.unshift({ kind: 'UID' });
  if (since !== null && !items.some((item) => item.kind === 'MODSEQ')) items.push({ kind: 'MODSEQ' });
  const chosen = resolveSet(set, view.messages, byUid);
  if (modifiers.vanished && since !== null) {
    const ranges = readRanges(set, Math.max(view.mailbox.uidNext - 1, 0));
    session.writer.write(vanishedEarlier(view.mailbox, since, (uid) => ranges.some(([from, to]) => uid >= from && uid <= to)));
  }
  const reads = !view.readOnly && items.some((item) => item.kind === 'SECTION' && !item.peek);
  for (const { sequence, message } of chosen) {
    if (since !== null && message.modseq <= since) continue;
    const seen = reads && view.mailbox.setFlags([message], 'add', ['\\Seen'], session).length > 0;
    session.writer.write(...fetchAnswer(session, view, sequence, message, items, seen));
    if (session.writer.full) await session.writer.flush();
    if (session.writer.stalled) break;
  }
  return ok('Fetched');
};

function readModifiers(session: ImapSession, args: CommandCursor): Modifiers {
  const modifiers: Modifiers = { changedSince: null, vanished: false };
  args.list(() => {
    const name = args.keyword().toUpperCase();
    if (name === 'CHANGEDSINCE' && session.has('CONDSTORE')) {
      args.space();
      modifiers.changedSince = args.modseq();
    } else if (name === 'VANISHED' && session.has('QRESYNC')) modifiers.vanished = true;
    else throw new SyntaxMistake('Unknown modifier');
  });
  return modifiers;
}

export const fetchCommands: Record<string, Command> = {
  FETCH: { state: 'selected', expungeNews: false, run: fetch },
  'UID FETCH': { state: 'selected', run: fetch },
};
