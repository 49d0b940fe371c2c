/** Leaves a mailing list, only ever on the user's word (RFC 2369 3.2, RFC 8058). */
import { fail } from '../../shared/failure.ts';
import { splitFolderId, splitMessageId, type MessageId } from '../../shared/ids.ts';
import type { CommandInput, CommandOutput } from '../../shared/ipc/contract.ts';
import { say } from '../../shared/locales/say.ts';
import type { ListDetails } from '../../shared/model/message-details.ts';
import { parseMailto } from '../../shared/text/mailto.ts';
import { postOneClick } from '../net/one-click.ts';
import type { Parts } from '../parts.ts';
import { findAside, judges, surroundings } from '../projections/message-details.ts';

type Done = CommandOutput<'messages.unsubscribe'>;

/** Rejects 'not-found' where the message offers no such way, 'unsupported' for one click that the sender has not signed, and what the network says. */
export async function unsubscribe(parts: Parts, messageId: MessageId, way: CommandInput<'messages.unsubscribe'>['way'], signal: AbortSignal): Promise<Done> {
  const { aside } = await findAside(parts, messageId, signal);
  const { detailsOf } = await judges();
  const list = detailsOf({ ...surroundings(parts, messageId), from: [], replyTo: [], structure: null, text: null, aside }).header?.list;
  if (!list) throw fail('not-found', say('engine-handlers.noUnsubscribe'));
  switch (way) {
    case 'one-click':
      return oneClick(parts, list, signal);
    case 'mailto':
      return letterTo(list, messageId);
    case 'link': {
      const url = list.unsubscribe.find(({ kind }) => kind === 'https')?.url ?? list.unsubscribe.find(({ kind }) => kind === 'http')?.url;
      if (!url) throw fail('not-found', say('engine-handlers.noUnsubscribePage'));
      return { kind: 'link', url };
    }
  }
}

async function oneClick({ ports }: Parts, { oneClick: offer }: ListDetails, signal: AbortSignal): Promise<Done> {
  if (!offer) throw fail('not-found', say('engine-handlers.notOneClick'));
  // RFC 8058 4: without a signature over the address anybody could have put it there.
  if (offer.signed === 'no') throw fail('unsupported', say('engine-handlers.notSigned'));
  await postOneClick(offer.url, { allowPrivate: ports.allowPrivateRemote === true, extraCertificates: ports.extraCertificates, signal });
  return { kind: 'done' };
}

/** To the list alone: no more of what the link may ask for than a recipient, a subject and words. */
function letterTo(list: ListDetails, messageId: MessageId): Done {
  const link = list.unsubscribe.find(({ kind }) => kind === 'mailto')?.url;
  const letter = link === undefined ? null : parseMailto(link);
  if (!letter || letter.to.length === 0) throw fail('not-found', say('engine-handlers.noUnsubscribeAddress'));
  const { accountId } = splitFolderId(splitMessageId(messageId).folderId);
  return { kind: 'letter', letter: { accountId, to: letter.to.slice(0, 1), cc: [], bcc: [], subject: letter.subject || 'unsubscribe', text: letter.body, inReplyTo: '', references: [], source: null } };
}
