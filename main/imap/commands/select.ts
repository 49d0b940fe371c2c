/** SELECT and EXAMINE (RFC 3501 6.3.1, 6.3.2; CONDSTORE RFC 7162 3.1.8, QRESYNC RFC 7162 3.2.5; MAILBOXID RFC 8474; APPENDLIMIT RFC 7889). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import { LONGEST_SET } from '../quirks.ts';
import type { SelectedMailbox } from '../mailbox.ts';
import type { FetchedMessage } from '../message.ts';
import { formatUidSet, uidSet, type UidSet } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';
import type { Response } from '../wire/response.ts';
import { SelectState } from './select-state.ts';

/** What is known from before (RFC 7162 3.2.5). */
export interface KnownMailbox {
  uidValidity: number;
  /** Decimal string, not '0'. */
  modseq: string;
  /** UIDs that are kept: of others nothing is told, so what is new is not. Absent, or too many for a line: of all. */
  uids?: UidSet;
  /** Message numbers with their UIDs, ascending: lets the server leave out what was expunged before them. */
  samples?: readonly (readonly [sequence: number, uid: number])[];
}

export interface SelectOptions {
  readOnly?: boolean;
  /** Asks for what changed since. QRESYNC is switched on if it is not and nothing is selected (RFC 7162 3.2.3); otherwise rejects 'unsupported'. With another UIDVALIDITY the server ignores it. */
  known?: KnownMailbox;
  /** Messages whose flags changed, or that are new (UID, FLAGS, MODSEQ). A promise stops reading until it settles. */
  onRow?(message: FetchedMessage): void | Promise<void>;
  /** Messages that are gone. Only UIDs of `known` count, others may never have been. */
  onVanished?(uids: UidSet): void;
}

export interface SelectTerms {
  condstore: boolean;
  /** The server will say [CLOSED] where the old mailbox ends: one is open, and QRESYNC or IMAP4rev2 is on. */
  closes(): boolean;
  /** `PERMANENTFLAGS ()` does not mean that flags cannot be kept. */
  keepsFlagsUnsaid: boolean;
  /** UIDONLY is on: message numbers may not be named (RFC 9586 3.4). */
  uidOnly(): boolean;
}

/** An OK without EXISTS is 'protocol', without UIDVALIDITY 'unsupported': nothing can be kept of such a mailbox. */
export function select(wireName: string, options: SelectOptions, terms: SelectTerms): Command<SelectedMailbox> {
  const name = options.readOnly === true ? 'EXAMINE' : 'SELECT';
  const { known } = options;
  let state = new SelectState();
  let waitsForClosed = false;
  let begun = false;
  let thrown: { error: unknown } | null = null;
  const failed = (error: unknown): void => void (thrown ??= { error });
  const deliver = (run: () => void | Promise<void>): boolean | Promise<void> => {
    if (thrown !== null) return true;
    try {
      const wait = run();
      return wait instanceof Promise ? wait.catch(failed) : true;
    } catch (error) {
      failed(error);
      return true;
    }
  };
  return {
    name,
    lane: { kind: 'select' },
    parts(wire) {
      waitsForClosed = terms.closes();
      const writer = new CommandWriter(wire).word(`${name} `).mailbox(wireName);
      if (known !== undefined) writeKnown(writer, known, terms.uidOnly());
      else if (terms.condstore) writer.word(' (CONDSTORE)');
      return writer.finish();
    },
    take(response: Response) {
      if (response.kind === 'status' && response.code?.name === 'CLOSED') {
        // Everything before was said of the old mailbox.
        state = new SelectState();
        waitsForClosed = false;
        begun = true;
        return true;
      }
      // Said of the mailbox that is being left: whoever listens now would take it for this one's.
      if ((waitsForClosed || (!begun && known === undefined)) && (response.kind === 'fetch' || response.kind === 'expunge' || response.kind === 'vanished')) return true;
      if (known !== undefined) {
        if (response.kind === 'fetch' && response.row.message.uid !== 0) return deliver(() => options.onRow?.(response.row.message));
        if (response.kind === 'vanished' && response.earlier) return deliver(() => options.onVanished?.(response.uids));
      }
      const own = state.take(response);
      begun ||= own;
      return own;
    },
    done(status) {
      state.code(status.code);
      if (thrown !== null) throw thrown.error;
      if (known !== undefined && waitsForClosed) throw fail('protocol', say('engine-imap.noChangesStart'));
      return state.result(wireName, status, { readOnly: options.readOnly === true, keepsFlagsUnsaid: terms.keepsFlagsUnsaid });
    },
  };
}

/** ` (QRESYNC (uidvalidity modseq [uids] [(sequences uids)]))`. */
function writeKnown(writer: CommandWriter, known: KnownMailbox, uidOnly: boolean): void {
  if (known.uidValidity < 1 || known.modseq === '0') throw fail('invalid-input', say('engine-imap.unknownFolder'));
  writer.word(' (QRESYNC (').number(known.uidValidity).word(' ').digits(known.modseq);
  const { uids, samples } = known;
  // A set too long for a line may be left out: then the server tells of more, never of less.
  const whole = uids === undefined || uids.length === 0 ? '' : formatUidSet(uids);
  const text = whole.length <= LONGEST_SET ? whole : '';
  if (text !== '') writer.word(` ${text}`);
  if (samples !== undefined && samples.length > 0) {
    // The two sets are read side by side, so neither may lose or reorder one.
    if (samples.some(([sequence, uid], index) => index > 0 && (sequence <= samples[index - 1]![0] || uid <= samples[index - 1]![1]))) throw fail('invalid-input', say('engine-imap.samplesOrder'));
    const [sequences, sampled] = [0, 1].map((side) => formatUidSet(uidSet(samples.map((pair) => pair[side]!))));
    if (!uidOnly && text.length + sequences!.length + sampled!.length <= LONGEST_SET) writer.word(` (${sequences} ${sampled})`);
  }
  writer.word('))');
}
