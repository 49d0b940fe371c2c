/** A whole mirror in this process: the real store over IndexedDB in memory, the real client, a line in memory between them. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { createMirrorClient, type MirrorClient } from '../../main/mirror/client.ts';
import { serveMirror, type MirrorServer, type ServeOptions } from '../../main/mirror/store/serve.ts';
import type { Clock, MirrorPort } from '../../main/ports.ts';
import { memoryTransportPair } from '../../shared/ipc/memory-transport.ts';
import type { Transport } from '../../shared/ipc/transport.ts';

export interface MemoryMirror {
  readonly client: MirrorClient;
  readonly indexedDB: IDBFactory;
  /** Ends server and line as a crash of the mirror process would, and brings up a new one over the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** A port of which the test decides when a line comes up. */
export class ManualPort implements MirrorPort {
  #listener: ((transport: Transport) => void) | undefined;
  onConnect(listener: (transport: Transport) => void): void {
    this.#listener = listener;
  }
  connect(transport: Transport): void {
    this.#listener?.(transport);
  }
}

/** Resolves when the client is ready. Pass the `indexedDB` of an earlier one to go on with its data. */
export async function openMemoryMirror(options: ServeOptions & { clock?: Clock } = {}): Promise<MemoryMirror> {
  const factory = options.indexedDB ?? new IDBFactory();
  const port = new ManualPort();
  const client = createMirrorClient(port, options.clock ?? systemClock, () => undefined);
  let server: MirrorServer | undefined;
  const start = async (): Promise<void> => {
    const [near, far] = memoryTransportPair();
    server = serveMirror(far, { orderDelay: 3_600_000, ...options, indexedDB: factory, IDBKeyRange });
    port.connect(near);
    await client.ready();
  };
  await start();
  return {
    client,
    indexedDB: factory,
    restart: async () => {
      await server?.close();
      await start();
    },
    close: async () => {
      await server?.close();
    },
  };
}
