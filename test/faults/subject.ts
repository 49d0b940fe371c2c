/** The engine under fault: real journal, real mirror store over IndexedDB in memory, a quick clock, and a count of what is written. */
import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { startEngine, type Engine } from '../../main/engine.ts';
import type { MirrorClient } from '../../main/mirror/client.ts';
import type { FromMirror } from '../../main/mirror/protocol/messages.ts';
import { serveMirror, type MirrorServer } from '../../main/mirror/store/serve.ts';
import type { Ports } from '../../main/ports.ts';
import { createClient, type Client } from '../../shared/ipc/client.ts';
import type { CommandInput, CommandName, CommandOutput, ProjectionInput, ProjectionName, ProjectionValue } from '../../shared/ipc/contract.ts';
import { memoryTransportPair } from '../../shared/ipc/memory-transport.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { crashedDisk, removeDisk, type Disk } from '../support/engine-harness.ts';
import { openMemoryMirror } from '../support/memory-mirror.ts';
import { heldByMirror } from './holdings.ts';
import type { MirroredFolder } from './invariants.ts';
import { quickClock, type QuickClock } from './quick-clock.ts';

/** Milliseconds of silence and of connecting after which a line is dead here. */
export const PATIENCE = 250;
const DEADLINE = 15_000;

export interface Logged { level: string; event: string; details: unknown }

export async function startSubject(extra: Partial<Ports> = {}): Promise<Subject> {
  const disk: Disk = { profile: await mkdtemp(join('/tmp', 'godwit-faults-')), database: new IDBFactory(), secrets: new Map() };
  const subject = new Subject(disk, extra);
  await subject.start();
  return subject;
}

export class Subject {
  readonly logged: Logged[] = [];
  /** Batches that reached the mirror. */
  batches = 0;
  readonly #extra: Partial<Ports>;
  readonly #disks: Disk[];
  #engine: Engine | null = null;
  #client: Client | null = null;
  #mirrorLine: Transport | null = null;
  #mirror: MirrorServer | null = null;
  #clock: QuickClock | null = null;
  #nextQuestion = 2 ** 40;
  readonly #questions = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();

  constructor(disk: Disk, extra: Partial<Ports>) {
    this.#disks = [disk];
    this.#extra = extra;
  }

  get #disk(): Disk { return this.#disks.at(-1)!; }
  get client(): Client { return this.#client!; }

  async start(): Promise<void> {
    const disk = this.#disk;
    const clock = quickClock();
    this.#clock = clock;
    let connectMirror: (transport: Transport) => void = () => {};
    this.#engine = await startEngine({
      profile: disk.profile,
      host: 'browser',
      version: '0.0.0-test',
      platform: 'test',
      secrets: {
        describe: () => ({ note: 'in memory', weak: true }),
        get: (name) => Promise.resolve(disk.secrets.get(name)),
        set: (name, value) => Promise.resolve(void disk.secrets.set(name, value)),
        delete: (name) => Promise.resolve(void disk.secrets.delete(name)),
      },
      clock,
      random: (n) => new Uint8Array(randomBytes(n)),
      desktop: { openLink: () => Promise.resolve(), saveFile: () => Promise.resolve(null), notify: () => {}, badge: () => {} },
      demo: { start: () => Promise.reject(new Error('no demo here')) },
      log: (level, event, details) => void this.logged.push({ level, event, details }),
      deadlines: { connect: 4 * PATIENCE, silence: PATIENCE },
      ...this.#extra,
      mirror: { onConnect: (listener) => { connectMirror = listener; } },
    });
    const [mine, theirs] = memoryTransportPair();
    this.#mirrorLine = mine;
    this.#mirror = serveMirror(theirs, { indexedDB: disk.database, IDBKeyRange, orderDelay: 3_600_000 });
    connectMirror({
      post: (message) => {
        if ((message as { kind?: string }).kind === 'batch') this.batches++;
        mine.post(message);
      },
      onMessage: (listener) => mine.onMessage((message) => this.#hear(message, listener)),
      onClose: (listener) => mine.onClose(listener),
      close: () => mine.close(),
      buffered: () => mine.buffered(),
    });
    const [window, served] = memoryTransportPair();
    this.#engine.attach(served, 'test window');
    this.#client = createClient(window);
  }

  /** Asked beside the engine, of the same running store. */
  readonly mirror: Pick<MirrorClient, 'query'> = {
    query: (name, question) => new Promise((resolve, reject) => {
      const id = this.#nextQuestion++;
      this.#questions.set(id, { resolve: resolve as (answer: unknown) => void, reject });
      this.#mirrorLine?.post({ kind: 'query', id, name, question });
    }),
  };

  #hear(message: unknown, engine: (message: unknown) => void): void {
    const answer = message as FromMirror;
    const asked = 'id' in answer ? this.#questions.get(answer.id) : undefined;
    if (!asked || !('id' in answer)) return engine(message);
    this.#questions.delete(answer.id);
    if (answer.kind === 'answer') asked.resolve(answer.answer);
    else asked.reject(new Error(`the mirror does not answer: ${JSON.stringify(answer)}`));
  }

  async call<K extends CommandName>(name: K, input: CommandInput<K>): Promise<CommandOutput<K>> {
    const result = await this.client.call(name, input);
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.failure)}`);
    return result.value;
  }

  waitFor<K extends ProjectionName>(name: K, input: ProjectionInput<K>, until: (value: ProjectionValue<K>) => boolean, deadline = DEADLINE): Promise<ProjectionValue<K>> {
    return new Promise((resolve, reject) => {
      let last: unknown;
      const done = (): void => {
        clearTimeout(timer);
        queueMicrotask(() => stop());
      };
      const timer = setTimeout(() => {
        done();
        reject(new Error(`${name} never got there; last: ${JSON.stringify(last)?.slice(0, 900)}; log: ${JSON.stringify(this.logged.slice(-8))}`));
      }, deadline);
      const stop = this.client.watch(name, input, {
        onValue(value) {
          last = value;
          if (!until(value)) return;
          done();
          resolve(value);
        },
        onFailure(failure) {
          done();
          reject(new Error(`${name} ended: ${JSON.stringify(failure)}`));
        },
      });
    });
  }

  /** As kill -9 does, with the disk as it is at this moment; then a new start. */
  async killAndRestart(between: () => void = () => {}): Promise<void> {
    this.#disks.push(await crashedDisk(this.#disk));
    this.#abandon();
    between();
    await this.start();
  }

  #abandon(): void {
    this.#client?.close();
    this.#mirrorLine?.close();
    this.#clock?.stop();
  }

  /** What the database holds, read with no memory of the engine's. Ends the engine. */
  async end(): Promise<MirroredFolder[]> {
    const line = this.#mirrorLine;
    this.#client?.close();
    await this.#engine?.stop();
    line?.close();
    await this.#mirror?.ended;
    this.#clock?.stop();
    const mirror = await openMemoryMirror({ indexedDB: this.#disk.database });
    try {
      return await heldByMirror(mirror.client);
    } finally {
      await mirror.close();
      for (const disk of this.#disks) await removeDisk(disk);
    }
  }

  /** After a failed run. */
  async drop(): Promise<void> {
    this.#abandon();
    await Promise.race([this.#engine?.stop().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 1_000))]);
    for (const disk of this.#disks) await removeDisk(disk);
  }
}
