import { expect, test } from 'vitest';
import { FLAG } from '../../../shared/model/flags.ts';
import { FlagChanges } from './flag-changes.ts';

test('what the user does while the answer comes is not undone by it', () => {
  let done = 0;
  const changes = new FlagChanges({ uids: Uint32Array.of(5, 6), flags: Uint16Array.of(0, 0) }, (_uid, bits) => bits | done);
  changes.take(5, ['\\Seen']);
  done = FLAG.flagged;
  expect(changes.list()).toEqual([[5, FLAG.seen | FLAG.flagged, []]]);
  expect(changes.untold()).toEqual([6]);
});
