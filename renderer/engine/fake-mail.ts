/** Believable mail for developing the screen without an engine. Made up, the same every time. */
import { accountId, folderId, messageId, type FolderId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { FolderRole } from '../../shared/model/folder.ts';
import type { MessageRow } from '../../shared/model/message.ts';

export const HOME = accountId('home');
export const WORK = accountId('work');
const HOUR = 3_600_000;

export interface FakeFolder { readonly id: FolderId; readonly parentId: FolderId | null; readonly name: string; readonly role: FolderRole; readonly selectable: boolean; messages: MessageRow[] }

const PEOPLE = ['Mara Lindqvist', 'Tomás Ferreira', 'Hanne Vos', 'Priya Raman', 'Jonas Eckel', 'Ines Caldeira', 'Kenji Morita', 'Leila Haddad', 'Owen Pritchard', 'Sofia Brandt', 'Tide Tables Weekly', 'Harbour Library', 'Allotment Society', 'Northern Rail', 'Bookshop on the Quay', 'Café Oystercatcher'];
const SUBJECTS: readonly (readonly [string, string])[] = [
  ['Wader count on Sunday', 'The tide turns at 06:40, so let us meet at the car park by six. Bring the telescope if you can, and something warm.'],
  ['Draft of the estuary report', 'I have gone through chapters two and three. Most of the numbers hold, but the table on page 14 needs another look.'],
  ['Re: Lunch on Thursday?', 'Thursday works. The place by the lock has a table at half past twelve, shall I take it?'],
  ['Your tide tables for the week', 'High water Monday 04:12 (5.1 m) and 16:38 (5.3 m). Neaps on Wednesday, light winds from the south west.'],
  ['Invoice 2026-118', 'Please find the invoice for October attached. Payment within thirty days to the account named in it.'],
  ['Books ready to collect', 'Two titles you reserved are waiting for you at the desk until the end of next week.'],
  ['Re: Re: Roof of the hide', 'The timber came today. If it stays dry we can have the felt on before the weekend.'],
  ['Photographs from Saturday', 'Here are the best of them. The one with the whole flock turning at once is worth printing large.'],
  ['Minutes of the October meeting', 'Present: seven members. Apologies: two. The seed order goes out on the first of December.'],
  ['Change to your train on 24 November', 'The 07:52 will leave from platform 4 and takes eleven minutes longer because of works at the viaduct.'],
  ['会議の日程について', '来週の打ち合わせですが、水曜日の午後はいかがでしょうか。ご都合をお知らせください。'],
  ['موعد الاجتماع القادم', 'مرحبا، هل يناسبك يوم الأربعاء بعد الظهر؟ أرجو إعلامي قبل نهاية الأسبوع.'],
  ['Question about the ringing permit', 'Does the permit cover the north shore as well, or do we need a second one for the saltmarsh?'],
  ['[godwit-watch] First arrivals', 'Eleven birds at dawn, two of them with colour rings. Both left leg: red over yellow.'],
];

/** The row at `index` (0 is the newest) of a folder. */
export function makeRow(folder: FolderId, index: number, now: number): MessageRow {
  const salt = [...folder].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7);
  const seed = ((index + 1) * 2654435761 + salt) >>> 0;
  const pick = (size: number, shift: number): number => (seed >>> shift) % size;
  // The third from the top is always the one with HTML.
  const [subject, preview] = SUBJECTS[index === 2 ? 3 : (Math.abs(index) + salt + pick(3, 9)) % SUBJECTS.length] ?? ['', ''];
  const name = PEOPLE[pick(PEOPLE.length, 5)] ?? '';
  const flags = (index < 40 ? (pick(5, 3) < 2 ? 0 : FLAG.seen) : pick(17, 3) === 0 ? 0 : FLAG.seen) | (pick(11, 7) === 0 ? FLAG.flagged : 0) | (pick(7, 11) === 0 ? FLAG.answered : 0) | (pick(23, 2) === 0 ? FLAG.forwarded : 0);
  return {
    id: messageId(folder, 1, 1_000_000 - index), folderId: folder,
    from: [{ name, address: `${name.toLowerCase().normalize('NFD').replaceAll(/[^a-z]+/gu, '.')}@example.org` }],
    to: [{ name: 'Robin Ashby', address: 'robin@example.org' }],
    subject: subject ?? '', preview: preview ?? '', date: now - index * HOUR * (index < 30 ? 1.7 : 5.3) - pick(HOUR, 0), size: 2000 + pick(90_000, 4),
    flags, keywords: [], hasAttachment: pick(6, 6) === 0,
  };
}

export function makeFolders(now: number): FakeFolder[] {
  const folder = (account: typeof HOME, path: string, role: FolderRole, count: number, parent?: string, selectable = true): FakeFolder => {
    const id = folderId(account, path);
    return { id, parentId: parent ? folderId(account, parent) : null, name: path.split('/').at(-1) ?? path, role, selectable, messages: Array.from({ length: count }, (_, index) => makeRow(id, index, now)) };
  };
  return [
    folder(HOME, 'INBOX', 'inbox', 200), folder(HOME, 'Drafts', 'drafts', 2), folder(HOME, 'Sent', 'sent', 64), folder(HOME, 'Archive', 'archive', 100_000), folder(HOME, 'Junk', 'junk', 0), folder(HOME, 'Trash', 'trash', 7),
    folder(HOME, 'Birds', 'none', 90), folder(HOME, 'Birds/Ringing', 'none', 31, 'Birds'), folder(HOME, 'Birds/Tide tables', 'none', 12, 'Birds'), folder(HOME, 'Household', 'none', 40),
    folder(WORK, 'INBOX', 'inbox', 38), folder(WORK, 'Sent', 'sent', 20), folder(WORK, 'Archive', 'archive', 400), folder(WORK, 'Trash', 'trash', 0), folder(WORK, 'Projects', 'none', 0, undefined, false), folder(WORK, 'Projects/Estuary', 'none', 18, 'Projects'),
  ];
}

export const BODY_HTML = `<div style="font-family:Georgia,serif;max-width:600px;margin:auto;padding:16px"><h1 style="font-size:22px;color:#0e6766">Tide tables for the week</h1><p>High water <b>Monday 04:12</b> (5.1 m) and 16:38 (5.3 m). Neaps on Wednesday, light winds from the south west.</p><img src="https://example.org/tide.png" width="400" height="120" alt="Tide curve"><p><a href="https://example.org/tides">All tables</a></p></div>`;
