import { expect, test } from 'vitest';
import { isMassDeletion } from './list-uids.ts';

test('more than 50, and more than a fifth of what is here, are not believed gone at once', () => {
  expect([isMassDeletion(51, 100), isMassDeletion(201, 1000), isMassDeletion(400, 400)]).toEqual([true, true, true]);
  expect([isMassDeletion(50, 50), isMassDeletion(200, 1000), isMassDeletion(51, 1000)]).toEqual([false, false, false]);
});
