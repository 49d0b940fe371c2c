import { describe, expect, test } from 'vitest';
import { readSettings, settingsChangeSchema, withChange } from './settings.ts';

const DEFAULTS = {
  appearance: { theme: 'system', accent: 'teal', contrast: 'system', density: 'comfortable', language: 'system' },
  list: { conversations: false, previewLines: 1, dateGroups: true },
  folderPane: { views: true, favourites: true, onlySubscribed: false },
  reading: { order: 'oldest', readAfter: 0, darkMessages: 'adapted' },
  privacy: { remoteImages: 'ask', newSenders: true },
  notifications: { enabled: true, details: true, badge: 'inbox' },
  folders: {}, accounts: {}, chosen: {}, searches: {}, tags: {}, senders: {}, domains: {},
};

describe('settings', () => {
  test('nothing stored, or nothing that can be read: the defaults', () => {
    expect(readSettings({})).toEqual(DEFAULTS);
    expect(readSettings({ appearance: 'dark' })).toEqual(DEFAULTS);
    expect(readSettings({ appearance: ['dark'] })).toEqual(DEFAULTS);
    expect(readSettings({ appearance: { theme: 7, accent: null } })).toEqual(DEFAULTS);
  });

  test('what a newer version has written is neither in the way nor lost', () => {
    const stored = { appearance: { theme: 'sepia', accent: 'plum', font: 'large' }, rules: { list: [1, 2] } };
    expect(readSettings(stored)).toEqual({ ...DEFAULTS, appearance: { ...DEFAULTS.appearance, accent: 'plum' } });
    const changed = withChange(stored, { appearance: { density: 'compact' } });
    expect(changed).toEqual({ appearance: { theme: 'sepia', accent: 'plum', font: 'large', density: 'compact' }, rules: { list: [1, 2] } });
    expect(withChange(changed, { appearance: { theme: 'dark' } })).toMatchObject({ appearance: { theme: 'dark', font: 'large' }, rules: { list: [1, 2] } });
  });

  test('entries: merged, taken away, and what cannot be read of one takes nothing else along', () => {
    const first = withChange({}, { folders: { a: { favourite: true }, b: { unified: false } }, senders: { 'a@example.org': { images: true } } });
    const second = withChange(first, { folders: { a: { notify: false }, b: null } });
    expect(readSettings(second).folders).toEqual({ a: { favourite: true, notify: false } });
    expect(readSettings(second).senders).toEqual({ 'a@example.org': { images: true } });
    expect(readSettings({ tags: { work: { name: 'Work', colour: 'octarine', place: 2, sound: 'moo' }, odd: 7 } }).tags).toEqual({ work: { name: 'Work', place: 2 }, odd: {} });
    const newer = withChange({ tags: { work: { sound: 'moo' } } }, { tags: { work: { name: 'Job' } } });
    expect(newer).toEqual({ tags: { work: { sound: 'moo', name: 'Job' } } });
    expect(Object.keys(readSettings(withChange({}, { senders: JSON.parse('{"__proto__":{"images":true}}') as Record<string, { images: boolean }> })).senders)).toEqual([]);
  });

  test('a change of what does not exist is refused', () => {
    expect(settingsChangeSchema.safeParse({ folders: { a: { loud: true } } }).success).toBe(false);
    expect(settingsChangeSchema.safeParse({ folders: { a: { notify: true }, b: null } }).success).toBe(true);
    expect(settingsChangeSchema.safeParse({ appearance: { theme: 'sepia' } }).success).toBe(false);
    expect(settingsChangeSchema.safeParse({ appearance: { font: 'large' } }).success).toBe(false);
    expect(settingsChangeSchema.safeParse({ rules: {} }).success).toBe(false);
  });
});
