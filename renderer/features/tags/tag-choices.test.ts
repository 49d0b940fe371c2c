import { expect, test } from 'vitest';
import { accountId, folderId, messageId } from '../../../shared/ids.ts';
import { tagOptions } from './tag-choices.ts';

const account = accountId('a');
const message = (uid: number, ...keywords: string[]) => ({ id: messageId(folderId(account, 'INBOX'), 1, uid), keywords });
const ability = (newKeywords: boolean, ...keywords: string[]) => ({ accountId: account, quota: [], newKeywords, keywords, folders: [] });
const names = (options: ReturnType<typeof tagOptions>) => options.map(({ tag, isNew, isRefused }) => `${isNew ? '+' : ''}${tag.name}${isRefused ? '!' : ''}`);

test('what is typed finds by its letters; what is not there can be made', () => {
  expect(names(tagOptions([message(1)], {}, [], ''))).toEqual(['Important', 'Work', 'Personal', 'To do', 'Later']);
  expect(names(tagOptions([message(1)], {}, [], 'imp'))).toEqual(['Important', '+imp']);
  expect(names(tagOptions([message(1)], {}, [], ' important '))).toEqual(['Important']);
  const made = tagOptions([message(1)], {}, [], 'Trip  2026').at(-1)!;
  expect(made.tag).toEqual({ keyword: 'trip_2026', name: 'Trip 2026', colour: 'yellow' });
});

test('hidden ones are shown where they are on', () => {
  const choices = { $label1: { hidden: true } };
  expect(names(tagOptions([message(1)], choices, [], ''))).not.toContain('Important');
  expect(names(tagOptions([message(1, '$label1')], choices, [], ''))).toContain('Important');
});

test('where the server keeps no new ones, only its own can be put on, and any can be taken off', () => {
  expect(names(tagOptions([message(1, 'old_one')], {}, [ability(false, '$label1')], ''))).toEqual(['Important', 'Work!', 'Personal!', 'To do!', 'Later!', 'old one']);
  expect(names(tagOptions([message(1)], {}, [ability(false)], 'Trip'))).toEqual(['+Trip!']);
});
