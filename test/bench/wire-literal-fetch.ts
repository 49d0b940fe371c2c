/** One message of any size from the server into a file, as an attachment is saved. */
import { open, rm, stat } from 'node:fs/promises';
import { uidFetchStream } from '../../main/imap/commands/fetch-stream.ts';
import { fileSink } from '../../main/imap/file-sink.ts';
import { openSession } from '../../main/imap/open-session.ts';

/** Time and CPU time, milliseconds, from sending FETCH until all is in the file. */
export async function literalFetch(port: number, size: number, path: string): Promise<{ ms: number; cpu: number }> {
  const session = await openSession({
    server: { host: '127.0.0.1', port, security: 'none', user: 'alice' }, credentials: { kind: 'password', password: 'alice-pw' }, plainConfirmed: false,
    deadlineMs: 20_000, silenceMs: 60_000, clientId: { name: 'Godwit bench' },
  });
  const file = await open(path, 'w');
  try {
    await session.select('INBOX', { readOnly: true });
    const started = performance.now();
    const before = process.cpuUsage();
    const octets = await session.run(uidFetchStream({ uid: 1, section: '', sink: fileSink(file) }));
    const ms = performance.now() - started;
    const { user, system } = process.cpuUsage(before);
    const written = (await stat(path)).size;
    if (octets !== size || written !== size) throw new Error(`${written} of ${size} octets are in the file, ${octets} were told`);
    return { ms, cpu: (user + system) / 1000 };
  } finally {
    await file.close();
    await rm(path, { force: true });
    await session.logout();
  }
}
