import { expect, test } from 'vitest';
import { ReceivingEnd } from './receiving-end.ts';

test('what came before anybody listened comes first, in order', () => {
  const end = new ReceivingEnd();
  const heard: unknown[] = [];
  end.deliver(1);
  end.deliver(2);
  end.listen((message) => heard.push(message));
  end.deliver(3);
  expect(heard).toEqual([1, 2, 3]);
});

test('the end is told once, also to one who asks late, but never inside the asking', async () => {
  const end = new ReceivingEnd();
  let told = 0;
  end.listenForEnd(() => { told++; });
  end.end();
  end.end();
  expect([told, end.closed]).toEqual([1, true]);
  let late = 0;
  end.listenForEnd(() => { late++; });
  expect(late).toBe(0);
  await Promise.resolve();
  expect(late).toBe(1);
});
