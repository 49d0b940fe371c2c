/** All mailboxes with their attributes, subscriptions and, where it costs nothing more, their STATUS: with the best command this server has. */
import { isFailure } from '../../shared/failure.ts';
import type { Capabilities } from './capabilities.ts';
import type { Command } from './command.ts';
import { list, type ListReturn } from './commands/list.ts';
import { lsub } from './commands/lsub.ts';
import { SUMMARY_ITEMS } from './commands/status.ts';
import { xlist } from './commands/xlist.ts';
import type { MailboxListing } from './mailbox.ts';

type Run = <T>(command: Command<T>) => Promise<T>;

/** Rejects with what the plainest command was refused with; a refusal is never an empty list. */
export async function listAll(offered: Capabilities, run: Run): Promise<MailboxListing[]> {
  if (offered.has('LIST-EXTENDED')) {
    const options: ListReturn = { subscribed: true, children: true, specialUse: offered.has('SPECIAL-USE') };
    const items = offered.has('CONDSTORE') ? ([...SUMMARY_ITEMS, 'highestModseq'] as const) : SUMMARY_ITEMS;
    const listed = await unlessBad(run(list({ return: offered.has('LIST-STATUS') ? { ...options, status: items } : options })));
    if (listed !== null) return listed;
  }
  const [listings, subscribed] = await Promise.all([listPlainly(offered, run), unlessBad(run(lsub()))]);
  const names = new Set(subscribed ?? []);
  for (const listing of listings) if (names.has(listing.wireName)) listing.attributes.push('\\Subscribed');
  return listings;
}

async function listPlainly(offered: Capabilities, run: Run): Promise<MailboxListing[]> {
  // RFC 6154 2: the return option comes with SPECIAL-USE, also without LIST-EXTENDED.
  if (offered.has('SPECIAL-USE') && !offered.has('LIST-EXTENDED')) {
    const listed = await unlessBad(run(list({ return: { specialUse: true } })));
    if (listed !== null) return listed;
  } else if (offered.has('XLIST') && !offered.has('SPECIAL-USE')) {
    const listed = await unlessBad(run(xlist()));
    if (listed !== null) return listed;
  }
  return run(list());
}

/** Some Cyrus versions announce LIST-EXTENDED and answer it with BAD (neomutt's notes, 2026-11-20); the plain LIST always works. */
async function unlessBad<T>(listed: Promise<T>): Promise<T | null> {
  try {
    return await listed;
  } catch (error) {
    if (!isFailure(error, 'server-bad')) throw error;
    return null;
  }
}
