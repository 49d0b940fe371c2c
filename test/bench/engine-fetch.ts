/** Our own IMAP engine fetching the same items and dropping them: what imapflow is compared with like for like. */
import { openSession } from '../../main/imap/open-session.ts';
import { SUMMARY_ITEMS } from '../../main/sync/summary.ts';

/** Time and CPU time of this process, milliseconds, from sending FETCH to its end; login and SELECT not counted. */
export async function engineFetch(port: number, count: number): Promise<{ ms: number; cpu: number }> {
  const session = await openSession({
    server: { host: '127.0.0.1', port, security: 'none', user: 'alice' }, credentials: { kind: 'password', password: 'alice-pw' }, plainConfirmed: false,
    deadlineMs: 20_000, silenceMs: 60_000, clientId: { name: 'Godwit bench' },
  });
  try {
    await session.select('INBOX', { readOnly: true });
    const started = performance.now();
    const before = process.cpuUsage();
    let seen = 0;
    await session.uidFetch([[1, 0xffff_fffe]], SUMMARY_ITEMS, {}, (message) => {
      if (message.envelope !== undefined) seen++;
    });
    const ms = performance.now() - started;
    const { user, system } = process.cpuUsage(before);
    if (seen !== count) throw new Error(`our engine saw ${seen} of ${count} messages`);
    return { ms, cpu: (user + system) / 1000 };
  } finally {
    await session.logout();
  }
}
