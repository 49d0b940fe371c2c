/** Runs a program in a namespace where an unpacked system is `/` and the server's folder is where it was: as an unprivileged user named `service`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../../support/throw-away.ts';

/** What stands before the program, behind `as.prefix`. */
export function insideRoot(root: string, { directory, as }: Place): string[] {
  const passwd = join(directory, 'passwd');
  const group = join(directory, 'group');
  writeFileSync(passwd, `root:x:0:0:root:/root:/bin/sh\nservice:x:${as.uid}:${as.gid}:service:/tmp:/bin/sh\n`);
  writeFileSync(group, `root:x:0:\nservice:x:${as.gid}:\nmail:x:8:\n`);
  return [
    'bwrap', '--die-with-parent', '--unshare-pid', '--as-pid-1', '--ro-bind', root, '/', '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/run', '--tmpfs', '/tmp', '--bind', directory, directory,
    '--ro-bind', passwd, '/etc/passwd', '--ro-bind', group, '/etc/group', '--chdir', directory, '--',
  ];
}
