/** Which account a letter goes out from is never another one unsaid. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { accountId } from '../../../shared/ids.ts';
import { FromField, senderOf } from './FromField.tsx';

const ann = { id: accountId('ann'), name: 'Ann', email: 'ann@example.org' };
const bob = { id: accountId('bob'), name: '', email: 'bob@example.org' };
const drawn = (accounts: readonly (typeof ann)[], id: string): string =>
  renderToStaticMarkup(<FromField accounts={accounts} accountId={accountId(id)} isDisabled={false} onChange={() => undefined} />);
const GONE = 'The account that this was begun with is no longer here.';

test('the account of the letter is chosen, and nothing is said', () => {
  const markup = drawn([ann, bob], 'bob');
  expect(markup).toMatch(/<option value="bob"[^>]* selected="">bob@example\.org<\/option>/u);
  expect(markup).not.toContain(GONE);
});

test('where it is gone, the first one stands there and it is said', () => {
  const markup = drawn([ann, bob], 'cy');
  expect(markup).toMatch(/<option value="ann"[^>]* selected="">Ann &lt;ann@example\.org&gt;<\/option>/u);
  expect(markup).toContain(GONE);
  expect(markup).toContain('aria-describedby="compose-from-gone"');
  expect(senderOf([ann, bob], accountId('cy'))).toBe(ann);
});

test('while the accounts are not known none is missed', () => {
  expect(drawn([], 'ann')).not.toContain(GONE);
});
