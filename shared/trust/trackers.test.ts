/** Pictures that only count readers are told from those that people look at. */
import { expect, test } from 'vitest';
import { TRACKERS, trackerOf } from './trackers.ts';

test.each([
  ['https://acme.us1.list-manage.com/track/open.php?u=1', null, null, 'Mailchimp'],
  ['https://u1.ct.sendgrid.net/wf/open?upn=x', null, null, 'SendGrid'],
  ['https://cdn.example.org/logo.png', 200, 60, null],
  ['https://cdn.example.org/o.gif', 1, 1, ''],
  ['https://cdn.example.org/line.png', 600, 1, ''],
  ['https://www.facebook.com/images/icon.png', 24, 24, null],
  ['https://www.facebook.com/tr?id=1', null, null, 'Facebook'],
  ['https://notlist-manage.com/track/open', 10, 10, null],
  ['https://list-manage.com.example.org/track/open', 10, 10, null],
])('%s', (url, width, height, expected) => {
  expect(trackerOf({ url, width, height })).toBe(expected);
});

test('every name is one that can be met', () => {
  for (const domain of Object.keys(TRACKERS)) expect(domain).toMatch(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/u);
});
