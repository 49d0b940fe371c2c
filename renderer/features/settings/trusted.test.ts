/** Permissions by name are listed, taken back one by one, and given again. */
import { expect, test } from 'vitest';
import { readSettings, withChange } from '../../../shared/model/settings.ts';
import { given, shownOriginal, trustedWithImages, withdrawn } from './trusted.ts';

const stored = {
  senders: { 'bo@example.org': { images: true, original: true }, 'ann@example.org': { images: true }, 'no@example.org': { images: false } },
  domains: { 'example.net': { images: true } },
};
const settings = readSettings(stored);
const bo = { kind: 'senders', name: 'bo@example.org' } as const;

test('who is trusted, by name', () => {
  expect(trustedWithImages(settings).map(({ name }) => name)).toEqual(['example.net', 'ann@example.org', 'bo@example.org']);
  expect(shownOriginal(settings)).toEqual([bo]);
});

test('one permission is taken back, the other stays; given again all is as before', () => {
  const without = withChange(stored, withdrawn(bo, 'images', settings));
  expect(trustedWithImages(readSettings(without))).not.toContainEqual(bo);
  expect(shownOriginal(readSettings(without))).toEqual([bo]);
  expect(readSettings(withChange(without, given(bo, 'images')))).toEqual(settings);
});

test('nothing is kept of somebody for whom nothing is chosen any more', () => {
  const ann = { kind: 'senders', name: 'ann@example.org' } as const;
  expect(readSettings(withChange(stored, withdrawn(ann, 'images', settings))).senders).not.toHaveProperty(['ann@example.org']);
  expect(readSettings(withChange(stored, withdrawn({ kind: 'domains', name: 'example.net' }, 'images', settings))).domains).toEqual({});
});
