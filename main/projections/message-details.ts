/** Projection: what there is to know about one message beside its text. The row's part at once, the rest when the header is here. */
import { canRetry, isFailure, toFailure, type Failure } from '../../shared/failure.ts';
import { splitFolderId, splitMessageId, type MessageId } from '../../shared/ids.ts';
import type { Projections } from '../../shared/ipc/server.ts';
import type { MessageDetails, Warning } from '../../shared/model/message-details.ts';
import { unpackStructure } from '../mime/packed-structure.ts';
import { addressOf } from '../mirror/protocol/records.ts';
import { summaryOf } from '../mirror/read-summary.ts';
import { whereabouts } from '../operations/whereabouts.ts';
import { folderById, runningAccount, type Parts } from '../parts.ts';
import { asideIn, fetchAside, kept, type Aside } from '../sync/open-details.ts';
import type { DetailsSource } from './details-of.ts';
import { live } from './live.ts';
import { bodyUnderWay } from './message-view.ts';
import { openNested } from './nested-message.ts';

export function messageDetailsProjections(parts: Parts): Pick<Projections, 'messages.details'> {
  return {
    'messages.details'({ messageId, section }, sink) {
      const { accountId } = splitFolderId(splitMessageId(messageId).folderId);
      const stop = new AbortController();
      let found: Found | null = null;
      let failure: Failure | null = null;
      const view = live({ clock: parts.ports.clock, sink, pauseMs: 30, async compute(): Promise<MessageDetails> {
        const source = section === undefined ? await sourceOf(parts, messageId, found) : nestedSource(parts, messageId, found);
        const { detailsOf } = await judges();
        const details = detailsOf(source);
        const contact = section === undefined ? await contactOf(parts, messageId, source) : [];
        return { ...details, warnings: [...details.warnings, ...contact.filter(({ code }) => code !== 'look-alike' || !details.warnings.some((one) => one.code === code))], failure };
      } });
      const open = (): void => {
        failure = null;
        void (section === undefined ? findAside(parts, messageId, stop.signal) : openNested(parts, messageId, section, stop.signal).then(({ aside, body }) => ({ aside, text: body.text })))
          .then((answer) => { found = answer; }, (error: unknown) => { failure = toFailure(error); })
          .finally(() => view.touch());
      };
      open();
      // What could not be had while the line was down is asked for again once it is back.
      let trusted = parts.accounts.get(accountId)?.authservId;
      const offAccounts = parts.accountsChanged.on(() => {
        const now = parts.accounts.get(accountId)?.authservId;
        if (now !== trusted) {
          trusted = now;
          view.touch();
        }
        if (failure && canRetry(failure) && parts.running.get(accountId)?.sync.state.phase === 'ready') open();
      });
      return () => {
        stop.abort();
        offAccounts();
        view.stop();
      };
    },
  };
}

/** Calendars and the list of public suffixes are loaded when the first message is looked at: no start waits for them. */
export const judges = () => import('./details-of.ts');

interface Found { aside: Aside; text: string | null }

/** The text goes first: usually it brings along everything that is asked for here. */
export async function findAside(parts: Parts, asked: MessageId, signal: AbortSignal): Promise<Found> {
  await parts.mirror.ready();
  await bodyUnderWay(parts, asked);
  const id = await whereabouts(parts, asked);
  const here = await kept(parts.mirror, id);
  const text = here?.opened?.body.text ?? null;
  const aside = here && asideIn(here);
  if (aside) return { aside, text };
  const { folderId } = splitMessageId(id);
  const [{ summary }, folder] = await Promise.all([summaryOf(parts.mirror, id), folderById(parts, folderId)]);
  const account = runningAccount(parts, splitFolderId(folderId).accountId);
  return { aside: await account.interactive((session) => fetchAside(session, parts.mirror, folder, id, here?.structure ?? unpackStructure(summary[11])), signal), text };
}

async function sourceOf(parts: Parts, asked: MessageId, found: Found | null): Promise<DetailsSource> {
  const { summary } = await summaryOf(parts.mirror, await whereabouts(parts, asked));
  return { ...surroundings(parts, asked), from: summary[4].map(addressOf), replyTo: (summary[12] ?? []).map(addressOf), structure: unpackStructure(summary[11]), text: found?.text ?? null, aside: found?.aside ?? null };
}

const nestedSource = (parts: Parts, asked: MessageId, found: Found | null): DetailsSource =>
  ({ ...surroundings(parts, asked), from: [], replyTo: [], structure: found?.aside.structure ?? null, text: found?.text ?? null, aside: found?.aside ?? null, nested: true });

/** Whose word counts, and who the user is. */
export function surroundings(parts: Parts, asked: MessageId): Pick<DetailsSource, 'server' | 'own'> {
  const account = parts.accounts.get(splitFolderId(splitMessageId(asked).folderId).accountId);
  return { server: { authservId: account?.authservId, imapHost: account?.imap.host ?? '' }, own: parts.accounts.all().map(({ email }) => email) };
}

async function contactOf(parts: Parts, messageId: MessageId, { from, own }: DetailsSource): Promise<Warning[]> {
  const { accountId } = splitFolderId(splitMessageId(messageId).folderId);
  try {
    const { contactWarnings } = await import('./first-contact.ts');
    return await contactWarnings(parts.people, from[0], { accountId, messageId, own });
  } catch (error) {
    // Without the mirror nobody can say whether somebody has written before; nothing is claimed then.
    if (!isFailure(error, 'mirror-unavailable')) throw error;
    return [];
  }
}
