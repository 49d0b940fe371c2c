/** One FETCH response (RFC 3501 7.4.2). */
import { bodyStructure } from '../mime/body-structure.ts';
import { envelope } from '../mime/envelope.ts';
import { previewOf } from '../mime/message-text.ts';
import { sectionOctets } from '../mime/section.ts';
import { structureOf, type StoredMessage } from '../store/message.ts';
import { imapString, internalDate, list } from './encode.ts';
import type { FetchItem } from './fetch-items.ts';
import type { ImapSession } from './session.ts';
import type { View } from './view.ts';

/** `flagsChanged`: reading it has set \Seen, which the client has to hear. */
export function fetchAnswer(session: ImapSession, view: View, sequence: number, message: StoredMessage, items: readonly FetchItem[], flagsChanged: boolean): (string | Buffer)[] {
  const pieces: (string | Buffer)[] = [`* ${String(sequence)} FETCH (`];
  const all = flagsChanged && !items.some((item) => item.kind === 'FLAGS') ? [...items, { kind: 'FLAGS' } as const] : [...items];
  if (flagsChanged && session.condstore && !all.some((item) => item.kind === 'MODSEQ')) all.push({ kind: 'MODSEQ' });
  all.forEach((item, index) => {
    if (index > 0) pieces.push(' ');
    pieces.push(...answerItem(view, message, item));
  });
  pieces.push(')\r\n');
  return pieces;
}

function answerItem(view: View, message: StoredMessage, item: FetchItem): (string | Buffer)[] {
  switch (item.kind) {
    case 'UID': return [`UID ${String(message.uid)}`];
    case 'FLAGS': return [`FLAGS ${list(view.flagsOf(message))}`];
    case 'INTERNALDATE': return [`INTERNALDATE ${internalDate(message.internalDate)}`];
    case 'RFC822.SIZE': return [`RFC822.SIZE ${String(message.raw.length)}`];
    case 'MODSEQ': return [`MODSEQ (${String(message.modseq)})`];
    case 'ENVELOPE': return [`ENVELOPE ${envelope(structureOf(message).fields)}`];
    case 'BODY': return [`BODY ${bodyStructure(structureOf(message), false)}`];
    case 'BODYSTRUCTURE': return [`BODYSTRUCTURE ${bodyStructure(structureOf(message), true)}`];
    case 'PREVIEW': return [`PREVIEW ${imapString(Buffer.from(previewOf(message)).toString('latin1'))}`];
    case 'SECTION': {
      let octets = sectionOctets(structureOf(message), item.section);
      if (octets === null) return [`${item.label} NIL`];
      if (item.from !== null) octets = octets.subarray(item.from, item.from + item.length);
      return octets.length === 0 ? [`${item.label} ""`] : [`${item.label} {${String(octets.length)}}\r\n`, octets];
    }
  }
}
