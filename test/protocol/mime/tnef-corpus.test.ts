/** The reader of winmail.dat against a corpus of real ones, where it is at hand: the files that another reader took out of them, and the text. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTnef } from '../../../main/mime/tnef.ts';
import { describeCorpus } from '../../support/requires.ts';

const CORPUS = new URL('../../../../shared/corpora/mimekit/UnitTests/TestData/tnef/', import.meta.url).pathname;
/** The text of the message is no file of it; a message inside is taken apart there and one file here. */
const NO_FILE = /^message\.(?:rtf|html|txt)$|^Untitled/u;
/** Their line ends were changed on the way into the corpus. */
const lines = (content: Buffer): string => content.toString('latin1').replaceAll('\r', '');

describeCorpus(CORPUS, 'winmail.dat', () => {
  const names = existsSync(CORPUS) ? readdirSync(CORPUS).filter((name) => name.endsWith('.tnef')) : [];

  test('are there', () => { expect(names.length).toBeGreaterThan(15); });

  test.each([
    ['as RTF', 'rtf.tnef', /^Greg Allen$/mu], ['as RTF of Word', 'christmas.tnef', /^You've made this a Christmas to remember$/mu],
    ['as RTF with letters of its own', 'MAPI_ATTACH_DATA_OBJ.tnef', /velkjent sak at bodødamene er/u],
    ['as HTML', 'body.tnef', /^THE BILL OF RIGHTS\nAmendments 1-10/u], ['as HTML in UTF-8', 'unicode-mapi-attr-name.tnef', /^Przesyłam poprawiony plik$/mu],
  ])('the text, %s', (_how, name, words) => { expect(readTnef(readFileSync(join(CORPUS, name)))?.text).toMatch(words); });

  test.each(names)('%s', (name) => {
    const found = readTnef(readFileSync(join(CORPUS, name)));
    expect(found).not.toBeNull();
    const folder = join(CORPUS, name.replace('.tnef', ''));
    const wanted = existsSync(folder) ? readdirSync(folder).filter((file) => !NO_FILE.test(file)).sort() : [];
    const files = found!.files.filter((file) => !NO_FILE.test(file.name)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(files.map((file) => file.name)).toEqual(wanted);
    for (const file of files) expect(lines(file.content) === lines(readFileSync(join(folder, file.name))), file.name).toBe(true);
  });
});
