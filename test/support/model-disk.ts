/** A disk in memory that knows what a crash leaves behind, and fails or dies at any chosen step. */
import type { Files, OpenFile } from '../../main/journal/files.ts';

/** `now`: what programs see. `durable`: what is certain to be there after the power is cut. */
interface Inode { now: Buffer; durable: Buffer }

export class Crash extends Error {}

export class ModelDisk implements Files {
  /** Every step so far, in order: `write a.journal`. */
  readonly steps: string[] = [];
  /** Asked before each step; what it throws is what the caller gets. A write that throws has written `partly` of its octets. */
  onStep: (step: string, index: number) => void = () => undefined;
  partly = 0;
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  #dead = false;

  /** After a kill: all that was written. After a power cut: only what was synced, plus `leaked` (0–1) of each file's later changes. */
  restart(kind: 'kill' | 'power', leaked = 0): ModelDisk {
    const next = new ModelDisk();
    for (const [name, inode] of kind === 'kill' ? this.#names : this.#durableNames) {
      const content = kind === 'kill' ? inode.now : leak(inode, leaked);
      const copy = { now: Buffer.from(content), durable: Buffer.from(content) };
      next.#names.set(name, copy);
      next.#durableNames.set(name, copy);
    }
    return next;
  }

  die(): never {
    this.#dead = true;
    throw new Crash('the process is gone');
  }

  contents(path: string): Buffer | undefined {
    return this.#names.get(path)?.now;
  }

  put(path: string, bytes: Buffer): void {
    const inode = { now: bytes, durable: bytes };
    this.#names.set(path, inode);
    this.#durableNames.set(path, inode);
  }

  get paths(): string[] {
    return [...this.#names.keys()].sort();
  }

  async open(path: string, mode: 'existing'): Promise<OpenFile | null>;
  async open(path: string, mode: 'create' | 'replace'): Promise<OpenFile>;
  async open(path: string, mode: 'existing' | 'create' | 'replace'): Promise<OpenFile | null> {
    await this.#step(`open ${path}`);
    let inode = this.#names.get(path);
    if (mode === 'existing' && inode === undefined) return null;
    if (mode === 'create' && inode !== undefined) throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' });
    if (inode === undefined) {
      inode = { now: Buffer.alloc(0), durable: Buffer.alloc(0) };
      this.#names.set(path, inode);
    }
    if (mode === 'replace') inode.now = Buffer.alloc(0);
    return this.#handle(path, inode);
  }

  #handle(path: string, inode: Inode): OpenFile {
    return {
      readAll: async () => Buffer.from(inode.now),
      write: async (bytes, position) => {
        try {
          await this.#step(`write ${path}`);
        } catch (error) {
          place(inode, bytes.subarray(0, Math.floor(bytes.length * this.partly)), position);
          throw error;
        }
        place(inode, bytes, position);
      },
      truncate: async (length) => {
        await this.#step(`truncate ${path}`);
        inode.now = inode.now.subarray(0, length);
      },
      sync: async () => {
        await this.#step(`sync ${path}`);
        inode.durable = Buffer.from(inode.now);
      },
      close: () => this.#step(`close ${path}`),
    };
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#step(`rename ${from}`);
    const inode = this.#names.get(from);
    if (inode === undefined) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
    this.#names.set(to, inode);
    this.#names.delete(from);
  }

  async remove(path: string): Promise<void> {
    await this.#step(`remove ${path}`);
    this.#names.delete(path);
  }

  async syncDirectory(path: string): Promise<void> {
    await this.#step(`syncDirectory ${path}`);
    this.#durableNames = new Map(this.#names);
  }

  async #step(step: string): Promise<void> {
    await Promise.resolve();
    if (this.#dead) throw new Crash('the process is gone');
    this.steps.push(step);
    this.onStep(step, this.steps.length - 1);
  }
}

function place(inode: Inode, bytes: Uint8Array, position: number): void {
  const next = Buffer.alloc(Math.max(inode.now.length, position + bytes.length));
  inode.now.copy(next);
  next.set(bytes, position);
  inode.now = next;
}

/** Some of what was written but not synced reaches the disk all the same, from the front. */
function leak(inode: Inode, share: number): Buffer {
  if (share === 0) return inode.durable;
  const length = inode.durable.length + Math.floor((inode.now.length - inode.durable.length) * share);
  return inode.now.length > inode.durable.length ? Buffer.concat([inode.durable, inode.now.subarray(inode.durable.length, length)]) : inode.durable;
}
