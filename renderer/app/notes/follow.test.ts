/** Notes that stand are shown once, again when more has come, and go when they are gone. */
import { expect, test } from 'vitest';
import type { Note } from '../../../shared/model/note.ts';
import { inStep } from './follow.ts';
import type { Painter } from './painter.ts';

const note = (id: string, at: number): Note => ({ id, at, count: 1 }) as unknown as Note;

function paper(before: readonly string[] = []): { painter: Painter; log: string[] } {
  const onScreen = new Set(before);
  const log: string[] = [];
  return {
    log,
    painter: {
      show: ({ id, at }) => { onScreen.add(id); log.push(`show ${id} ${at}`); return Promise.resolve(); },
      close: (id) => { onScreen.delete(id); log.push(`close ${id}`); return Promise.resolve(); },
      shown: () => Promise.resolve([...onScreen]),
      stop: () => undefined,
    },
  };
}

test('shown once, again when it has grown, closed when it is gone', async () => {
  const { painter, log } = paper();
  const follow = inStep(painter);
  await follow([note('a', 1)]);
  await follow([note('a', 1)]);
  await follow([note('a', 2), note('b', 2)]);
  await follow([note('b', 2)]);
  expect(log).toEqual(['show a 1', 'show a 2', 'show b 2', 'close a']);
});

test('what an earlier window left behind goes', async () => {
  const { painter, log } = paper(['old']);
  await inStep(painter)([]);
  expect(log).toEqual(['close old']);
});

test('a note that comes again after it was gone is told again', async () => {
  const { painter, log } = paper();
  const follow = inStep(painter);
  await follow([note('a', 1)]);
  await follow([]);
  await follow([note('a', 1)]);
  expect(log).toEqual(['show a 1', 'close a', 'show a 1']);
});

test('one that the system refuses keeps no other from being shown later', async () => {
  const { painter, log } = paper();
  let refuses = true;
  const follow = inStep({ ...painter, show: (one) => (refuses ? Promise.reject(new Error('refused')) : painter.show(one)) });
  await follow([note('a', 1)]);
  refuses = false;
  await follow([note('b', 1)]);
  expect(log).toEqual(['show b 1']);
});
