/** Fills a store with the demo mailbox, dated relative to now. */
import { composeMessage } from '../mime/compose.ts';
import type { MailboxStore } from '../store/mailbox-store.ts';
import { folders } from './folders.ts';
import { friends } from './friends.ts';
import { languagesEast } from './languages-east.ts';
import { languagesWest } from './languages-west.ts';
import { lists } from './lists.ts';
import { newsletters } from './newsletters.ts';
import { seedClock, type SeedMessage } from './seed.ts';
import { work } from './work.ts';

const MAILBOXES: [name: string, specialUse?: string][] = [
  ['Archive', '\\Archive'], ['Drafts', '\\Drafts'], ['Junk', '\\Junk'], ['Sent', '\\Sent'], ['Trash', '\\Trash'],
  ['Travel/2026'], ['Rechnungen/März'],
];

export function seedStore(store: MailboxStore, now: Date): void {
  for (const [name, specialUse] of MAILBOXES) {
    store.createMailbox(name, specialUse === undefined ? { subscribed: true } : { subscribed: true, specialUse });
  }
  const clock = seedClock(now);
  const messages = [friends, work, languagesWest, languagesEast, newsletters, lists, folders].flatMap((make) => make(clock));
  messages.sort((a, b) => a.date.getTime() - b.date.getTime());
  for (const message of messages) store.deliver(octets(message), message.mailbox, message.flags, message.date);
  // Nothing of this is \Recent: it has been here for a while.
  for (const mailbox of store.mailboxes) mailbox.unclaimed.clear();
}

function octets({ mailbox: _mailbox, flags: _flags, id, thread, raw, ...message }: SeedMessage): Buffer {
  if (raw) return Buffer.from(raw(message.date), 'latin1');
  const headers = [...(message.headers ?? [])];
  if (thread) {
    const ids = thread.map((one) => `<${one}>`);
    headers.push(['In-Reply-To', ids.at(-1) ?? ''], ['References', ids.join('\r\n ')]);
  }
  const domain = message.from.address.split('@')[1] ?? 'example.org';
  return composeMessage({ ...message, headers, ...(id === undefined ? {} : { messageId: `<${id}@${domain}>` }) });
}
