/** Every collected message through a real Dovecot and the real engine: it opens, nothing is thrown, and no part that another parser finds is out of reach. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FileToSave } from '../../main/ports.ts';
import { folderId } from '../../shared/ids.ts';
import { CORPORA } from '../fixtures/html/corpus.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { createDisk, removeDisk, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';
import { unreachable, type SavedFile } from '../support/leaves-elsewhere.ts';
import { READ_OTHERWISE } from '../support/read-otherwise.ts';
import { all, describeCorpus, describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

interface Mail { name: string; raw: Buffer }

/** Whole messages, and those of mailbox files; lists of cases are something else. */
function collected(): Mail[] {
  const found: Mail[] = [];
  for (const folder of ['mimekit', 'mikel-mail', 'cpython-email', 'nodemailer-mailparser', 'nostarttls/mails', 'imaptest']) {
    for (const name of readdirSync(join(CORPORA, folder), { recursive: true, encoding: 'utf8' })) {
      if (/\.mbox(?:\.txt)?$/iu.test(name)) found.push(...inMailbox(`${folder}/${name}`, readFileSync(join(CORPORA, folder, name))));
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

/** The messages of a mailbox file, each behind a line of its own. */
const inMailbox = (name: string, raw: Buffer): Mail[] => raw.toString('latin1').split(/^(?=From (?:- ?|[^\n]*\d{4})\r?$)/mu).flatMap((text, index) => {
  const mail = text.replace(/^From [^\n]*\n/u, '');
  return /^[\w-]+[ \t]*:/u.test(mail) ? [{ name: `${name} ${index}`, raw: Buffer.from(mail, 'latin1') }] : [];
});

/** Looked at one by one. */
const DIFFERENT: Readonly<Record<string, string>> = {
  ...READ_OTHERWISE,
  'mikel-mail/spec/fixtures/emails/mime_emails/raw_email4.eml': 'the last line is a boundary with one dash behind it: to the server a boundary, there a part that holds it',
};

async function contentOf(file: FileToSave): Promise<SavedFile> {
  const parts: Uint8Array[] = [];
  for await (const part of file.read()) parts.push(part);
  await file.release();
  return { name: file.name, content: Buffer.concat(parts) };
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
    const saved: SavedFile[] = [];

    beforeAll(async () => {
      dovecot = await startDovecot();
      sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, onMessage: () => undefined });
      for (const mail of mails) {
        // Subjects repeat: where each stands says which it is.
        await dovecot.deliver('alice', mail.raw).then(() => kept.push(mail), () => undefined);
      }
      disk = await createDisk();
      const desktop = {
        openLink: () => Promise.resolve(), badge: () => undefined, show: () => undefined,
        saveFile: async (file: FileToSave) => { saved.push(await contentOf(file)); return file.name; },
      };
      harness = await startHarness(disk, { extraCertificates: [readFileSync(dovecot.tls.ca, 'utf8')], desktop });
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

    test('there are more than three hundred', () => { expect(kept.length).toBeGreaterThan(300); });

    test('each opens without an exception, with every leaf by its content', async () => {
      const broken: string[] = [];
      let opened = 0;
      let compared = 0;
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
            saved.length = 0;
            const all = await harness.client.call('attachments.saveAll', { messageId: row.id });
            if (!all.ok && view.attachments.length > 0) broken.push(`${mail.name}: not saved, ${all.failure.code}`);
            const missing = await unreachable(mail.raw, view, saved, (count) => { compared += count; });
            if (missing.length > 0 && DIFFERENT[mail.name] === undefined) broken.push(`${mail.name}: ${missing.join(', ')}`);
          }
        }
      }
      console.log(`collected mail: ${opened} opened, ${compared} leaves of another parser looked for, ${broken.length} broken`);
      const thrown = harness.logged.filter(({ level }) => level === 'error');
      expect({ opened, broken, thrown: thrown.map(({ event, details }) => `${event} ${JSON.stringify(details)}`.slice(0, 300)) }).toEqual({ opened: kept.length, broken: [], thrown: [] });
    }, 180_000);
  });
});
