/** Writes a file into a folder of the user without ever taking the place of another. */
import { open, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { FileToSave } from '../main/ports.ts';
import { fail, FailureError } from '../shared/failure.ts';
import { say } from '../shared/locales/say.ts';

/** Names tried: `a.txt`, `a (2).txt` … */
const MOST_TRIES = 1_000;

/** Answers where it went. Rejects FailureError 'storage' or what reading it rejects with; then nothing is left of it. Releases it. */
export async function saveInto(folder: string, file: FileToSave): Promise<string> {
  try {
    for (let count = 1; count <= MOST_TRIES; count += 1) {
      const path = join(folder, numbered(basename(file.name), count));
      // Not there before, and no link to anywhere else: whoever makes one in between is not followed.
      const handle = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return null;
        throw error;
      });
      if (!handle) continue;
      try {
        for await (const piece of file.read()) await handle.writeFile(piece);
        await handle.sync();
      } catch (error) {
        await handle.close();
        await rm(path, { force: true });
        throw error;
      }
      await handle.close();
      return path;
    }
    throw fail('storage', say('engine-app.tooManyNames'));
  } catch (error) {
    throw error instanceof FailureError ? error : fail('storage', say('engine-app.notSaved'), { detail: (error as NodeJS.ErrnoException).code ?? 'unknown' });
  } finally {
    await file.release();
  }
}

function numbered(name: string, count: number): string {
  if (count === 1) return name;
  const extension = extname(name);
  return `${name.slice(0, name.length - extension.length)} (${count})${extension}`;
}
