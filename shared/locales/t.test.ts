import { afterEach, describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { pseudoTexts } from './pseudo.ts';
import { LANGUAGES, setLanguage, t, tell, type Language, type WordKey } from './t.ts';

afterEach(() => setLanguage('en'));

/** Without values and plural forms. */
const plain = Object.entries(en).flatMap(([feature, texts]) => Object.entries(texts as Readonly<Record<string, string>>)
  .filter(([name, text]) => !text.includes('{{') && !text.includes('$t(') && !/_(?:zero|one|two|few|many|other)$/u.test(name))
  .map(([name, text]) => ({ feature, name, text })));
const say = (key: string, values?: object) => (t as (key: WordKey, values?: object) => string)(key as WordKey, values);

describe('words', () => {
  test('without values are those of the catalogue, as i18next says them', () => {
    expect(plain.length).toBeGreaterThan(300);
    for (const { feature, name, text } of plain) {
      expect(say(`${feature}.${name}`)).toBe(text);
      expect(say(`${feature}.${name}`, {})).toBe(text);
    }
  });

  test('follow the language', () => {
    setLanguage('en-XA');
    for (const { feature, name, text } of plain.slice(0, 50)) expect(say(`${feature}.${name}`)).toBe(pseudoTexts({ [name]: text }, 'long')[name]);
    setLanguage('en');
    expect(say(`${plain[0]!.feature}.${plain[0]!.name}`)).toBe(plain[0]!.text);
  });

  test('with values are put together', () => {
    expect(t('app.selected', { n: 1234 })).toContain('1,234');
    expect(say('app.no-such-words')).toBe('no-such-words');
  });

  test.each(Object.keys(LANGUAGES) as Language[])('with values are what i18next says, in %s', (language) => {
    setLanguage(language);
    const withValues = Object.entries(en).flatMap(([feature, texts]) => Object.entries(texts as Readonly<Record<string, string>>)
      .filter(([name, text]) => text.includes('{{') || /_(?:zero|one|other)$/u.test(name))
      .map(([name, text]) => ({ key: `${feature}.${name.replace(/_(?:zero|one|two|few|many|other)$/u, '')}`, names: [...text.matchAll(/\{\{(\w+)/gu)].map(([, one]) => one!) })));
    expect(withValues.length).toBeGreaterThan(200);
    for (const { key, names } of withValues) {
      for (const count of [0, 1, 2, 7, 1234]) {
        for (const other of ['Zoë & <b> {{n}} $t(app.compose)', 4321]) {
          const values = { ...Object.fromEntries(names.map((name) => [name, other])), count };
          expect(say(key, values)).toBe(tell({ key: key as WordKey, values }));
        }
      }
    }
  });

  test('with values that are missing are left to i18next', () => {
    expect(say('app.selected', { n: undefined })).toBe('\uFFFF selected');
  });
});
