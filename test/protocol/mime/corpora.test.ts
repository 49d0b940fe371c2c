/** The reader of broken MIME against postal-mime: generated messages, and corpora of real ones where they are at hand. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { attachmentName } from '../../../main/mime/attachment-name.ts';
import { buildBody } from '../../../main/mime/body.ts';
import { chooseParts } from '../../../main/mime/choose-parts.ts';
import { parseMessage } from '../../../main/mime/parse-message.ts';
import { decodeTransfer } from '../../../main/mime/transfer-encoding.ts';
import { READ_OTHERWISE } from '../../support/read-otherwise.ts';
import { describeCorpus } from '../../support/requires.ts';
import { generateMail } from './generate-mail.ts';

const CORPORA = new URL('../../../../shared/corpora/', import.meta.url).pathname;

/** What can be read: how lines are joined, and the HTML that postal-mime makes out of text, are no question of MIME. */
const words = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const withoutTags = (html: string): string => html.replace(/<[^>]*>/gu, ' ').replace(/&(?:#\d+|#x[\da-f]+|[a-z]+);/giu, ' ');

interface Reading { shown: string[]; files: string[] }

function ours(raw: Buffer): Reading {
  const { structure, sections } = parseMessage(raw);
  const chosen = chooseParts(structure);
  const body = buildBody(structure, sections, chosen);
  const files = chosen.attachments.map((part) => decodeTransfer(sections.get(part.section) ?? Buffer.alloc(0), part.encoding).bytes.toString('latin1'));
  return { shown: [body.text ?? '', withoutTags(body.html ?? '')], files };
}

async function peer(raw: Buffer): Promise<Reading> {
  const email = await PostalMime.parse(raw, { forceRfc822Attachments: true, attachmentEncoding: 'arraybuffer' });
  const files = email.attachments.map((file) => Buffer.from(file.content as ArrayBuffer).toString('latin1'));
  return { shown: [email.text ?? '', withoutTags(email.html ?? '')], files };
}

const trimmed = (content: string): string => content.replace(/\r\n/gu, '\n').trim();

/** What the peer shows or offers and we do not; an empty list is agreement. */
async function hidden(raw: Buffer): Promise<string[]> {
  const [we, they] = [ours(raw), await peer(raw)];
  const files = we.files.flatMap((file) => [file, Buffer.from(file, 'latin1').toString('utf8')]);
  const readable = new Set([...we.shown, ...files, ...files.map(withoutTags)].flatMap(words));
  const offered = new Set(we.files.map(trimmed));
  const missing = they.shown.flatMap(words).filter((word) => !readable.has(word)).slice(0, 8);
  for (const file of they.files) if (!offered.has(trimmed(file)) && words(file).some((word) => !readable.has(word))) missing.push(`a file of ${file.length} octets`);
  return missing;
}

describe('generated messages', () => {
  test('1000 seeded trees are read alike', async () => {
    for (let seed = 1; seed <= 1000; seed += 1) {
      const mail = generateMail(seed);
      expect(await hidden(mail.raw), `seed ${seed}\n${mail.raw.toString('latin1').slice(0, 3000)}`).toEqual([]);
      const { structure, sections, damaged } = parseMessage(mail.raw);
      expect(damaged, `seed ${seed}`).toBe(false);
      const chosen = chooseParts(structure);
      const body = buildBody(structure, sections, chosen);
      const read = [body.text ?? '', body.html ?? '', ...chosen.attachments.map((part) => decodeTransfer(sections.get(part.section)!, part.encoding).bytes.toString('utf8'))].join('\n');
      for (const word of mail.words) expect(read, `seed ${seed}: ${word}`).toContain(word);
    }
  });

  test('cut at any place, they still give a body and never throw', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const { raw } = generateMail(seed);
      for (let cut = 0; cut < raw.length; cut += 7) {
        const { structure, sections } = parseMessage(raw.subarray(0, cut));
        buildBody(structure, sections);
      }
    }
  });
});

const filesBelow = (dir: string): string[] => readdirSync(dir).flatMap((name) => {
  const path = join(dir, name);
  return statSync(path).isDirectory() ? filesBelow(path) : [path];
});

for (const name of ['cpython-email', 'mikel-mail', 'nodemailer-mailparser', 'mimekit']) {
  const dir = join(CORPORA, name);
  describeCorpus(dir, `MIME corpus ${name}`, () => {
    test('nothing the peer finds is hidden', async () => {
      const messages = filesBelow(dir).filter((path) => /\.(?:eml|txt|msg)$/u.test(path) && statSync(path).size < 2_000_000);
      const wrong: string[] = [];
      for (const path of messages) {
        const missing = await hidden(readFileSync(path));
        const key = path.slice(CORPORA.length);
        if (missing.length > 0 && READ_OTHERWISE[key] === undefined) wrong.push(`${key}: ${missing.join(', ')}`);
      }
      expect(messages.length).toBeGreaterThan(0);
      expect(wrong).toEqual([]);
    });
  });
}

const NAMES = join(CORPORA, 'own-vectors/attachment_filenames.json');
describeCorpus(NAMES, 'hostile attachment names', () => {
  const names = existsSync(NAMES) ? (JSON.parse(readFileSync(NAMES, 'utf8')) as string[]) : [];
  test.each(names.map((name) => [name]))('%j', (name) => {
    const clean = attachmentName(name, 'application/octet-stream');
    expect(clean).not.toBe('');
    expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(255);
    expect(clean).not.toMatch(/[/\\\u0000-\u001f\u007f-\u009f<>:"|?*\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u);
    expect(clean).not.toMatch(/^[.\s~-]|[.\s]$/u);
    expect(clean).not.toMatch(/^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:\.|$)/iu);
    expect(clean.isWellFormed()).toBe(true);
    expect(attachmentName(clean, '')).toBe(clean);
    const extension = /\.(\w{1,12})$/u.exec(name)?.[1];
    if (extension !== undefined) expect(clean.toLowerCase()).toContain(extension.toLowerCase());
  });
});
