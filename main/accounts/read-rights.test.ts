import { expect, test } from 'vitest';
import { namespaceOf, rightsOf } from './read-rights.ts';

const space = (prefix: string, delimiter = '/') => ({ prefix, delimiter });

test('whose a folder is goes by the longest prefix, its root too', () => {
  const spaces = { personal: [space('')], otherUsers: [space('Other/')], shared: [space('Shared/'), space('Other/all/')] };
  expect(['INBOX', 'Other', 'Other/jo', 'Other/all/x', 'Shared/x', 'Sharedx', 'Othering'].map((name) => namespaceOf(name, spaces))).toEqual(['personal', 'other', 'other', 'shared', 'shared', 'personal', 'personal']);
  expect(namespaceOf('Shared/x', null)).toBe('personal');
  expect(namespaceOf('x', { personal: [space('')], otherUsers: [], shared: [space('')] })).toBe('personal');
});

test('rights in words, those of RFC 2086 too', () => {
  const all = { flag: true, markRead: true, insert: true, remove: true, createBelow: true, change: true };
  const none = { flag: false, markRead: false, insert: false, remove: false, createBelow: false, change: false };
  expect(rightsOf(undefined)).toBeNull();
  expect(rightsOf('lrswipkxtea')).toEqual(all);
  expect(rightsOf('lrswipcda')).toEqual(all);
  expect(rightsOf('lr')).toEqual(none);
  expect(rightsOf('lrs')).toEqual({ ...none, markRead: true });
  expect(rightsOf('lrwit')).toEqual({ ...none, flag: true, insert: true });
});
