/** The few file operations the journal needs, so that tests can make each of them fail. */
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { errorCode } from './storage-failure.ts';

/** An open file. Every call rejects with Node's error. */
export interface OpenFile {
  readAll(): Promise<Buffer>;
  /** Writes all of it or rejects; a part may then be written. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  truncate(length: number): Promise<void>;
  /** Resolves when the content is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface Files {
  /** `existing`: null if there is none. `create`: empty, must not exist. `replace`: empty, whatever was there. New files are 0600, older ones become it. */
  open(path: string, mode: 'existing'): Promise<OpenFile | null>;
  open(path: string, mode: 'create' | 'replace'): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  /** No error if it is not there. */
  remove(path: string): Promise<void>;
  /** Makes names created, renamed or removed in the folder durable. */
  syncDirectory(path: string): Promise<void>;
}

const FLAGS = { existing: 'r+', create: 'wx+', replace: 'w+' } as const;

async function openNode(path: string, mode: 'existing'): Promise<OpenFile | null>;
async function openNode(path: string, mode: 'create' | 'replace'): Promise<OpenFile>;
async function openNode(path: string, mode: keyof typeof FLAGS): Promise<OpenFile | null> {
  let handle;
  try {
    handle = await open(path, FLAGS[mode], 0o600);
  } catch (error) {
    if (mode === 'existing' && errorCode(error) === 'ENOENT') return null;
    throw error;
  }
  await makePrivate(handle);
  return {
    // Not handle.readFile(): that starts at the current position, which a second call finds at the end.
    async readAll() {
      const { size } = await handle.stat();
      const bytes = Buffer.alloc(size);
      let done = 0;
      while (done < size) {
        const { bytesRead } = await handle.read(bytes, done, size - done, done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    },
    async write(bytes, position) {
      let done = 0;
      while (done < bytes.length) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
        done += bytesWritten;
      }
    },
    truncate: (length) => handle.truncate(length),
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

/** One that was copied here, or left by another program, may be readable by others. */
async function makePrivate(handle: FileHandle): Promise<void> {
  if (process.platform === 'win32') return;
  const { mode } = await handle.stat();
  // Some file systems know no modes: the folder is closed to others too.
  if ((mode & 0o077) !== 0) await handle.chmod(0o600).catch(() => undefined);
}

export const nodeFiles: Files = {
  open: openNode,
  rename,
  remove: (path) => rm(path, { force: true }),
  async syncDirectory(path) {
    // Windows cannot open a folder for this and keeps names durable with the file itself.
    if (process.platform === 'win32') return;
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};
