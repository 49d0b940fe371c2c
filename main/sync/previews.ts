/** First words of messages that are on screen, fetched once and kept: PREVIEW (RFC 8970) where offered, else the start of the text part. */
import { canRetry, isFailure, toFailure } from '../../shared/failure.ts';
import type { FolderId } from '../../shared/ids.ts';
import type { BodyPart, FetchedMessage } from '../imap/message.ts';
import type { Session } from '../imap/session.ts';
import { stillOpen } from '../imap/still-open.ts';
import { uidSet } from '../imap/uid-set.ts';
import { buildBody } from '../mime/body.ts';
import { chooseParts } from '../mime/choose-parts.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Log } from '../ports.ts';
import { previewText } from './preview-text.ts';

/** Octets of an encoded text part that hold enough words, base64 and markup included. */
const START = 2_048;
/** Messages asked for at once. */
const CHUNK = 50;

export interface PreviewWish { uid: number; structure: BodyPart | null }

export interface Previews {
  /** Asks for previews soon; those asked for last come first. Asking again for the same message does nothing. */
  want(folder: FolderRecord, wishes: readonly PreviewWish[]): void;
}

export interface PreviewsOptions {
  mirror: MirrorClient;
  log: Log;
  /** Resolves when the server has nothing more urgent to do. */
  calm(): Promise<void>;
  interactive<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

export function createPreviews({ mirror, log, calm, interactive }: PreviewsOptions): Previews {
  const asked = new Set<string>();
  const queue: { folder: FolderRecord; wishes: PreviewWish[] }[] = [];
  let running = false;

  async function run(): Promise<void> {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const { folder, wishes } = next;
      const rest = wishes.splice(CHUNK);
      if (rest.length) queue.push({ folder, wishes: rest });
      try {
        const texts = await interactive((session) => fetchPreviews(session, folder, wishes));
        // Renumbered in between, these UIDs are other messages: the mirror knows when it writes them, and nobody knows before.
        const { uidValidity } = folder.checkpoint;
        await mirror.apply({ previews: [...texts].map(([uid, text]) => ({ folderId: folder.id, uidValidity, uid, text })) });
      } catch (error) {
        const failure = toFailure(error);
        log(failure.code === 'internal' ? 'error' : 'info', 'previews.interrupted', { code: failure.code });
        // A row without its first words is whole in every other way; it is asked for again when it is next on screen.
        const left = [{ folder, wishes }];
        // A refusal is one folder's; anything else would meet the others too, with a login for each of them.
        if (!isFailure(error, 'server-no', 'server-bad', 'folder-gone', 'not-found') || canRetry(failure)) left.push(...queue.splice(0));
        for (const one of left) for (const { uid } of one.wishes) asked.delete(key(one.folder.id, one.folder.checkpoint.uidValidity, uid));
      }
    }
    running = false;
  }

  return {
    want(folder, wishes) {
      const fresh = wishes.filter(({ uid }) => !asked.has(key(folder.id, folder.checkpoint.uidValidity, uid)));
      if (fresh.length === 0) return;
      for (const { uid } of fresh) asked.add(key(folder.id, folder.checkpoint.uidValidity, uid));
      queue.push({ folder, wishes: [...fresh] });
      if (running) return;
      running = true;
      void calm().then(run);
    },
  };
}

const key = (folderId: FolderId, uidValidity: number, uid: number): string => `${uidValidity}:${uid}@${folderId}`;

async function fetchPreviews(session: Session, folder: FolderRecord, wishes: readonly PreviewWish[]): Promise<Map<number, string>> {
  const { uidValidity } = folder.checkpoint;
  const texts = new Map<number, string>();
  const selected = stillOpen(session, folder.wireName, uidValidity) ?? await session.select(folder.wireName);
  if (selected.uidValidity !== uidValidity) return texts;
  if (session.capabilities.has('PREVIEW')) {
    await session.uidFetch(uidSet(ascending(wishes)), { preview: true }, {}, (message) => {
      if (typeof message.preview === 'string') texts.set(message.uid, previewText(message.preview));
    });
  }
  // LAZY may answer NIL, and many servers have no PREVIEW: then the start of the text part, the same part for many messages at once.
  const bySection = new Map<string, PreviewWish[]>();
  for (const wish of wishes) {
    const section = texts.has(wish.uid) || !wish.structure ? undefined : chooseParts(wish.structure).fetch[0]?.section;
    if (section !== undefined) bySection.set(section, [...(bySection.get(section) ?? []), wish]);
  }
  await Promise.all([...bySection].map(([section, group]) => {
    const structures = new Map(group.map(({ uid, structure }) => [uid, structure]));
    return session.uidFetch(uidSet(ascending(group)), { sections: [{ section, offset: 0, length: START }] }, {}, (message: FetchedMessage) => {
      const structure = structures.get(message.uid);
      if (!structure || !message.sections) return;
      const { text, html } = buildBody(structure, message.sections);
      texts.set(message.uid, previewText(text ?? html ?? '', text === null));
    });
  }));
  return texts;
}

const ascending = (wishes: readonly PreviewWish[]): number[] => wishes.map(({ uid }) => uid).sort((a, b) => a - b);
