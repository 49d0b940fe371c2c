/** Attachments that were opened with another program: for the owner alone, removed when the application ends, and before it starts again. */
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { FileToSave } from '../ports.ts';

const folderOf = (profile: string): string => join(profile, 'opened');

/** Answers its path. Rejects 'storage' if it cannot be written; then nothing is left of it. */
export async function writeOpened(profile: string, file: FileToSave): Promise<string> {
  let own: string | undefined;
  try {
    await mkdir(folderOf(profile), { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    // A folder for each: two files may have one name.
    own = await mkdtemp(join(folderOf(profile), 'f-'));
    const path = join(own, file.name);
    const handle = await open(path, 'wx', 0o600);
    try {
      for await (const piece of file.read()) await handle.writeFile(piece);
    } finally {
      await handle.close();
    }
    return path;
  } catch (error) {
    if (own) await rm(own, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : fail('storage', say('engine-sync.attachmentNotWritten'), { detail: code });
  } finally {
    await file.release();
  }
}

/** Some program may still hold one of them: then it goes the next time. */
export const removeOpened = (profile: string): Promise<void> => rm(folderOf(profile), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
