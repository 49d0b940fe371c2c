/** Which texts are missing, portion by portion: the folders that still have to be looked at, and how far. Derived from the mirror, kept nowhere. */
import type { FolderId } from '../../../shared/ids.ts';
import type { StorageSettings } from '../../../shared/model/storage.ts';
import type { MirrorClient } from '../../mirror/client.ts';
import { decodeGaps } from '../../mirror/protocol/body-gaps.ts';
import type { BodyGapPlace } from '../../mirror/protocol/messages.ts';
import type { FolderRecord } from '../../mirror/protocol/records.ts';
import { planTexts, type TextPlan } from './plan-texts.ts';
import { textPolicy } from './policy.ts';

/** Messages planned at once; as many as the mirror answers. */
const PORTION = 4_000;

export interface TextWork {
  folder: FolderRecord;
  uidValidity: number;
  plan: TextPlan;
  /** Octets of one message. */
  limit: number;
}

export class Gaps {
  readonly #mirror: Pick<MirrorClient, 'query'>;
  readonly #now: () => number;
  readonly #settings: () => StorageSettings;
  /** Looked at to the end, and nothing has come since. */
  readonly #done = new Set<FolderId>();
  readonly #places = new Map<FolderId, BodyGapPlace>();
  readonly #givenUp = new Set<string>();
  /** Counts what has come in. */
  #news = 0;
  #any = true;

  constructor(mirror: Pick<MirrorClient, 'query'>, now: () => number, settings: () => StorageSettings) {
    this.#mirror = mirror;
    this.#now = now;
    this.#settings = settings;
  }

  /** Something may be missing. */
  get any(): boolean { return this.#any; }

  /** From its newest message on. */
  look(folderId: FolderId): void {
    this.#done.delete(folderId);
    this.#places.delete(folderId);
    this.#news++;
    this.#any = true;
  }

  lookEverywhere(): void {
    this.#done.clear();
    this.#places.clear();
    this.#givenUp.clear();
    this.#news++;
    this.#any = true;
  }

  /** Not before something comes into it. */
  leave(folderId: FolderId): void {
    this.#done.add(folderId);
  }

  giveUp(folderId: FolderId, uidValidity: number, uid: number): void {
    this.#givenUp.add(`${uidValidity}:${uid}@${folderId}`);
  }

  /** The next portion in the order of the folders, null if nothing is missing. Rejects as MirrorClient.query does. */
  async next(folders: readonly FolderRecord[]): Promise<TextWork | null> {
    const began = this.#news;
    for (const folder of folders) {
      const policy = textPolicy(folder, this.#settings(), this.#now());
      while (policy && !this.#done.has(folder.id)) {
        const news = this.#news;
        const after = this.#places.get(folder.id) ?? null;
        const answer = await this.#mirror.query('bodyGaps', { folderId: folder.id, since: policy.since, limit: PORTION, after });
        const { uidValidity } = answer;
        const gaps = decodeGaps(answer);
        // Something newer has come meanwhile: it is next, from the top.
        if (news === this.#news) this.#advance(folder.id, gaps);
        const wanted = this.#givenUp.size === 0 ? gaps : gaps.filter(({ uid }) => !this.#givenUp.has(`${uidValidity}:${uid}@${folder.id}`));
        const plan = planTexts(wanted, policy.octets);
        if (plan.groups.length + plan.whole.length > 0) return { folder, uidValidity, plan, limit: policy.octets };
      }
    }
    if (began === this.#news) this.#any = false;
    return null;
  }

  #advance(folderId: FolderId, gaps: readonly BodyGapPlace[]): void {
    const last = gaps.at(-1);
    if (last && gaps.length === PORTION) this.#places.set(folderId, { date: last.date, uid: last.uid });
    else {
      this.#places.delete(folderId);
      this.#done.add(folderId);
    }
  }
}
