/** Compares what a folder holds with what its STATUS counts: finds what no checkpoint shows, once for every difference. */
import type { FolderId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { MailboxStatusItems } from '../imap/mailbox.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';

/** Looks in a row that a difference must last where mod-sequences say that nothing has changed. */
const PATIENCE = 2;

export interface CountCheckOptions {
  mirror: MirrorClient;
  /** Operations are on their way that change what the server counts there. */
  isBusy(folderId: FolderId): boolean;
}

const NO_GUESTS = { total: 0, unread: 0 };

interface Suspicion {
  difference: string;
  /** How often it was seen. */
  times: number;
  /** `asked`: to be gone through. `done`: that has happened. `known`: and made no difference. */
  state: 'seen' | 'asked' | 'done' | 'known';
}

export class CountCheck {
  readonly #options: CountCheckOptions;
  readonly #suspicions = new Map<FolderId, Suspicion>();

  constructor(options: CountCheckOptions) {
    this.#options = options;
  }

  /**
   * Whether a folder has to be gone through by its counts, its other facts being those of the checkpoint. Where mod-sequences cover it,
   * its checkpoint is taken back, so that all flags and UIDs are asked for. Rejects with FailureError.
   */
  async contradicts(folder: FolderRecord, status: MailboxStatusItems): Promise<boolean> {
    const { id, checkpoint, total, unread } = folder;
    const { messages, unseen = unread } = status;
    if (messages === undefined) return false;
    const covered = checkpoint.highestModseq !== '0' && (status.highestModseq ?? '0') !== '0';
    const agrees = messages === total && unseen === unread;
    if (!agrees && covered && this.#options.isBusy(id)) return false;
    const difference = agrees ? null : await this.#difference(folder, messages, unseen);
    if (!this.#judge(id, difference, covered)) return false;
    // Complete as before: what is shown stays until something better is known.
    if (covered) await this.#options.mirror.apply({ checkpoints: [{ folderId: id, checkpoint: { ...checkpoint, uidNext: 0, highestModseq: '0' } }] });
    return true;
  }

  /** The folder was gone through to the end. */
  synced(folderId: FolderId): void {
    const suspicion = this.#suspicions.get(folderId);
    if (suspicion?.state === 'asked') suspicion.state = 'done';
  }

  /** Hidden rows are on the server still, so they count. */
  async #difference({ id, total, unread, guests = NO_GUESTS }: FolderRecord, messages: number, unseen: number): Promise<string | null> {
    const { flags } = await this.#options.mirror.query('spine', { folderId: id });
    // A copy: the answer's bytes may start at an odd address.
    const held = countRows(new Uint16Array(new Uint8Array(flags).buffer));
    // What is on its way may have arrived or not.
    const fits = this.#options.isBusy(id)
      ? between(messages, total - guests.total, held.rows + guests.total) && between(unseen, unread - guests.unread, held.unseen + guests.unread)
      : messages === held.rows && unseen === held.unseen;
    return fits ? null : `${messages - held.rows} ${unseen - held.unseen}`;
  }

  #judge(folderId: FolderId, difference: string | null, covered: boolean): boolean {
    const before = this.#suspicions.get(folderId);
    if (difference === null) {
      this.#suspicions.delete(folderId);
      // A wrong count that is right of a sudden: without mod-sequences that is how a change shows.
      return before?.state === 'known' && !covered;
    }
    const suspicion: Suspicion = before?.difference === difference ? before : { difference, times: 0, state: 'seen' };
    this.#suspicions.set(folderId, suspicion);
    suspicion.times++;
    if (suspicion.state === 'done') suspicion.state = 'known';
    if (suspicion.state === 'known' || (covered && suspicion.times < PATIENCE)) return false;
    suspicion.state = 'asked';
    return true;
  }
}

/** All rows, and those without \Seen; hidden ones too. Pure. */
function countRows(flags: Uint16Array): { rows: number; unseen: number } {
  let unseen = 0;
  for (const bits of flags) if (!(bits & FLAG.seen)) unseen++;
  return { rows: flags.length, unseen };
}

const between = (value: number, low: number, high: number): boolean => value >= low && value <= high;
