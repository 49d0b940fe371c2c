/** A window takes up what was asked for once, and knows it by its number and by what it asks. */
import { expect, test } from 'vitest';
import { accountId, folderId } from '../../shared/ids.ts';
import { createRequests } from './requests.ts';

const inbox = folderId(accountId('a'), 'INBOX');

test('each is another one, also after a restart that asks for the same', () => {
  let time = 1_000;
  const clock = { now: () => time };
  const taken: string[] = [];
  for (let run = 0; run < 3; run++) {
    const requests = createRequests(clock);
    requests.ask('folder', inbox, null);
    taken.push(JSON.stringify(requests.newest));
    requests.ask('folder', inbox, null);
    taken.push(JSON.stringify(requests.newest));
    time += 60_000;
  }
  expect(new Set(taken).size).toBe(6);
});
