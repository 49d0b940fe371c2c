/** The user a server runs as: ourselves, and never root. */
import { execFile } from 'node:child_process';
import { chownSync, lstatSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface RunAs {
  uid: number;
  gid: number;
  user: string;
  group: string;
  /** What stands before the command. */
  prefix: string[];
}

/** However we end, kill -9 included, what we started hears of it. */
const WITH_US = ['setpriv', '--pdeathsig=TERM'];

/** As root: nobody. */
export async function runAs(): Promise<RunAs> {
  const id = async (...args: string[]) => (await run('id', args)).stdout.trim();
  const own = userInfo();
  if (own.uid !== 0) return { uid: own.uid, gid: own.gid, user: own.username, group: await id('-gn'), prefix: [...WITH_US, '--'] };
  const [uid, gid, group] = await Promise.all([id('-u', 'nobody'), id('-g', 'nobody'), id('-gn', 'nobody')]);
  return { uid: Number(uid), gid: Number(gid), user: 'nobody', group, prefix: [...WITH_US, `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--'] };
}

/** A file, or a folder with all that is in it. Does nothing unless we are root. */
export function giveTo(path: string, owner: RunAs): void {
  if (userInfo().uid !== 0) return;
  const stat = lstatSync(path);
  // A large mailbox made beforehand already belongs to the server's user.
  if (stat.isDirectory() && stat.uid === owner.uid && path.endsWith('/cur')) return;
  if (!stat.isSymbolicLink()) chownSync(path, owner.uid, owner.gid);
  if (stat.isDirectory()) for (const entry of readdirSync(path)) giveTo(join(path, entry), owner);
}
