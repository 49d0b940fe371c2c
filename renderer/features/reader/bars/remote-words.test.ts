/** How many images, from where, and which of them only count readers. */
import { expect, test } from 'vitest';
import { remoteWords } from './remote-words.ts';

test.each([
  [{ remoteCount: 1, hosts: ['a.example'], spyCount: 0, trackers: [] }, 'One image from a.example was not loaded. Loading tells the sender that you read this.'],
  [{ remoteCount: 3, hosts: ['a.example', 'b.example', 'c.example'], spyCount: 1, trackers: ['Mailchimp'] }, '3 images from a.example, b.example and 1 more were not loaded. One of them only counts readers (Mailchimp).'],
  [{ remoteCount: 1, hosts: ['a.example'], spyCount: 1, trackers: [] }, 'One image from a.example was not loaded. It only counts readers (invisible picture).'],
])('%o', (news, words) => {
  expect(remoteWords(news)).toBe(words);
});
