/** The peer: imapflow fetching the same items and dropping them. */
import { ImapFlow } from 'imapflow';

/** Time and CPU time of this process, milliseconds, from sending FETCH to its end; login and SELECT not counted. */
export async function imapflowFetch(port: number, count: number): Promise<{ ms: number; cpu: number }> {
  const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth: { user: 'alice', pass: 'alice-pw' }, logger: false });
  await client.connect();
  try {
    await client.mailboxOpen('INBOX');
    const started = performance.now();
    const before = process.cpuUsage();
    let seen = 0;
    for await (const message of client.fetch('1:*', { uid: true, flags: true, internalDate: true, size: true, envelope: true, bodyStructure: true, headers: ['references'] }, { uid: true })) {
      if (message.uid > 0) seen++;
    }
    const ms = performance.now() - started;
    const { user, system } = process.cpuUsage(before);
    if (seen !== count) throw new Error(`imapflow saw ${seen} of ${count} messages`);
    return { ms, cpu: (user + system) / 1000 };
  } finally {
    await client.logout();
  }
}
