/** Messages of conversations as mirror records, said in few words. */
import { encodeRows } from '../../main/mirror/protocol/page-rows.ts';
import type { PageWrite, SummaryRow } from '../../main/mirror/protocol/records.ts';
import type { FolderId } from '../../shared/ids.ts';

export interface TestMail {
  uid: number;
  /** Without brackets; '' for none. By default of its own. */
  id?: string;
  /** Without brackets. */
  references?: string[];
  /** As in the header. */
  inReplyTo?: string;
  subject?: string;
  from?: string;
  to?: string[];
  date?: number;
  /** The server's name for the conversation. */
  thread?: string;
  flags?: number;
  attached?: boolean;
}

export function mailRow({ uid, id = `own-${uid}@example.org`, references = [], inReplyTo = '', subject = `subject ${uid}`, from = 'ann@example.org', to = [], date = 1000 + uid, thread, attached = false }: TestMail): SummaryRow {
  const row: SummaryRow = [uid, date, 1000, subject, [['', from]], to.map((address) => ['', address]), [], id && `<${id}>`, inReplyTo, references.map((one) => `<${one}>`), attached ? 1 : 0, null, null];
  if (thread !== undefined) row.push(thread);
  return row;
}

/** In ascending UID order. */
export function mailPage(folderId: FolderId, mails: readonly TestMail[]): PageWrite {
  const rows = mails.map(mailRow);
  return {
    folderId,
    uids: new Uint8Array(Uint32Array.from(rows, (row) => row[0]).buffer),
    dates: new Uint8Array(Uint32Array.from(rows, (row) => row[1]).buffer),
    flags: new Uint8Array(Uint16Array.from(mails, (mail) => mail.flags ?? 0).buffer),
    keywords: {},
    rows: new TextEncoder().encode(encodeRows(rows)),
  };
}
