import { describe, expect, test } from 'vitest';
import { readSettings, settingsChangeSchema, withChange } from './settings.ts';

const DEFAULTS = { appearance: { theme: 'system', accent: 'teal', density: 'comfortable' } };

describe('settings', () => {
  test('nothing stored, or nothing that can be read: the defaults', () => {
    expect(readSettings({})).toEqual(DEFAULTS);
    expect(readSettings({ appearance: 'dark' })).toEqual(DEFAULTS);
    expect(readSettings({ appearance: ['dark'] })).toEqual(DEFAULTS);
    expect(readSettings({ appearance: { theme: 7, accent: null } })).toEqual(DEFAULTS);
  });

  test('what a newer version has written is neither in the way nor lost', () => {
    const stored = { appearance: { theme: 'sepia', accent: 'plum', font: 'large' }, rules: { list: [1, 2] } };
    expect(readSettings(stored)).toEqual({ appearance: { theme: 'system', accent: 'plum', density: 'comfortable' } });
    const changed = withChange(stored, { appearance: { density: 'compact' } });
    expect(changed).toEqual({ appearance: { theme: 'sepia', accent: 'plum', font: 'large', density: 'compact' }, rules: { list: [1, 2] } });
    expect(withChange(changed, { appearance: { theme: 'dark' } })).toMatchObject({ appearance: { theme: 'dark', font: 'large' }, rules: { list: [1, 2] } });
  });

  test('a change of what does not exist is refused', () => {
    expect(settingsChangeSchema.safeParse({ appearance: { theme: 'sepia' } }).success).toBe(false);
    expect(settingsChangeSchema.safeParse({ appearance: { font: 'large' } }).success).toBe(false);
    expect(settingsChangeSchema.safeParse({ rules: {} }).success).toBe(false);
  });
});
