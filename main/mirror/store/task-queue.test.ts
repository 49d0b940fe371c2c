import { expect, test } from 'vitest';
import { TaskQueue, type Task } from './task-queue.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

function scene() {
  const story: string[] = [];
  const queue = new TaskQueue(() => story.push('idle'));
  const task = (name: string): Task => ({
    run: async () => {
      story.push(name);
      await Promise.resolve();
      story.push(`${name} done`);
    },
    refuse: () => story.push(`${name} refused`),
  });
  return { story, queue, task, started: () => story.filter((line) => !line.includes(' ')) };
}

test('one at a time: questions first, batches in order, leftovers last, then idle once', async () => {
  const { story, queue, task } = scene();
  queue.leftover(() => task('leftover').run());
  queue.batch(task('b1'));
  queue.batch(task('b2'));
  queue.question(task('q1'));
  await settle();
  expect(story).toEqual([]);
  queue.start();
  await settle();
  expect(story).toEqual(['q1', 'q1 done', 'b1', 'b1 done', 'b2', 'b2 done', 'leftover', 'leftover done', 'idle']);
});

test('a flood of questions does not keep a batch waiting for ever', async () => {
  const { queue, task, started } = scene();
  queue.batch(task('b'));
  for (let i = 0; i < 50; i++) queue.question(task(`q${i}`));
  queue.start();
  await settle();
  expect(started().indexOf('b')).toBeLessThan(10);
  expect(started()).toHaveLength(52);
});

test('the end waits for the running task and refuses the rest, and what comes later', async () => {
  const { story, queue, task } = scene();
  queue.batch(task('b1'));
  queue.start();
  queue.batch(task('b2'));
  queue.question(task('q1'));
  await queue.end();
  queue.batch(task('b3'));
  queue.leftover(() => task('leftover').run());
  await settle();
  expect(story).toEqual(['b1', 'q1 refused', 'b2 refused', 'b1 done', 'b3 refused']);
});
