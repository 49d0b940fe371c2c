/** A model folder and a real mirror that follows it. */
import { syncFolder, readSpine, type FolderOutcome, type FolderSyncOptions } from '../../main/sync/folder-sync.ts';
import type { Doubts } from '../../main/sync/open-folder.ts';
import type { Batch, Changes } from '../../main/mirror/protocol/batch.ts';
import type { MirrorClient } from '../../main/mirror/client.ts';
import { fail } from '../../shared/failure.ts';
import { packFlags } from '../../shared/model/flags.ts';
import { openMemoryMirror, type MemoryMirror } from './memory-mirror.ts';
import { folderWrite, inbox } from './mirror-records.ts';
import type { ModelFolder } from './model-folder.ts';

export class SyncedFolder {
  readonly server: ModelFolder;
  readonly doubts: Doubts = new Set();
  readonly offered: readonly string[];
  /** Since the last sync began. */
  batches: Batch[] = [];
  /** How many of them changed anything. */
  written = 0;
  /** So many more batches reach the mirror before it goes away. */
  batchesLeft = Infinity;
  readonly #mirror: MemoryMirror;
  readonly #client: MirrorClient;

  private constructor(server: ModelFolder, mirror: MemoryMirror, offered: readonly string[]) {
    this.server = server;
    this.offered = offered;
    this.#mirror = mirror;
    const { client } = mirror;
    this.#client = new Proxy(client, {
      get: (target, name) => {
        if (name === 'apply') return (batch: Batch) => this.#apply(client, batch);
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
      },
    });
  }

  async #apply(client: MirrorClient, batch: Batch): Promise<Changes> {
    if (this.batchesLeft-- <= 0) throw fail('mirror-unavailable', 'Gone.');
    this.batches.push(batch);
    const changes = await client.apply(batch);
    if (changes.folderList || changes.folders.length > 0) this.written++;
    return changes;
  }

  /** Known by its name alone. */
  static async listed(server: ModelFolder, offered: readonly string[]): Promise<SyncedFolder> {
    const mirror = await openMemoryMirror();
    await mirror.client.apply({ folders: [folderWrite(inbox)] });
    return new SyncedFolder(server, mirror, offered);
  }

  /** Synced once, truthfully. */
  static async start(server: ModelFolder, offered: readonly string[]): Promise<SyncedFolder> {
    const folder = await SyncedFolder.listed(server, offered);
    await folder.sync();
    return folder;
  }

  async sync(options: Partial<Pick<FolderSyncOptions, 'shouldYield' | 'limit'>> = {}): Promise<FolderOutcome> {
    const folder = await this.record();
    this.batches = [];
    this.written = 0;
    this.server.asked = [];
    return syncFolder(this.server.session(...this.offered), folder, { mirror: this.#client, doubts: this.doubts, overlay: (_f, _v, _u, bits) => bits, shouldYield: () => false, onProgress: () => undefined, ...options });
  }

  get mirror(): MirrorClient { return this.#client; }

  async record() {
    const [folder] = await this.#client.query('folders', {});
    return folder!;
  }

  async held(): Promise<{ uids: number[]; flags: number[] }> {
    const { uids, flags } = await readSpine(this.#client, inbox);
    return { uids: [...uids], flags: [...flags] };
  }

  /** As the mirror should hold it. */
  truth(): { uids: number[]; flags: number[] } {
    const { uids } = this.server;
    return { uids, flags: uids.map((uid) => packFlags(this.server.flagsOf(uid)).bits) };
  }

  close(): Promise<void> { return this.#mirror.close(); }
}
