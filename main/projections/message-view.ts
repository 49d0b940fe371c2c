/** Projection: one opened message; its text comes from the mirror or, once, from the server. */
import { canRetry, toFailure, type Failure } from '../../shared/failure.ts';
import { splitFolderId, splitMessageId, type MessageId } from '../../shared/ids.ts';
import type { Projections } from '../../shared/ipc/server.ts';
import type { MessageView } from '../../shared/model/message.ts';
import { chooseParts, listedAttachments } from '../mime/choose-parts.ts';
import type { Session } from '../imap/session.ts';
import { unpackStructure } from '../mime/packed-structure.ts';
import { messageRow } from '../mirror/message-row.ts';
import { withMask } from '../operations/mask.ts';
import { summaryOf } from '../mirror/read-summary.ts';
import { addressOf } from '../mirror/protocol/records.ts';
import { folderById, runningAccount, type Parts } from '../parts.ts';
import type { OpenedBody } from '../sync/bodies/stored-body.ts';
import { fetchBody, storedBody } from '../sync/open-body.ts';
import { live } from './live.ts';
import { nestedView, openNested, type NestedMessage } from './nested-message.ts';
import { whereabouts } from '../operations/whereabouts.ts';

export function messageViewProjections(parts: Parts): Pick<Projections, 'messages.view'> {
  const { ports, mirror } = parts;
  return {
    'messages.view'({ messageId, section, unseen }, sink) {
      const { folderId } = splitMessageId(messageId);
      let nested: NestedMessage | null = null;
      const stop = new AbortController();
      let opened: OpenedBody | null = null;
      let failure: Failure | null = null;
      let shownIn = folderId;

      const view = live({ clock: ports.clock, sink, pauseMs: 30, async compute() {
        const shown = await viewOf(parts, messageId, opened, failure);
        shownIn = shown.row.folderId;
        if (section === undefined) return shown;
        return nested ? nestedView(nested, shown.row) : { ...shown, row: { ...shown.row, from: [], to: [], subject: '' }, cc: [], replyTo: [], messageIdHeader: '', attachments: [], body: null };
      } });
      const offs = [
        mirror.onChanges((changes) => {
          // It may be on its way to another folder.
          if (changes.folders.some((folder) => folder.folderId === folderId || folder.folderId === shownIn)) view.touch();
        }),
        mirror.onState(() => view.touch()),
      ];
      const open = (): void => {
        failure = null;
        if (section !== undefined) return void openNested(parts, messageId, section, stop.signal).then((found) => { nested = found; }, (error: unknown) => { failure = toFailure(error); }).finally(() => view.touch());
        void openBody(parts, messageId, stop.signal, (partial) => {
          opened ??= partial;
          view.touch(true);
        }, unseen).then(
          (body) => { opened = body; },
          (error: unknown) => { failure = toFailure(error); },
          // Somebody waits for the text.
        ).finally(() => view.touch(true));
      };
      open();
      // What could not be had while the line was down is asked for again once it is back.
      const { accountId } = splitFolderId(folderId);
      offs.push(parts.accountsChanged.on(() => {
        if (failure && canRetry(failure) && parts.running.get(accountId)?.sync.state.phase === 'ready') open();
      }));
      return () => {
        stop.abort();
        for (const off of offs) off();
        view.stop();
      };
    },
  };
}

/** `unseen`: nobody waits for it. `onPartial`: what can be shown at once where some pictures must still come; should they not, that is the answer. */
export async function openBody(parts: Parts, asked: MessageId, signal: AbortSignal, onPartial?: (opened: OpenedBody) => void, unseen = false): Promise<OpenedBody> {
  const work = takeBody(parts, asked, signal, onPartial, unseen);
  const all = underWay.get(parts) ?? new Map<MessageId, Promise<unknown>>();
  underWay.set(parts, all.set(asked, work));
  try {
    return await work;
  } finally {
    if (all.get(asked) === work) all.delete(asked);
  }
}

const underWay = new WeakMap<Parts, Map<MessageId, Promise<unknown>>>();

/** Resolves when nobody opens this message just now, however that went. */
export const bodyUnderWay = async (parts: Parts, asked: MessageId): Promise<void> => void (await Promise.allSettled([underWay.get(parts)?.get(asked)]));

async function takeBody(parts: Parts, asked: MessageId, signal: AbortSignal, onPartial: ((opened: OpenedBody) => void) | undefined, unseen: boolean): Promise<OpenedBody> {
  await parts.mirror.ready();
  const id = await whereabouts(parts, asked);
  const stored = await storedBody(parts.mirror, id);
  if (stored?.complete) return stored;
  if (stored) onPartial?.(stored);
  const { folderId } = splitMessageId(id);
  const [{ summary }, folder] = await Promise.all([summaryOf(parts.mirror, id), folderById(parts, folderId)]);
  const account = runningAccount(parts, splitFolderId(folderId).accountId);
  try {
    const fetch = (session: Session): Promise<OpenedBody> => fetchBody(session, parts.mirror, folder, id, unpackStructure(summary[11]));
    return await (unseen ? account.background(fetch, signal) : account.interactive(fetch, signal));
  } catch (error) {
    if (stored && canRetry(toFailure(error))) return stored;
    throw error;
  }
}

async function viewOf(parts: Parts, asked: MessageId, opened: OpenedBody | null, failure: Failure | null): Promise<MessageView> {
  const id = await whereabouts(parts, asked);
  const { folderId, uidValidity } = splitMessageId(id);
  const { row, summary } = await summaryOf(parts.mirror, id);
  const traveller = parts.queue.traveller(splitMessageId(asked));
  const shown = messageRow(folderId, uidValidity, row);
  const structure = opened?.structure ?? (unpackStructure(summary[11]));
  return {
    // Everybody it went to: a row of a list names only the first.
    row: {
      ...shown, id: asked, folderId: traveller && traveller.to !== 'nowhere' ? traveller.to : folderId, flags: traveller ? withMask(traveller.mask, shown.flags) : shown.flags,
      from: summary[4].map(addressOf), to: summary[5].map(addressOf),
    },
    cc: summary[6].map(addressOf),
    bcc: [],
    replyTo: (summary[12] ?? summary[4]).map(addressOf),
    messageIdHeader: summary[7],
    attachments: structure ? listedAttachments(chooseParts(structure), opened?.body.html ?? null).map(({ section, name, type, size }) => ({ section, name, type, size })) : [],
    body: opened?.body ?? null,
    failure,
  };
}
