/** What the demo server and what a mirror hold, in the words of the invariants. */
import type { MailboxStore } from '../../app/demo/store/mailbox-store.ts';
import { fieldValue } from '../../app/demo/mime/header.ts';
import { structureOf } from '../../app/demo/store/message.ts';
import type { MirrorClient } from '../../main/mirror/client.ts';
import { readRows } from '../../main/mirror/read-rows.ts';
import type { MirroredFolder, ServerFolder } from './invariants.ts';

export const heldByDemo = (store: MailboxStore): ServerFolder[] => store.mailboxes.filter(({ noselect }) => !noselect).map(({ name, uidValidity, subscribed, messages }) => ({
  path: name,
  uidValidity,
  subscribed,
  messages: messages.map((message) => ({ uid: message.uid, flags: [...message.flags], messageId: fieldValue(structureOf(message).fields, 'Message-ID')?.trim() ?? '', size: message.raw.length })),
}));

/** A folder may go while it is looked at. */
const LOOKS = 5;

export async function heldByMirror(mirror: Pick<MirrorClient, 'query'>): Promise<MirroredFolder[]> {
  for (let left = LOOKS; ; left--) {
    try {
      return await lookedAt(mirror);
    } catch (error) {
      if (left === 0 || !String(error).includes('no such folder')) throw error;
    }
  }
}

async function lookedAt(mirror: Pick<MirrorClient, 'query'>): Promise<MirroredFolder[]> {
  const out: MirroredFolder[] = [];
  for (const folder of await mirror.query('folders', {})) {
    if (!folder.selectable) continue;
    const { uids } = await mirror.query('spine', { folderId: folder.id });
    const numbers = [...new Uint32Array(new Uint8Array(uids).buffer)];
    const { rows } = await readRows(mirror, folder.id, numbers);
    out.push({
      path: folder.path,
      uidValidity: folder.checkpoint.uidValidity,
      subscribed: folder.subscribed,
      complete: folder.checkpoint.complete,
      total: folder.total,
      unread: folder.unread,
      messages: rows.map(({ summary, flags, keywords }) => {
        const row = summary as [uid: number, date: number, size: number, subject: string, from: unknown, to: unknown, cc: unknown, messageId: string];
        return { uid: row[0], size: row[2], messageId: row[7], bits: flags, keywords };
      }),
    });
  }
  return out;
}
