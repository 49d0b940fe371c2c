/** Where a user's profile lies, and the small facts a host keeps in it. */
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fail } from '../shared/failure.ts';
import { readIfThere, writeDurably } from './durable-file.ts';

/** The platform's usual place for the state of an application. */
export function defaultProfile(platform = process.platform, env: NodeJS.ProcessEnv = process.env, home = homedir()): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Godwit');
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Godwit');
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'godwit');
}

/** Makes a folder of the profile with all above it, for the owner only. Throws FailureError 'storage' if that is not possible. */
export function makeProfile(profile: string): void {
  try {
    makeFolders(profile);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const reason = { ENOTDIR: 'a part of its path is not a folder', EEXIST: 'a file is in its place', EACCES: 'this user may not write there', EROFS: 'that disk is read-only', ENOSPC: 'the disk is full' }[code] ?? 'it cannot be made';
    throw fail('storage', `The profile folder ${profile} cannot be used: ${reason}. Choose another one with --profile.`, { detail: code });
  }
}

/** One level at a time: `recursive` never ends where the system forbids a folder (Node 24 on /proc). */
function makeFolders(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolders(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  }
}

/** The port this profile was served on last, if it is known. A broken file counts as unknown: all that depends on it is a cache. */
export async function rememberedPort(profile: string): Promise<number | undefined> {
  const text = await readIfThere(join(profile, 'port'));
  const port = Number(text?.trim());
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

export const rememberPort = (profile: string, port: number): Promise<void> => writeDurably(join(profile, 'port'), `${port}\n`);

interface Running { pid: number; address: string }
const runningFile = (profile: string): string => join(profile, 'running.json');

/** Notes which process serves this profile, for whoever starts a second one. */
export const noteRunning = (profile: string, address: string): Promise<void> =>
  writeDurably(runningFile(profile), `${JSON.stringify({ pid: process.pid, address } satisfies Running)}\n`);

export const forgetRunning = (profile: string): void => rmSync(runningFile(profile), { force: true });

/** The address at which another living process serves this profile, if that can be told. */
export function runningAddress(profile: string): string | undefined {
  try {
    const { pid, address } = JSON.parse(readFileSync(runningFile(profile), 'utf8')) as Partial<Running>;
    if (!Number.isInteger(pid) || pid === process.pid || !/^http:\/\/127\.0\.0\.1:\d{1,5}\/$/u.test(address ?? '')) return undefined;
    process.kill(pid as number, 0);
    return address;
  } catch {
    // No file, no JSON, no such process: there is nothing to tell. Only used to word an error message.
    return undefined;
  }
}
