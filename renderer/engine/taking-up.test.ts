import { expect, test } from 'vitest';
import { failed, failure, success, type Result } from '../../shared/failure.ts';
import { operationId, type OperationId } from '../../shared/ids.ts';
import { allTakenUp, takingUp } from './taking-up.ts';

type Answer = Result<{ operationId: OperationId }>;
const done = (id: string): Answer => success({ operationId: operationId(id) });

test('what is under way is waited for, whether it works or not', async () => {
  const [slow, lost] = [Promise.withResolvers<Answer>(), Promise.withResolvers<never>()];
  const first = takingUp(slow.promise);
  takingUp(lost.promise).catch(() => undefined);
  let isDone = false;
  const waited = allTakenUp().then((spare) => { isDone = true; return spare; });
  lost.reject(new Error('lost'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(isDone).toBe(false);
  slow.resolve(done('a'));
  expect(await waited).toEqual([]);
  expect(await first).toEqual(done('a'));
});

test('what is asked for while a press waits is told, once it has a name', async () => {
  const [slow, later, refused, many] = [Promise.withResolvers<Answer>(), Promise.withResolvers<Answer>(), Promise.withResolvers<Answer>(), Promise.withResolvers<{ operationId: OperationId | null }>()];
  void takingUp(slow.promise);
  const waited = allTakenUp();
  void takingUp(later.promise);
  void takingUp(refused.promise);
  const second = allTakenUp();
  slow.resolve(done('a'));
  await new Promise((resolve) => setImmediate(resolve));
  void takingUp(many.promise);
  later.resolve(done('b'));
  refused.resolve(failed(failure('storage', 'full')));
  many.resolve({ operationId: operationId('c') });
  expect(await waited).toEqual(['b', 'c']);
  expect(await second).toEqual(['c']);
  expect(await allTakenUp()).toEqual([]);
});
