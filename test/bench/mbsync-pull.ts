/** mbsync (Debian: isync) pulls every message of a mailbox, whole, into a Maildir that is thrown away. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MBSYNC = '/usr/bin/mbsync';

export const mbsyncMissing = (): string | null => (existsSync(MBSYNC) ? null : 'no mbsync to compare with (Debian, Ubuntu: apt-get install isync)');

/** Without fsync, as our mirror writes. Rejects with its own words if it fails or leaves a message out. */
export async function mbsyncPull(port: number, count: number): Promise<{ ms: number }> {
  const directory = mkdtempSync('/tmp/gw-bench-mbsync-');
  try {
    const config = join(directory, 'mbsyncrc');
    mkdirSync(join(directory, 'mail'));
    writeFileSync(config, [
      'FSync no', '',
      'IMAPAccount far', 'Host 127.0.0.1', `Port ${port}`, 'User alice', 'Pass alice-pw', 'SSLType None', 'AuthMechs LOGIN', '',
      'IMAPStore far', 'Account far', '',
      'MaildirStore near', `Path ${directory}/mail/`, `Inbox ${directory}/mail/INBOX`, '',
      'Channel all', 'Far :far:', 'Near :near:', 'Patterns INBOX', 'Create Near', 'Sync Pull', 'SyncState *', '',
    ].join('\n'), { mode: 0o600 });
    const started = performance.now();
    await run(['-c', config, '-q', 'all'], directory);
    const ms = performance.now() - started;
    const pulled = ['cur', 'new'].reduce((sum, name) => sum + readdirSync(join(directory, 'mail/INBOX', name)).length, 0);
    if (pulled !== count) throw new Error(`mbsync pulled ${pulled} messages instead of ${count}`);
    return { ms };
  } finally {
    rmSync(directory, { recursive: true, maxRetries: 10, force: true });
  }
}

function run(args: readonly string[], home: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(MBSYNC, args, { env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', HOME: home }, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => { said = (said + bytes.toString('utf8')).slice(-4000); });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`mbsync: ${code}\n${said}`))));
  });
}
