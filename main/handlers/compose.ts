/** Handlers: writing and sending. */
import { fail, toFailure } from '../../shared/failure.ts';
import { splitFolderId, splitMessageId, type MessageId, type OperationId } from '../../shared/ids.ts';
import type { Outgoing } from '../../shared/ipc/contract/compose.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import { say } from '../../shared/locales/say.ts';
import type { Address } from '../../shared/model/message.ts';
import { formatAddress, isAddress, parseAddresses } from '../../shared/text/address.ts';
import { idToAnswer } from '../../shared/text/message-id.ts';
import { forwardBody, replyBody } from '../../shared/text/quote.ts';
import { replyRecipients, type Addressed, type Recipients } from '../../shared/text/reply.ts';
import { forwardSubject, replySubject } from '../../shared/text/subject.ts';
import type { Said } from '../../shared/words.ts';
import { quotedText } from '../mime/quoted-text.ts';
import { answerReferences } from '../mime/references.ts';
import { addressOf, type SummaryRow } from '../mirror/protocol/records.ts';
import { onlyTo } from '../outbox/left-out.ts';
import type { Send } from '../outbox/send-record.ts';
import type { Parts } from '../parts.ts';
import { summaryOf } from '../mirror/read-summary.ts';
import { titled } from '../operations/operation-base.ts';
import { openBody } from '../projections/message-view.ts';
import { whereabouts } from '../operations/whereabouts.ts';
import { composeMessage, messageIdFor } from '../smtp/compose-message.ts';
import type { OpenedBody } from '../sync/bodies/stored-body.ts';
import { storedBody } from '../sync/open-body.ts';
import { ADDRESS_LIMIT } from '../sync/summary.ts';
import { newId } from './submit.ts';

/** Made when it is needed: the first one takes a start 13 ms. */
let when: Intl.DateTimeFormat | undefined;
const dateWords = (date: number): string => (when ??= new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' })).format(date);

export function composeHandlers(parts: Parts): Pick<Commands, 'compose.prepare' | 'compose.recipients' | 'compose.send' | 'compose.reopen' | 'compose.parseRecipients'> {
  return {
    async 'compose.prepare'({ messageId, kind }, { signal }) {
      const { accountId } = splitFolderId(splitMessageId(messageId).folderId);
      const now = await whereabouts(parts, messageId);
      const { summary } = await summaryOf(parts.mirror, now);
      const [, date, , subject, , , , id, inReplyTo, references] = summary;
      const answered = idToAnswer(id);
      const stored = (await storedBody(parts.mirror, now)) ?? (await fetchedBody(parts, messageId, signal));
      const body = quotedText(stored?.body ?? null);
      const people = peopleOf(summary);
      const date1 = dateWords(date * 1000);
      const base = { accountId, unquoted: stored === null, incomplete: false, bcc: [], inReplyTo: answered, references: answerReferences(references, inReplyTo, answered), source: { messageId, kind: kind === 'forward' ? 'forward' as const : 'reply' as const } };
      if (kind === 'forward') return { ...base, to: [], cc: [], subject: forwardSubject(subject), text: forwardBody(body, { ...people, subject, when: date1 }) };
      const recipients = replyRecipients(people, ownAddresses(parts), kind);
      return { ...base, ...recipients, incomplete: mayLack(people, recipients), subject: replySubject(subject), text: replyBody(body, people.from[0], date1) };
    },
    async 'compose.recipients'({ messageId }) {
      const people = peopleOf((await summaryOf(parts.mirror, await whereabouts(parts, messageId))).summary);
      const own = ownAddresses(parts);
      return { reply: replyRecipients(people, own, 'reply'), replyAll: replyRecipients(people, own, 'replyAll') };
    },
    async 'compose.send'({ draft, replaces, ...outgoing }) {
      const send = { ...await prepareSend(parts, outgoing), ...(draft ? { draft: draft.id } : {}), ...(replaces ? { replaces } : {}) };
      const queue = (): Promise<OperationId> => parts.outbox.queue(send);
      return { operationId: await (draft ? parts.drafts.send(draft, queue) : queue()) };
    },
    async 'compose.reopen'({ operationId }) {
      const entry = parts.outbox.entry(operationId);
      if (!entry || (entry.accepted && !entry.copyFiled)) throw fail('not-found', say('engine-handlers.noLongerWaiting'));
      const outgoing = entry.send.outgoing && (entry.accepted ? onlyTo(entry.refused, entry.send.outgoing) : entry.send.outgoing);
      if (!outgoing) throw fail('unsupported', say('engine-handlers.earlierVersion'));
      await parts.outbox.keepBack(operationId);
      return outgoing;
    },
    'compose.parseRecipients': ({ text }) => Promise.resolve(parseAddresses(text)),
  };
}

const ownAddresses = (parts: Parts): string[] => parts.accounts.all().map((account) => account.email);

function peopleOf([, , , , from, to, cc, , , , , , replyTo]: SummaryRow): Addressed {
  return { from: from.map(addressOf), to: to.map(addressOf), cc: cc.map(addressOf), replyTo: (replyTo ?? from).map(addressOf) };
}

/** A field as full as the row keeps it may have been longer; it matters where the answer goes to any of its people. */
function mayLack({ replyTo, from, to, cc }: Addressed, answer: Recipients): boolean {
  const named = new Set([...answer.to, ...answer.cc].map(({ address }) => address));
  return [replyTo, from, to, cc].some((field) => field.length >= ADDRESS_LIMIT && field.some(({ address }) => named.has(address)));
}

/** The text to quote, if it has not been opened yet. Without a line the answer is written without it; the window says so. */
async function fetchedBody(parts: Parts, id: MessageId, signal: AbortSignal): Promise<OpenedBody | null> {
  try {
    return await openBody(parts, id, signal);
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code === 'internal' || failure.code === 'cancelled') throw error;
    parts.ports.log('info', 'compose.unquoted', { code: failure.code });
    return null;
  }
}

async function prepareSend(parts: Parts, outgoing: Outgoing): Promise<Send> {
  const account = parts.accounts.get(outgoing.accountId);
  if (!account) throw fail('not-found', say('engine-handlers.senderGone'));
  const recipients = [...outgoing.to, ...outgoing.cc, ...outgoing.bcc];
  if (recipients.length === 0) throw fail('invalid-input', say('engine-handlers.noRecipient'));
  const wrong = recipients.find(({ address }) => !isAddress(address));
  if (wrong) throw fail('invalid-input', say('engine-handlers.badRecipient', { address: formatAddress(wrong) }));
  const now = parts.ports.clock.now();
  const random = Buffer.from(parts.ports.random(16)).toString('hex');
  const messageId = messageIdFor(account.email, random);
  const { raw, rawForSent, envelope } = await composeMessage(outgoing, { name: account.name, address: account.email }, { messageId, date: new Date(now) });
  return {
    id: newId(parts),
    accountId: account.id,
    createdAt: now,
    ...titled(say('engine-outbox.send', { subject: outgoing.subject || say('engine-outbox.noSubject'), recipients: names(recipients) })),
    raw: raw.toString('base64'),
    rawForSent: rawForSent.equals(raw) ? '' : rawForSent.toString('base64'),
    messageId,
    envelope,
    outgoing,
    source: outgoing.source,
  };
}

function names(list: readonly Address[]): string | Said {
  const [first = '', second] = list.map(({ name, address }) => name || address);
  if (list.length > 2) return say('engine-outbox.recipients', { n: list.length });
  return second === undefined ? first : say('engine-outbox.both', { first, second });
}
