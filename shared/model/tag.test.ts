import { expect, test } from 'vitest';
import { isTag, keywordFor, offeredTags, tagOf, tagsOn, type TagChoices } from './tag.ts';

test('what Thunderbird tagged looks the same; names and colours can be chosen, whatever the case', () => {
  expect(tagOf('$label1', {})).toEqual({ keyword: '$label1', name: 'Important', colour: 'red' });
  expect(tagOf('$Label4', { $label4: { name: 'Soon', colour: 'teal' } })).toEqual({ keyword: '$Label4', name: 'Soon', colour: 'teal' });
  expect(tagOf('trip_2026', {})).toMatchObject({ name: 'trip 2026' });
  expect(tagOf('trip_2026', {}).colour).toBe(tagOf('Trip_2026', {}).colour);
});

test('no name of a keyword reaches what every object has', () => {
  expect(tagOf('__proto__', {})).toMatchObject({ name: 'proto' });
  expect(tagOf('constructor', {})).toMatchObject({ name: 'constructor' });
});

test('on a message: in the order of the list, each once, without what programs use', () => {
  expect(tagsOn(['zoo', '$label3', 'Zoo', '$Forwarded', '$label1', 'NonJunk'], {}).map(({ name }) => name)).toEqual(['Important', 'Personal', 'Zoo']);
  expect(tagsOn(['zoo', '$label1'], { zoo: { place: -1 } }).map(({ name }) => name)).toEqual(['zoo', 'Important']);
});

test('offered: those that are known anywhere, without hidden ones', () => {
  const choices: TagChoices = { trip: { name: 'Trip', place: 2.5 }, $label5: { hidden: true } };
  expect(offeredTags(choices, ['$label1', 'Trip', '$MDNSent', 'other']).map(({ keyword }) => keyword)).toEqual(['$label1', '$label2', '$label3', 'Trip', '$label4', 'other']);
});

test('keywords for new tags are atoms, always the same, and never those of programs or of others', () => {
  const names = ['Trip 2026', 'Été à Paris', '日本', '日語', 'a(b){c}%*"\\]', 'Junk', '$label1', '\\Seen', '', '  ', '-', 'A'.repeat(300), '\r\nX', 'тест'];
  const made = names.map((name) => keywordFor(name, []));
  for (const keyword of made) {
    expect(keyword).toMatch(/^[a-z0-9][a-z0-9._-]{0,79}$/u);
    expect(isTag(keyword), keyword).toBe(true);
  }
  expect(made.slice(0, 2)).toEqual(['trip_2026', 'ete_a_paris']);
  expect(made[2]).not.toBe(made[3]);
  expect(keywordFor('日本', [])).toBe(made[2]);
  expect(keywordFor('Trip 2026', ['TRIP_2026', 'trip_2026_2'])).toBe('trip_2026_3');
});
