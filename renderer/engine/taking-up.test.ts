import { expect, test } from 'vitest';
import { allTakenUp, takingUp } from './taking-up.ts';

test('what is under way is waited for, whether it works or not; what is asked for later is not', async () => {
  const [slow, refused, later] = [Promise.withResolvers<string>(), Promise.withResolvers<never>(), Promise.withResolvers<void>()];
  const first = takingUp(slow.promise);
  takingUp(refused.promise).catch(() => undefined);
  let isDone = false;
  const waited = allTakenUp().then(() => { isDone = true; });
  void takingUp(later.promise);
  refused.reject(new Error('refused'));
  await Promise.resolve();
  expect(isDone).toBe(false);
  slow.resolve('taken up');
  await waited;
  expect(await first).toBe('taken up');
  later.resolve();
  await allTakenUp();
});
