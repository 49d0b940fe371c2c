/** Electron's runtime: is it there, and if not, can its own installer fetch it? */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A download that has not begun by then is held to be impossible; the whole decision stays under 10 s. */
const FIRST_BYTE = 8_000;
/** A download that has begun may pause this long. */
const STALL = 30_000;

/** The executable if the installer has put it there, as `electron/index.js` finds it. */
export function installedRuntime(folder: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const theirs = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const name = executableName(folder) ?? (theirs === undefined ? undefined : 'electron');
  if (name === undefined) return undefined;
  const executable = join(theirs ?? join(folder, 'dist'), name);
  return existsSync(executable) ? executable : undefined;
}

/** Undefined where the installer has never been through. */
function executableName(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, 'path.txt'), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export type Fetched = { ok: true; executable: string } | { ok: false; why: string };

export async function fetchRuntime(folder: string, say: (line: string) => void, limits = { firstByte: FIRST_BYTE, stall: STALL }): Promise<Fetched> {
  if (!existsSync(join(folder, 'install.js'))) return { ok: false, why: 'it is not installed' };
  // The installer downloads into the temporary folder: one of its own shows how far it is.
  const scratch = mkdtempSync(join(tmpdir(), 'godwit-electron-'));
  const child = spawn(process.execPath, [join(folder, 'install.js')], {
    env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch, ELECTRON_GET_NO_PROGRESS: '1' },
    stdio: 'ignore',
  });
  const stop = (): void => void child.kill('SIGKILL');
  process.once('exit', stop);
  let why = 'its runtime could not be fetched';
  let seen = 0;
  let shown = 0;
  let deadline = Date.now() + limits.firstByte;
  const watch = setInterval(() => {
    const bytes = sizeOf(scratch) + (existsSync(join(folder, 'dist')) ? 1 : 0);
    if (bytes > seen) {
      seen = bytes;
      deadline = Date.now() + limits.stall;
    }
    const megabytes = Math.floor(bytes / 1_000_000);
    if (megabytes >= shown + 10 || (megabytes > 0 && shown === 0)) {
      shown = megabytes;
      say(`Fetching the Electron runtime: ${megabytes} MB`);
    }
    if (Date.now() > deadline) {
      why = seen > 0 ? 'the download of its runtime stopped' : 'its download server cannot be reached';
      stop();
    }
  }, 250);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
  clearInterval(watch);
  process.off('exit', stop);
  rmSync(scratch, { recursive: true, force: true });
  const executable = code === 0 ? installedRuntime(folder) : undefined;
  return executable ? { ok: true, executable } : { ok: false, why };
}

function sizeOf(folder: string): number {
  let bytes = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    // The installer removes its files as it likes.
    bytes += statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}
