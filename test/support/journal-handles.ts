/** Which journal files are open, by profile: a death that is only played closes nothing, and somebody has to. */
import { dirname } from 'node:path';
import { nodeFiles, type OpenFile } from '../../main/journal/files.ts';

const byProfile = new Map<string, Set<OpenFile>>();
const open = nodeFiles.open.bind(nodeFiles) as (path: string, mode: string) => Promise<OpenFile | null>;

nodeFiles.open = (async (path: string, mode: string) => {
  const file = await open(path, mode);
  if (file === null) return null;
  const own = byProfile.get(dirname(path)) ?? new Set();
  byProfile.set(dirname(path), own);
  const noted: OpenFile = {
    ...file,
    close() {
      own.delete(noted);
      return file.close();
    },
  };
  own.add(noted);
  return noted;
}) as typeof nodeFiles.open;

/** Closes what a dead engine has left open; what it still writes fails. Its content stays as it is. */
export async function closeJournals(profile: string): Promise<void> {
  const left = byProfile.get(profile);
  byProfile.delete(profile);
  await Promise.all([...(left ?? [])].map((file) => file.close()));
}

/** Journal files that are open now. */
export const openJournals = (): number => [...byProfile.values()].reduce((sum, files) => sum + files.size, 0);
