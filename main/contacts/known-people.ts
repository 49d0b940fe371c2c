/** Whom the user has written to, and who has written before: from what lies in Sent, in the mirror and in the outbox. In memory; made again after every start, when somebody asks. */
import { isFailure } from '../../shared/failure.ts';
import { splitMessageId, type AccountId, type FolderId, type MessageId } from '../../shared/ids.ts';
import { createEmitter, type Emitter } from '../emitter.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { personOf } from '../mirror/protocol/person.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Outbox } from '../outbox/outbox.ts';

export interface KnownPeople {
  /** The user has written to this address, from any account. Case is ignored. False also while the mirror is away. */
  known(address: string): Promise<boolean>;
  /** A message from this address, other than the one named and its copies, is in some folder of the account but Trash and Junk. Rejects with FailureError 'mirror-unavailable'. */
  seenBefore(accountId: AccountId, address: string, exceptMessageId: MessageId): Promise<boolean>;
  /** All that are known, as the mirror filters by them. What cannot be read just now is left out. */
  hashes(): Promise<Uint8Array>;
  /** Others may be known now. */
  readonly changed: Emitter<void>;
}

/** How far a Sent folder was gone through. */
interface SentFolder { uidValidity: number; next: number; people: Set<string>; stale: boolean }

export function createKnownPeople({ mirror, outbox }: { mirror: MirrorClient; outbox: Pick<Outbox, 'entries' | 'changed'> }): KnownPeople {
  const sent = new Map<FolderId, SentFolder>();
  const changed = createEmitter<void>();
  let listStale = true;
  let catchingUp: Promise<void> | null = null;
  let hashed: Uint8Array | null = null;

  const news = (): void => {
    hashed = null;
    changed.emit();
  };
  mirror.onChanges(({ folderList, folders }) => {
    if (folderList) listStale = true;
    let isNews = false;
    for (const { folderId, added } of folders) {
      const folder = sent.get(folderId);
      if (!folder || folder.stale || added === 0) continue;
      folder.stale = true;
      isNews = true;
    }
    if (isNews) news();
  });
  mirror.onState(() => {
    listStale = true;
    // It may be another one, that numbers its pages anew.
    for (const folder of sent.values()) Object.assign(folder, { next: 0, stale: true });
  });
  outbox.changed.on(news);

  async function readList(): Promise<void> {
    listStale = false;
    const folders = (await mirror.query('folders', {})).filter(({ role, selectable }) => role === 'sent' && selectable);
    const ids = new Set(folders.map(({ id }) => id));
    let isNews = false;
    for (const id of sent.keys()) if (!ids.has(id)) isNews = sent.delete(id);
    for (const { id, checkpoint } of folders) {
      if (sent.get(id)?.uidValidity === checkpoint.uidValidity) continue;
      sent.set(id, { uidValidity: checkpoint.uidValidity, next: 0, people: new Set(), stale: true });
      isNews = true;
    }
    if (isNews) hashed = null;
  }

  async function read(id: FolderId, folder: SentFolder): Promise<void> {
    folder.stale = false;
    try {
      for (let more = true; more;) {
        const answer = await mirror.query('recipients', { folderId: id, from: folder.next });
        for (const [, address] of answer.people) folder.people.add(address.toLowerCase());
        ({ next: folder.next, more } = answer);
      }
    } catch (error) {
      folder.stale = true;
      throw error;
    } finally {
      hashed = null;
    }
  }

  async function catchUp(): Promise<void> {
    try {
      if (listStale) await readList();
      for (const [id, folder] of sent) if (folder.stale) await read(id, folder);
    } catch (error) {
      listStale = true;
      // Away, or the folder has just gone: the next who asks finds out.
      if (!isFailure(error, 'mirror-unavailable', 'not-found')) throw error;
    }
  }

  const upToDate = (): Promise<void> => (catchingUp ??= catchUp().finally(() => { catchingUp = null; }));
  const outgoing = (): string[] => outbox.entries().flatMap(({ send }) => send.envelope.to.map((address) => address.toLowerCase()));

  return {
    changed,
    async known(address) {
      const wanted = address.toLowerCase();
      if (wanted === '') return false;
      if (outgoing().includes(wanted)) return true;
      await upToDate();
      return [...sent.values()].some(({ people }) => people.has(wanted));
    },
    async hashes() {
      await upToDate();
      hashed ??= new Uint8Array(Uint32Array.from(new Set([...outgoing(), ...[...sent.values()].flatMap(({ people }) => [...people])].map(personOf))).sort().buffer);
      return hashed;
    },
    async seenBefore(accountId, address, exceptMessageId) {
      if (address === '') return false;
      const folders = (await mirror.query('folders', { accountId })).filter(mayTell).map(({ id }) => ({ folderId: id }));
      for (;;) {
        const { seen } = await mirror.query('seenSender', { folders, address, except: splitMessageId(exceptMessageId) });
        if (seen !== null) return seen;
      }
    },
  };
}

const mayTell = ({ role, selectable }: FolderRecord): boolean => selectable && role !== 'trash' && role !== 'junk';
