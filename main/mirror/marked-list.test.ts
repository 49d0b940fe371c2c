import { describe, expect, test } from 'vitest';
import type { FolderId, MessageId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import type { Mark } from './protocol/batch.ts';
import { withMark, type NumberedList } from './marked-list.ts';

const folderId = 'a/INBOX' as FolderId;
const row = (uid: number, flags: number, keywords: string[] = []): MessageRow => ({ id: `7:${uid}@a/INBOX` as MessageId, folderId, from: [], to: [], subject: `s${uid}`, date: 0, size: 1, flags, keywords, hasAttachment: false, preview: null });
const list: NumberedList = { numbers: [3, 2, 0].map((uid) => ({ folderId, uidValidity: 7, uid, messageId: `<${uid}@example.org>` })), value: { total: 10, unread: 5, matching: 10, from: 0, syncing: false, complete: true, rows: [row(3, 0), row(2, FLAG.seen, ['Work']), row(9, 0)] } };
const mark = (extra: Partial<Mark>): Mark => ({ folderId, uidValidity: 7, uids: [3], add: 0, remove: 0, ...extra });

describe('a mark on a list', () => {
  test('changes the rows it names and the count of unread ones', () => {
    const { value } = withMark(list, mark({ uids: [3, 2], add: FLAG.seen | FLAG.flagged }));
    expect(value.rows.map(({ flags }) => flags)).toEqual([FLAG.seen | FLAG.flagged, FLAG.seen | FLAG.flagged, 0]);
    expect([value.total, value.unread]).toEqual([10, 4]);
    expect(withMark(list, mark({ uids: [2], remove: FLAG.seen })).value.unread).toBe(6);
  });

  test('changes keywords in any case', () => {
    expect(withMark(list, mark({ uids: [2], addKeywords: ['Home'], removeKeywords: ['work'] })).value.rows[1]?.keywords).toEqual(['Home']);
    expect(withMark(list, mark({ uids: [2], addKeywords: ['work'] })).value.rows[1]?.keywords).toEqual(['work']);
  });

  test('is none of its business elsewhere', () => {
    expect(withMark(list, mark({ uidValidity: 8, add: FLAG.flagged }))).toBe(list);
    expect(withMark(list, mark({ uids: [1, 0, 9], add: FLAG.flagged }))).toBe(list);
    expect(withMark(list, mark({ folderId: 'b/INBOX' as FolderId, add: FLAG.flagged }))).toBe(list);
  });
});
