/** Every collected message through a real Dovecot and the real engine: it opens, nothing is thrown, and no part that another parser finds is out of reach. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderId } from '../../shared/ids.ts';
import { CORPORA } from '../fixtures/html/corpus.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { createDisk, removeDisk, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';
import { all, describeCorpus, describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

interface Mail { name: string; raw: Buffer }

/** Whole messages; mailbox files and lists of cases are something else. */
function collected(): Mail[] {
  const found: Mail[] = [];
  for (const folder of ['mimekit', 'mikel-mail', 'cpython-email', 'nodemailer-mailparser']) {
    for (const name of readdirSync(join(CORPORA, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:eml|msg|txt|mime|message)$/iu.test(name) || /license|readme|expected|\.mbox\./iu.test(name)) continue;
      let raw: Buffer;
      try {
        raw = readFileSync(join(CORPORA, folder, name));
      } catch {
        continue; // A folder of that name.
      }
      // A header comes first, perhaps behind a line of a mailbox file.
      if (raw.length > 20_000_000 || !/^(?:>?From [^\n]*\n)?[\w-]+[ \t]*:/u.test(raw.toString('latin1', 0, 2_000))) continue;
      found.push({ name: `${folder}/${name}`, raw });
    }
  }
  return found;
}

/** How many attachments and images the other parser lists. */
async function leavesElsewhere(raw: Buffer): Promise<number> {
  try {
    return (await PostalMime.parse(raw, { forceRfc822Attachments: true })).attachments.length;
  } catch {
    return 0;
  }
}

describeWith(all(dovecotRequirement), 'collected mail', () => {
  describeCorpus(`${CORPORA}/mimekit`, 'on Dovecot', () => {
    const mails = collected();
    let dovecot: Dovecot;
    let sink: SmtpSink;
    let disk: Disk;
    let harness: Harness;
    let inbox: ReturnType<typeof folderId>;
    const kept: Mail[] = [];

    beforeAll(async () => {
      dovecot = await startDovecot();
      sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, onMessage: () => undefined });
      for (const mail of mails) {
        // Subjects repeat: where each stands says which it is.
        await dovecot.deliver('alice', mail.raw).then(() => kept.push(mail), () => undefined);
      }
      disk = await createDisk();
      harness = await startHarness(disk, { extraCertificates: [readFileSync(dovecot.tls.ca, 'utf8')] });
      const server = (port: number, security: 'tls' | 'starttls') => ({ host: 'localhost', port, security, user: 'alice' });
      const added = await harness.client.call('accounts.add', { settings: { email: 'alice@example.org', name: 'Alice', imap: server(dovecot.ports.imaps, 'tls'), smtp: server(sink.port, 'starttls'), plainConfirmed: false }, password: 'alice-pw' });
      if (!added.ok) throw new Error(JSON.stringify(added.failure));
      inbox = folderId(added.value.accountId, 'INBOX');
    }, 120_000);
    afterAll(async () => {
      await harness?.stop();
      await sink?.stop();
      await dovecot?.stop();
      if (disk) await removeDisk(disk);
    });

    test('there are more than two hundred', () => { expect(kept.length).toBeGreaterThan(200); });

    test('each opens without an exception, with all its leaves', async () => {
      const broken: string[] = [];
      let opened = 0;
      for (let from = 0; from < kept.length; from += 100) {
        const { rows } = await harness.waitFor('messages.list', { folderId: inbox, from, count: 100 }, (list) => list.total === kept.length && list.rows.length === Math.min(100, kept.length - from));
        for (const row of rows) {
          const uid = Number(/:(\d+)@/u.exec(row.id)?.[1]);
          const mail = kept[uid - 1];
          if (!mail) {
            broken.push(`${row.id}: nobody knows what that is`);
            continue;
          }
          const view = await harness.waitFor('messages.view', { messageId: row.id }, ({ body, failure }) => body !== null || failure !== null).catch((error: unknown) => error as Error);
          opened++;
          if (view instanceof Error) broken.push(`${mail.name}: ${view.message.slice(0, 200)}`);
          else if (view.body === null) broken.push(`${mail.name}: ${JSON.stringify(view.failure)}`);
          else {
            const here = view.attachments.length + Object.keys(view.body.inline).length;
            const there = await leavesElsewhere(mail.raw);
            // What another parser lists as attachments stands here in the text, below it or in it.
            if (here < there && view.body.text === null && view.body.html === null) broken.push(`${mail.name}: ${here} leaves of ${there}`);
            else if (here + 2 < there) broken.push(`${mail.name}: ${here} leaves, ${there} elsewhere`);
          }
        }
      }
      console.log(`collected mail: ${opened} opened, ${broken.length} broken`);
      const thrown = harness.logged.filter(({ level }) => level === 'error');
      expect({ opened, broken, thrown: thrown.map(({ event, details }) => `${event} ${JSON.stringify(details)}`.slice(0, 300)) }).toEqual({ opened: kept.length, broken: [], thrown: [] });
    }, 180_000);
  });
});
