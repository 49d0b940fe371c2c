/** SEARCH and UID SEARCH (RFC 3501 6.4.4) with RETURN (RFC 4731) and MODSEQ (RFC 7162 3.1.5). */
import { SyntaxMistake } from '../command-cursor.ts';
import { no, ok } from '../command.ts';
import { numberSet } from '../encode.ts';
import type { Numbered } from '../number-set.ts';
import { readSearchProgram } from '../search-key.ts';
import type { Command } from './command.ts';

const RETURNS = ['MIN', 'MAX', 'ALL', 'COUNT'];

const search: Command['run'] = (session, args, byUid) => {
  const view = session.view;
  if (!view) return no('No mailbox is selected');
  args.space();
  let returns: string[] | null = null;
  if (session.has('ESEARCH') && args.accept('RETURN ')) {
    returns = args.list(() => args.keyword().toUpperCase());
    if (returns.length === 0) returns = ['ALL'];
    if (returns.some((option) => !RETURNS.includes(option))) throw new SyntaxMistake('Unknown RETURN option');
    args.space();
  }
  if (args.accept('CHARSET ')) {
    const charset = args.astring().toString('latin1').toUpperCase();
    if (charset !== 'UTF-8' && charset !== 'US-ASCII') return no('That charset is not known', 'BADCHARSET (US-ASCII UTF-8)');
    args.space();
  }
  const { test, usesModseq } = readSearchProgram(args, view, session.has('CONDSTORE'));
  if (usesModseq) session.condstore = true;
  const hits: Numbered[] = [];
  view.messages.forEach((message, index) => {
    const candidate = { sequence: index + 1, message };
    if (!message.expunged && test(candidate)) hits.push(candidate);
  });
  const numbers = hits.map(({ sequence, message }) => (byUid ? message.uid : sequence));
  const modseq = usesModseq && hits.length > 0 ? Math.max(...hits.map(({ message }) => message.modseq)) : null;
  if (!returns) {
    const tail = modseq === null ? '' : ` (MODSEQ ${String(modseq)})`;
    session.writer.write(`* SEARCH${numbers.map((number) => ` ${String(number)}`).join('')}${tail}\r\n`);
    return ok('Searched');
  }
  session.writer.write(`* ESEARCH (TAG "${session.tag}")${byUid ? ' UID' : ''}${extended(returns, numbers)}${modseq === null ? '' : ` MODSEQ ${String(modseq)}`}\r\n`);
  return ok('Searched');
};

function extended(returns: readonly string[], numbers: readonly number[]): string {
  const values: string[] = [];
  const [first] = numbers;
  if (first !== undefined) {
    if (returns.includes('MIN')) values.push(`MIN ${String(first)}`);
    if (returns.includes('MAX')) values.push(`MAX ${String(numbers.at(-1) ?? first)}`);
    if (returns.includes('ALL')) values.push(`ALL ${numberSet(numbers)}`);
  }
  if (returns.includes('COUNT')) values.push(`COUNT ${String(numbers.length)}`);
  return values.map((value) => ` ${value}`).join('');
}

export const searchCommands: Record<string, Command> = {
  SEARCH: { state: 'selected', expungeNews: false, run: search },
  'UID SEARCH': { state: 'selected', run: search },
};
