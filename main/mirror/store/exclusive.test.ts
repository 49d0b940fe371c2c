import { expect, test } from 'vitest';
import { exclusive } from './exclusive.ts';

test('one after the other', async () => {
  const story: string[] = [];
  const release = await exclusive('lock-a', 1000);
  const next = exclusive('lock-a', 1000).then((done) => {
    story.push('second has it');
    done();
  });
  const other = await exclusive('lock-b', 1000);
  story.push('first gives it back');
  release();
  await next;
  other();
  expect(story).toEqual(['first gives it back', 'second has it']);
});

test('waiting ends, with words, and then asks for it no more', async () => {
  const release = await exclusive('lock-c', 1000);
  await expect(exclusive('lock-c', 20)).rejects.toMatchObject({ failure: { code: 'mirror-unavailable' } });
  release();
  (await exclusive('lock-c', 1000))();
});
