/** Where a user's profile lies, and the small facts a host keeps in it. */
import { readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { readIfThere, writeDurably } from './durable-file.ts';

/** The platform's usual place for the state of an application. */
export function defaultProfile(platform = process.platform, env: NodeJS.ProcessEnv = process.env, home = homedir()): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Godwit');
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Godwit');
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'godwit');
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
