/** A large Maildir under the temporary folder, made once for each seed and size, served by a real Dovecot whose caches are warm. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { drain } from './drain.ts';
import { generateMessage, type Thread } from './generated-message.ts';
import { seeded } from './random.ts';

const SEED = 20_261_120;

/** Times to the microsecond, so that a login can be placed on the clock of the other measurements. */
const EXTRA = 'log_timestamp = "%Y-%m-%dT%H:%M:%S.%{usecs} "\nmail_always_cache_fields = hdr.references';

export async function startBigMailbox(count: number): Promise<Dovecot> {
  // A change of the generator makes another mailbox.
  const version = createHash('sha256').update(readFileSync(join(import.meta.dirname, 'generated-message.ts'))).digest('hex').slice(0, 8);
  const directory = `/tmp/gw-bench-${SEED}-${count}-${version}`;
  const complete = join(directory, 'complete');
  if (!existsSync(complete)) {
    rmSync(directory, { recursive: true, maxRetries: 10, force: true });
    generate(join(directory, 'mail/alice/mail'), count);
  }
  const dovecot = await startDovecot({ format: 'maildir', directory, extra: EXTRA });
  try {
    // Twice: the first answer decides what the server caches, the second comes from the cache.
    const rounds = existsSync(complete) ? 1 : 2;
    for (let round = 0; round < rounds; round++) {
      const { messages } = await drain(dovecot.ports.imap);
      if (messages !== count) throw new Error(`the mailbox holds ${messages} messages instead of ${count}`);
    }
    writeFileSync(complete, '');
  } catch (error) {
    await dovecot.stop();
    throw error;
  }
  return dovecot;
}

/** The same in a folder of its own that goes with `stop`: for measurements that change it. */
export async function startBigMailboxCopy(count: number): Promise<Dovecot> {
  const original = await startBigMailbox(count);
  await original.stop();
  const directory = mkdtempSync('/tmp/gw-bench-copy-');
  const remove = (): void => rmSync(directory, { recursive: true, maxRetries: 10, force: true });
  try {
    const [from, to] = [join(original.directory, 'mail'), join(directory, 'mail')];
    // Mail files are never written to, only renamed and removed: both may have them. Indexes are.
    execFileSync('cp', ['-al', from, to]);
    for (const name of readdirSync(join(from, 'alice/mail'))) {
      if (!name.startsWith('dovecot')) continue;
      rmSync(join(to, 'alice/mail', name));
      execFileSync('cp', ['-a', join(from, 'alice/mail', name), join(to, 'alice/mail', name)]);
    }
    const dovecot = await startDovecot({ format: 'maildir', directory, extra: EXTRA });
    return { ...dovecot, stop: () => dovecot.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** File names as Dovecot makes them; the modification time is the INTERNALDATE. */
function generate(maildir: string, count: number): void {
  const started = performance.now();
  for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(maildir, name), { recursive: true });
  const random = seeded(SEED);
  const threads: Thread[] = [];
  for (let number = 1; number <= count; number++) {
    const { text, date, flags } = generateMessage(random, number, count, threads);
    const path = join(maildir, 'cur', `${date}.M${number}P1.mail,S=${Buffer.byteLength(text)}:2,${flags}`);
    writeFileSync(path, text);
    utimesSync(path, date, date);
  }
  console.error(`Made a mailbox of ${count} messages in ${Math.round((performance.now() - started) / 1000)} s.`);
}
