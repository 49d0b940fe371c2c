/** The engine under fault: real journal, real mirror store over IndexedDB in memory, a window's client, and a count of what is written. */
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { MirrorClient } from '../../main/mirror/client.ts';
import type { FromMirror } from '../../main/mirror/protocol/messages.ts';
import { serveMirror, type MirrorServer } from '../../main/mirror/store/serve.ts';
import { createClient, type Client } from '../../shared/ipc/client.ts';
import type { CommandInput, CommandName, CommandOutput, ProjectionInput, ProjectionName, ProjectionValue } from '../../shared/ipc/contract.ts';
import { memoryTransportPair } from '../../shared/ipc/memory-transport.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { removeDisk, type Disk } from '../support/engine-harness.ts';
import { openMemoryMirror } from '../support/memory-mirror.ts';
import { waitFor } from '../support/wait-for.ts';
import { heldByMirror } from './holdings.ts';
import type { MirroredFolder } from './invariants.ts';
import { launchHere, type Launch, type Launched } from './launch.ts';
import type { MirrorHome } from './mirror-home.ts';

const DEADLINE = 15_000;

export interface Logged { level: string; event: string; details: unknown }

/** The engine died before it answered: it may have happened, or not. */
export class Unanswered extends Error {}

/** `home`: where the mirror lives, if not simply here. */
export async function startSubject(launch: Launch = launchHere, home: MirrorHome | null = null): Promise<Subject> {
  const disk: Disk = { profile: await mkdtemp(join('/tmp', 'godwit-faults-')), database: new IDBFactory(), secrets: new Map() };
  const subject = new Subject(disk, launch, home);
  await subject.start();
  return subject;
}

export class Subject {
  readonly logged: Logged[] = [];
  /** Batches that reached the mirror: what each of them held. */
  readonly written: string[] = [];
  /** Told of every batch, before it goes. */
  onBatch: (count: number) => void = () => undefined;
  restarts = 0;
  #restarting: Promise<void> = Promise.resolve();
  readonly #launch: Launch;
  readonly #home: MirrorHome | null;
  readonly #disks: Disk[];
  #engine: Launched | null = null;
  #client: Client | null = null;
  #mirrorLine: Transport | null = null;
  #mirror: MirrorServer | null = null;
  #nextQuestion = 2 ** 40;
  readonly #questions = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();

  constructor(disk: Disk, launch: Launch, home: MirrorHome | null) {
    this.#disks = [disk];
    this.#launch = launch;
    this.#home = home;
  }

  get batches(): number { return this.written.length; }
  get #disk(): Disk { return this.#disks.at(-1)!; }
  /** Where its files are. */
  get profile(): string { return this.#disk.profile; }
  get client(): Client { return this.#client!; }

  /** `dies`: milliseconds of its start after which it is killed. False if that was before it was up. */
  async start(dies?: number): Promise<boolean> {
    const disk = this.#disk;
    const [mine, theirs] = memoryTransportPair();
    const [window, served] = memoryTransportPair();
    if (!this.#home) this.#mirror = serveMirror(theirs, { indexedDB: disk.database, IDBKeyRange, orderDelay: 3_600_000 });
    this.#client = createClient(window);
    const engine = this.#engine = await this.#launch(disk, { window: served, mirror: this.#watched(mine), log: (level, event, details) => void this.logged.push({ level, event, details }) }, dies);
    this.#home?.begin((line) => engine?.connectMirror?.(this.#watched(line)));
    return engine !== null;
  }

  #watched(line: Transport): Transport {
    this.#mirrorLine = line;
    this.#dropQuestions();
    return {
      post: (message) => {
        if ((message as { kind?: string }).kind === 'batch') {
          this.written.push(Object.keys((message as { batch: object }).batch).join(' and '));
          this.onBatch(this.written.length);
        }
        line.post(message);
      },
      onMessage: (listener) => line.onMessage((message) => this.#hear(message, listener)),
      onClose: (listener) => line.onClose(listener),
      close: () => line.close(),
      buffered: () => line.buffered(),
    };
  }

  /** Resolves when no restart is under way. */
  async up(): Promise<void> { await this.#restarting; }

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
    const before = this.client;
    const result = await before.call(name, input);
    await this.#restarting;
    if (!result.ok) throw result.failure.code === 'connection-lost' && this.client !== before ? new Unanswered(name) : new Error(`${name}: ${JSON.stringify(result.failure)}`);
    return result.value;
  }

  waitFor<K extends ProjectionName>(name: K, input: ProjectionInput<K>, until: (value: ProjectionValue<K>) => boolean, deadline = DEADLINE): Promise<ProjectionValue<K>> {
    return waitFor({ client: this.client, patienceMs: deadline, logged: this.logged }, name, input, until);
  }

  /**
   * As kill -9 does, with the disk as it is at this moment; then a new start. Where the death is only played, `freeze` keeps the dying engine from the server.
   * `deaths`: milliseconds of the starts that follow, after which it dies again before it is up. Answers how often that came in time.
   */
  async killAndRestart(freeze: () => void = () => {}, thaw: () => void = () => {}, deaths: readonly number[] = []): Promise<{ starting: number }> {
    const restarted = this.#killAndRestart(freeze, thaw, deaths);
    this.#restarting = restarted.then(() => undefined);
    const starting = await restarted;
    this.restarts++;
    return { starting };
  }

  async #killAndRestart(freeze: () => void, thaw: () => void, deaths: readonly number[]): Promise<number> {
    freeze();
    await this.#kill();
    thaw();
    let starting = 0;
    for (const dies of deaths) {
      if (await this.start(dies)) await this.#kill();
      else {
        starting++;
        this.#closeLines();
      }
    }
    await this.start();
    return starting;
  }

  async #kill(): Promise<void> {
    const left = await this.#engine!.kill(this.#disk);
    if (left !== this.#disk) this.#disks.push(left);
    this.#closeLines();
  }

  #closeLines(): void {
    this.#client?.close();
    this.#mirrorLine?.close();
    this.#dropQuestions();
  }

  #dropQuestions(): void {
    for (const { reject } of this.#questions.values()) reject(new Error('the line to the mirror was closed'));
    this.#questions.clear();
  }

  /** What the database holds, read with no memory of the engine's where it lives here. Ends the engine. */
  async end(): Promise<MirroredFolder[]> {
    if (this.#home) {
      const held = await heldByMirror(this.mirror);
      await this.drop();
      return held;
    }
    await this.#engine?.stop();
    this.#closeLines();
    await this.#mirror?.ended;
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
    await Promise.race([this.#engine?.stop().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 1_000))]);
    this.#closeLines();
    await this.#home?.end();
    for (const disk of this.#disks) await removeDisk(disk);
  }
}
