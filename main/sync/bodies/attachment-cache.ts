/** Attachments that were fetched, as files below the profile: whole ones, and beginnings of those that were cut. Those not used for longest go first. */
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fail } from '../../../shared/failure.ts';
import { splitFolderId, splitMessageId, type AccountId, type FolderId, type MessageId } from '../../../shared/ids.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Clock } from '../../ports.ts';

/** Suffix of a beginning. */
const PART = '.part';

export interface AttachmentPlace {
  /** Octets as encoded, if it is here whole. */
  readonly path: string;
  readonly partPath: string;
}

export interface AttachmentCache {
  place(id: MessageId, section: string): AttachmentPlace;
  /** True if it is here whole; it counts as used now. */
  has(place: AttachmentPlace): Promise<boolean>;
  /** The beginning, made if there is none, to be written on from `octets`. Rejects with FailureError 'storage'. */
  begin(place: AttachmentPlace): Promise<{ file: FileHandle; octets: number }>;
  /** The beginning is all of it. */
  finish(place: AttachmentPlace): Promise<void>;
  /** What is being fetched or read there stays until the answer is called, whatever else has to go. */
  hold(place: AttachmentPlace): () => void;
  use(accountId: AccountId): Promise<{ count: number; octets: number }>;
  /** Removes what was not used for longest until the rest takes at most `octets`; nothing that is held. */
  fit(accountId: AccountId, octets: number): Promise<void>;
  clear(accountId: AccountId): Promise<void>;
  /** The folder is gone with all it held. */
  forgetFolder(folderId: FolderId): Promise<void>;
  /** The folder is called otherwise; what it holds is the same. */
  moveFolder(from: FolderId, to: FolderId): Promise<void>;
}

export function createAttachmentCache(profile: string, clock: Pick<Clock, 'now'>): AttachmentCache {
  const root = join(profile, 'attachments');
  const folderOf = (id: AccountId): string => join(root, createHash('sha256').update(id).digest('hex').slice(0, 32));

  async function files(id: AccountId): Promise<{ path: string; octets: number; usedAt: number }[]> {
    const folder = folderOf(id);
    const names = await readdir(folder).catch(unlessMissing([]));
    const found = await Promise.all(names.map(async (name) => {
      const path = join(folder, name);
      const facts = await stat(path).catch(unlessMissing(null));
      return facts ? [{ path, octets: facts.size, usedAt: facts.mtimeMs }] : [];
    }));
    return found.flat();
  }

  /** How often each is held, by the path of the whole. */
  const held = new Map<string, number>();
  const isHeld = (path: string): boolean => held.has(path.endsWith(PART) ? path.slice(0, -PART.length) : path);

  /** Begins the names of a folder's files. */
  const prefixOf = (folderId: FolderId): string => `${createHash('sha256').update(folderId).digest('hex').slice(0, 16)}-`;
  const filesOf = async (folderId: FolderId): Promise<{ path: string }[]> => (await files(splitFolderId(folderId).accountId)).filter(({ path }) => basename(path).startsWith(prefixOf(folderId)));

  return {
    place(id, section) {
      const { folderId, uidValidity, uid } = splitMessageId(id);
      const path = join(folderOf(splitFolderId(folderId).accountId), `${prefixOf(folderId)}${createHash('sha256').update(`${section}\0${uidValidity}:${uid}`).digest('hex')}`);
      return { path, partPath: path + PART };
    },
    async has({ path }) {
      const now = new Date(clock.now());
      return utimes(path, now, now).then(() => true, unlessMissing(false));
    },
    async begin({ path, partPath }) {
      try {
        await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
        const file = await open(partPath, 'a', 0o600);
        return { file, octets: (await file.stat()).size };
      } catch (error) {
        throw notWritten(error);
      }
    },
    finish: ({ path, partPath }) => rename(partPath, path).catch((error: unknown) => Promise.reject(notWritten(error))),
    hold({ path }) {
      held.set(path, (held.get(path) ?? 0) + 1);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        const left = held.get(path)! - 1;
        if (left > 0) held.set(path, left);
        else held.delete(path);
      };
    },
    async use(accountId) {
      const all = await files(accountId);
      return { count: all.length, octets: all.reduce((sum, { octets }) => sum + octets, 0) };
    },
    async fit(accountId, octets) {
      const all = (await files(accountId)).sort((a, b) => a.usedAt - b.usedAt);
      let taken = all.reduce((sum, file) => sum + file.octets, 0);
      for (const file of all) {
        if (taken <= octets) return;
        if (isHeld(file.path)) continue;
        await rm(file.path, { force: true });
        taken -= file.octets;
      }
    },
    async forgetFolder(folderId) {
      for (const { path } of await filesOf(folderId)) await rm(path, { force: true });
    },
    async moveFolder(from, to) {
      for (const { path } of await filesOf(from)) await rename(path, join(path, '..', prefixOf(to) + basename(path).slice(prefixOf(from).length))).catch(unlessMissing(undefined));
    },
    clear: (accountId) => rm(folderOf(accountId), { recursive: true, force: true, maxRetries: 10 }),
  };
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';

const unlessMissing = <T>(otherwise: T) => (error: unknown): T => {
  if (codeOf(error) === 'ENOENT') return otherwise;
  throw notWritten(error);
};

const notWritten = (error: unknown) => fail('storage', say('engine-sync.attachmentsUnreadable'), { detail: codeOf(error) });
