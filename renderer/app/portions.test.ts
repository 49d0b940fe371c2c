import { expect, test } from 'vitest';
import { failed, failure, success } from '../../shared/failure.ts';
import { accountId, folderId, messageId, operationId, type OperationId } from '../../shared/ids.ts';
import { inPortions, PORTION } from './portions.ts';

const inbox = folderId(accountId('ann'), 'INBOX');
const ids = (count: number) => Array.from({ length: count }, (_, uid) => messageId(inbox, 1, uid + 1));

function recorder(fails = Infinity) {
  const sizes: number[] = [];
  const firsts: (OperationId | undefined)[] = [];
  const told: string[] = [];
  const open = new Set<number>();
  return {
    sizes, firsts, told, open,
    call: (portion: unknown[], together: OperationId | undefined) => {
      sizes.push(portion.length);
      firsts.push(together);
      return Promise.resolve(sizes.length > fails ? failed(failure('invalid-input', 'No.')) : success({ operationId: operationId(`o${sizes.length}`) }));
    },
    toasts: { show: ({ text }: { text: string }) => { told.push(text); open.add(told.length); return told.length; }, dismiss: (id: number) => { open.delete(id); } },
  };
}

test('what one command takes is one command, without a word', async () => {
  const { sizes, told, call, toasts } = recorder();
  expect(await inPortions(ids(3), call, toasts)).toEqual({ done: 3, operationId: 'o1', failure: null });
  expect([sizes, told]).toEqual([[3], []]);
});

test('more goes in portions, each told, and nothing stays on screen', async () => {
  const { sizes, firsts, told, open, call, toasts } = recorder();
  expect(await inPortions(ids(PORTION * 2 + 5), call, toasts)).toMatchObject({ done: PORTION * 2 + 5, operationId: 'o1' });
  expect(firsts).toEqual([undefined, 'o1', 'o1']);
  expect(sizes).toEqual([PORTION, PORTION, 5]);
  expect(told).toEqual(['0 of 40,005 messages…', '20,000 of 40,005 messages…', '40,000 of 40,005 messages…']);
  expect(open.size).toBe(0);
});

test('says how far it came', async () => {
  const { open, call, toasts } = recorder(1);
  expect(await inPortions(ids(PORTION + 1), call, toasts)).toMatchObject({ done: PORTION, operationId: 'o1', failure: { message: 'No.' } });
  expect(open.size).toBe(0);
});
