/** Special mailboxes by attribute and by name: many languages, no name with two meanings. */
import { describe, expect, test } from 'vitest';
import { SPECIAL_NAMES } from './special-use-names.ts';
import { useByAttributes, useByName } from './special-use.ts';

describe('attributes', () => {
  test('in any case, those of XLIST too', () => {
    expect(useByAttributes(['\\HasNoChildren', '\\archive'])).toBe('archive');
    expect(useByAttributes(['\\DRAFTS'])).toBe('drafts');
    expect(useByAttributes(['\\AllMail'])).toBe('all');
    expect(useByAttributes(['\\Spam'])).toBe('junk');
    expect(useByAttributes(['\\Important'])).toBe('important');
    expect(useByAttributes(['\\HasChildren', '\\constructor', 'sent'])).toBeNull();
  });
});

describe('names', () => {
  const all = Object.entries(SPECIAL_NAMES).flatMap(([language, uses]) => Object.entries(uses).flatMap(([use, names]) => names.map((name) => ({ language, use, name }))));

  test('at least 25 languages have all five', () => {
    expect(Object.values(SPECIAL_NAMES).filter((uses) => Object.keys(uses).length === 5).length).toBeGreaterThanOrEqual(25);
  });
  test('each means one thing, and is written as it is looked up', () => {
    const seen = new Map<string, string>();
    for (const { language, use, name } of all) {
      expect(seen.get(name) ?? use, `${language}: ${name}`).toBe(use);
      expect(name, language).toBe(name.normalize('NFC').toLowerCase());
      seen.set(name, use);
      expect(useByName(name)).toBe(use);
    }
  });
  test('no name twice', () => {
    const names = all.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
  test('in any case and Unicode form', () => {
    expect(useByName('ENTWÜRFE')).toBe('drafts');
    expect(useByName('Entwu\u0308rfe')).toBe('drafts');
    expect(useByName('GÖNDERİLMİŞ')).toBe('sent');
    expect(useByName('Корзина')).toBe('trash');
    expect(useByName('Project')).toBeNull();
    expect(useByName('constructor')).toBeNull();
  });
});
