/** A whole engine in one process: real journal in a throw-away profile, the real mirror store over an in-memory IndexedDB, a client as a window has. */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { startDemo, type DemoHandle } from '../../app/demo/start-demo.ts';
import { startEngine, type Engine } from '../../main/engine.ts';
import { serveMirror } from '../../main/mirror/store/serve.ts';
import type { Ports } from '../../main/ports.ts';
import { createClient, type Client } from '../../shared/ipc/client.ts';
import type { ProjectionInput, ProjectionName, ProjectionValue } from '../../shared/ipc/contract.ts';
import { memoryTransportPair } from '../../shared/ipc/memory-transport.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import type { AccountSettings } from '../../shared/model/account.ts';
import { closeJournals } from './journal-handles.ts';
import { waitFor } from './wait-for.ts';

/** What outlives a restart: the profile folder, the browser's database, the secret store. */
export interface Disk { profile: string; database: IDBFactory; secrets: Map<string, string> }

export async function createDisk(): Promise<Disk> {
  return { profile: await mkdtemp(join(tmpdir(), 'godwit-engine-')), database: new IDBFactory(), secrets: new Map() };
}
/**
 * The disk as a crash at this moment would leave it. The lock stays behind: the dead process no longer holds it. Copied in one turn of the event loop:
 * the mirror's database goes on living, and must not come to hold what the copied journals do not.
 */
export function crashedDisk(disk: Disk): Disk {
  const profile = mkdtempSync(join(tmpdir(), 'godwit-engine-'));
  cpSync(disk.profile, profile, { recursive: true, filter: (source) => !/lock[^/]*$/u.test(source) });
  return { ...disk, profile };
}
export const removeDisk = (disk: Disk): Promise<void> => rm(disk.profile, { recursive: true, maxRetries: 10, force: true });

export interface Harness {
  engine: Engine;
  client: Client;
  logged: { level: string; event: string; details: unknown }[];
  /** The newest value of a projection that satisfies `until`; rejects with what it saw last when it has not come in time. */
  waitFor<K extends ProjectionName>(name: K, input: ProjectionInput<K>, until: (value: ProjectionValue<K>) => boolean): Promise<ProjectionValue<K>>;
  /** As closing and opening the window does: the mirror's line breaks, a new one comes. */
  restartMirror(database?: IDBFactory): void;
  /** As closing the window does. */
  stopMirror(): void;
  stop(): Promise<void>;
  /** As kill -9 does: nothing is closed; only the lines break. */
  kill(): void;
}

export async function startHarness(disk: Disk, extra: Partial<Ports> & { mirror?: never; withMirror?: boolean; patienceMs?: number | undefined } = {}): Promise<Harness> {
  const logged: Harness['logged'] = [];
  let connectMirror: (transport: Transport) => void = () => {};
  let mirrorLine: Transport | null = null;
  const { withMirror = true, patienceMs = 15_000, ...ports } = extra;
  const timers = new Set<NodeJS.Timeout>();
  const engine = await startEngine({
    profile: disk.profile,
    host: 'browser',
    version: '0.0.0-test',
    platform: 'test',
    secrets: {
      describe: () => ({ note: 'in memory', weak: true }),
      get: (name) => Promise.resolve(disk.secrets.get(name)),
      set: (name, value) => { disk.secrets.set(name, value); return Promise.resolve(); },
      delete: (name) => { disk.secrets.delete(name); return Promise.resolve(); },
    },
    clock: {
      now: () => Date.now(),
      after(ms, run) {
        const timer = setTimeout(() => { timers.delete(timer); run(); }, ms);
        timers.add(timer);
        return () => { clearTimeout(timer); timers.delete(timer); };
      },
    },
    random: (n) => new Uint8Array(randomBytes(n)),
    desktop: { openLink: () => Promise.resolve(), saveFile: (file) => file.release().then(() => null), badge: () => {}, show: () => {} },
    demo: { start: () => Promise.reject(new Error('no demo here')) },
    log: (level, event, details) => void logged.push({ level, event, details }),
    ...ports,
    mirror: { onConnect: (listener) => { connectMirror = listener; } },
  });

  function startMirror(database: IDBFactory = disk.database): void {
    const [mine, theirs] = memoryTransportPair();
    mirrorLine = mine;
    serveMirror(theirs, { indexedDB: database, IDBKeyRange });
    connectMirror(mine);
  }
  if (withMirror) startMirror();

  const [window, served] = memoryTransportPair();
  engine.attach(served, 'test window');
  const client = createClient(window);

  return {
    engine,
    client,
    logged,
    waitFor: (name, input, until) => waitFor({ client, patienceMs, logged }, name, input, until),
    restartMirror(database) {
      mirrorLine?.close();
      startMirror(database);
    },
    stopMirror() {
      mirrorLine?.close();
    },
    async stop() {
      client.close();
      await engine.stop();
      mirrorLine?.close();
      for (const timer of timers) clearTimeout(timer);
    },
    kill() {
      client.close();
      mirrorLine?.close();
      for (const timer of timers) clearTimeout(timer);
      void closeJournals(disk.profile);
    },
  };
}

/** Settings of an account on a demo server. */
export function settingsFor(demo: DemoHandle): { settings: AccountSettings; password: string } {
  const { email, name, user, password } = demo.account;
  return { settings: { email, name, imap: { ...demo.imap, user }, smtp: { ...demo.smtp, user }, plainConfirmed: false }, password };
}

export const quietDemo = (options: Parameters<typeof startDemo>[0] = {}): Promise<DemoHandle> => startDemo({ replyAfterMs: null, ...options });
