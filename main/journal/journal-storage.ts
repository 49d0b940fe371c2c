/** Reading a journal file at the start, setting a damaged one aside, and replacing its content in one step. */
import { dirname } from 'node:path';
import type { Files, OpenFile } from './files.ts';
import { decodeRecords, encodeRecord } from './record.ts';

export interface ReadJournal<T> {
  records: T[];
  setAside: string | null;
  file: OpenFile;
  /** Octets of whole records the file now has. */
  length: number;
}

/** Cuts a torn tail; a file with unreadable parts is copied to `<path>.damaged-<n>` first and then rewritten without them. Rejects with Node's error, nothing lost. */
export async function readJournal<T>(path: string, parse: (value: unknown) => T, files: Files): Promise<ReadJournal<T>> {
  let file = await files.open(path, 'existing');
  if (file === null) {
    file = await files.open(path, 'create');
    await closeOnError(file, () => files.syncDirectory(dirname(path)));
    return { records: [], setAside: null, file, length: 0 };
  }
  const opened = file;
  return closeOnError(opened, async () => {
    const bytes = await opened.readAll();
    const decoded = decodeRecords(bytes);
    const { records, unreadable } = parseAll(decoded.records, parse);
    if (!decoded.damaged && unreadable === 0) {
      if (decoded.validBytes < bytes.length) {
        await opened.truncate(decoded.validBytes);
        await opened.sync();
      }
      // A crash right after creation may have left a name that is not durable yet.
      await files.syncDirectory(dirname(path));
      return { records: records.map((entry) => entry.parsed), setAside: null, file: opened, length: decoded.validBytes };
    }
    const setAside = await copyAside(path, bytes, files);
    const content = Buffer.concat(records.map((entry) => encodeRecord(entry.value)));
    await replaceFile(path, content, files, () => opened.close());
    const rewritten = await files.open(path, 'existing');
    if (rewritten === null) throw new Error('the file vanished while it was being opened');
    return { records: records.map((entry) => entry.parsed), setAside, file: rewritten, length: content.length };
  });
}

/** Writes beside, syncs, renames over, syncs the folder. `beforeRename` runs when the new content is safe, `renamed` when it has the name. */
export async function replaceFile(path: string, content: Buffer, files: Files, beforeRename?: () => Promise<void>, renamed?: () => void): Promise<void> {
  const temporary = `${path}.new`;
  const file = await files.open(temporary, 'replace');
  try {
    await closeAfter(file, async () => {
      await file.write(content, 0);
      await file.sync();
    });
    await beforeRename?.();
    await files.rename(temporary, path);
  } catch (error) {
    await removeQuietly(temporary, files);
    throw error;
  }
  renamed?.();
  await files.syncDirectory(dirname(path));
}

function parseAll<T>(values: unknown[], parse: (value: unknown) => T): { records: { value: unknown; parsed: T }[]; unreadable: number } {
  const records: { value: unknown; parsed: T }[] = [];
  let unreadable = 0;
  for (const value of values) {
    try {
      records.push({ value, parsed: parse(value) });
    } catch {
      unreadable += 1; // Kept in the copy that is set aside.
    }
  }
  return { records, unreadable };
}

async function copyAside(path: string, bytes: Buffer, files: Files): Promise<string> {
  for (let n = 1; ; n += 1) {
    const copy = `${path}.damaged-${n}`;
    const taken = await files.open(copy, 'existing');
    if (taken === null) {
      await replaceFile(copy, bytes, files);
      return copy;
    }
    // A crash between copying and rewriting comes here again: the same content needs no second copy.
    const same = await closeAfter(taken, async () => bytes.equals(await taken.readAll()));
    if (same) return copy;
  }
}

async function closeOnError<R>(file: OpenFile, run: () => Promise<R>): Promise<R> {
  try {
    return await run();
  } catch (error) {
    await file.close().catch(() => undefined); // The first error says more than this one.
    throw error;
  }
}

async function closeAfter<R>(file: OpenFile, run: () => Promise<R>): Promise<R> {
  const result = await closeOnError(file, run);
  await file.close();
  return result;
}

async function removeQuietly(path: string, files: Files): Promise<void> {
  try {
    await files.remove(path);
  } catch {
    // A left-over `.new` is overwritten by the next attempt; the error that led here is the one to report.
  }
}
