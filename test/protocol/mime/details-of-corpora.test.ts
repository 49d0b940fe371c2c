/** Every message at hand: what there is to know about it is found without an exception, and every leaf can be reached by its number. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { leafAt } from '../../../main/mime/describe-structure.ts';
import { packStructure, unpackStructure } from '../../../main/mime/packed-structure.ts';
import { parseMessage } from '../../../main/mime/parse-message.ts';
import { detailsOf } from '../../../main/projections/details-of.ts';
import { nestedOf, nestedView } from '../../../main/projections/nested-message.ts';
import { asideOf } from '../../../main/sync/bodies/aside.ts';
import { messageDetailsSchema } from '../../../shared/model/message-details.ts';
import type { MessageRow } from '../../../shared/model/message.ts';
import { describeCorpus } from '../../support/requires.ts';

const CORPORA = new URL('../../../../shared/corpora/', import.meta.url).pathname;
const FOLDERS = ['mimekit', 'mikel-mail', 'cpython-email', 'nodemailer-mailparser'];

function* filesIn(folder: string): Generator<string> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (/\.(?:eml|txt|msg|mbox)$|^msg_/u.test(entry.name)) yield path;
  }
}

describeCorpus(CORPORA, 'details of', () => {
  test.each(FOLDERS)('%s', (folder) => {
    let count = 0;
    for (const path of filesIn(join(CORPORA, folder))) {
      const raw = readFileSync(path);
      if (raw.length > 5_000_000) continue;
      const parsed = parseMessage(raw);
      const structure = unpackStructure(packStructure(parsed.structure))!;
      const details = detailsOf({
        from: [], replyTo: [], structure, text: null, server: { imapHost: 'imap.example.org' }, own: ['you@example.org'],
        aside: { header: asideOf(raw, parsed.structure, parsed.sections, null).get('HEADER')!, serverDate: null, subjects: new Map(), structure, parts: parsed.sections, walked: false },
      });
      expect([path, messageDetailsSchema.safeParse({ ...details, failure: null }).success]).toEqual([path, true]);
      expect([path, details.header?.authentication.verdict]).toEqual([path, 'unknown']);
      for (const section of parsed.sections.keys()) expect([path, section, leafAt(structure, section) !== null]).toEqual([path, section, true]);
      expect([path, details.structure.filter(({ leaf }) => leaf).length]).toEqual([path, parsed.sections.size]);
      for (const { section, message } of details.structure) if (message) nestedView(nestedOf(parsed.sections.get(section)!, section), { id: 'x', date: 0 } as unknown as MessageRow);
      count += 1;
    }
    expect(count).toBeGreaterThanOrEqual(10);
  });
});
