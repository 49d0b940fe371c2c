/** Summary pages of made-up mail, the same for the same seed: what first sync writes. */
import { encodeRows } from '../../main/mirror/protocol/page-rows.ts';
import { folderId, type AccountId, type FolderId } from '../../shared/ids.ts';
import type { AddressTuple, PageWrite, SummaryRow } from '../../main/mirror/protocol/records.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { seeded } from '../support/mirror-records.ts';

export interface MirrorPagesOptions {
  folderId?: FolderId;
  seed?: number;
  firstUid?: number;
  /** Dates as random as in an imported archive; otherwise they rise with the UIDs, with some late arrivals. */
  scattered?: boolean;
}

const WORDS = 'meeting invoice lunch report draft plan review garden library question answer photo travel ticket music weather budget release notes summer winter'.split(' ');
const NAMES = ['Ann Meyer', 'Bob Silva', 'Chen Li', 'Dana Novak', 'Emil Berg', 'Fatima Noor', 'Gil Roth', 'Hana Mori'];
const STRUCTURE = [['text', 'plain', 'utf-8', 7, 1832], ['text', 'html', 'utf-8', 4, 9216]];
const encoder = new TextEncoder();

/** About 240 bytes a row. */
export function* mirrorPages(count: number, pageSize: number, options: MirrorPagesOptions = {}): Generator<PageWrite> {
  const random = seeded(options.seed ?? 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const folder = options.folderId ?? folderId('bench' as AccountId, 'INBOX');
  const first = options.firstUid ?? 1;
  for (let page = 0; page < count; page++) {
    const uids = new Uint32Array(pageSize);
    const dates = new Uint32Array(pageSize);
    const flags = new Uint16Array(pageSize);
    const keywords: Record<number, string[]> = {};
    const rows: SummaryRow[] = [];
    for (let i = 0; i < pageSize; i++) {
      const uid = first + page * pageSize + i;
      const late = random() < 0.02 ? -Math.floor(random() * 86_400 * 30) : 0;
      const date = options.scattered ? 1_200_000_000 + Math.floor(random() * 500_000_000) : 1_500_000_000 + uid * 600 + late;
      uids[i] = uid;
      dates[i] = date;
      flags[i] = (random() < 0.8 ? FLAG.seen : 0) | (random() < 0.03 ? FLAG.flagged : 0) | (random() < 0.2 ? FLAG.answered : 0);
      if (random() < 0.01) {
        keywords[uid] = ['project'];
        flags[i] = (flags[i] as number) | FLAG.keywords;
      }
      const from: AddressTuple = [pick(NAMES), `person${Math.floor(random() * 997)}@example.org`];
      const parent = random() < 0.5 ? `<${uid - 1}.made@example.org>` : '';
      const subject = `${parent ? 'Re: ' : ''}${pick(WORDS)} ${pick(WORDS)} ${pick(WORDS)} ${uid}`;
      rows.push([uid, date, 2000 + Math.floor(random() * 30_000), subject, [from], [['Me', 'me@example.org']], [], `<${uid}.made@example.org>`, parent, parent ? [parent] : [], random() < 0.2 ? 1 : 0, STRUCTURE, null]);
    }
    yield { folderId: folder, uids: bytes(uids), dates: bytes(dates), flags: bytes(flags), keywords, rows: encoder.encode(encodeRows(rows)) };
  }
}

const bytes = (array: Uint32Array | Uint16Array): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
