import { describe, expect, test } from 'vitest';
import { memoryTransportPair } from './memory-transport.ts';

const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

describe('memory transport', () => {
  test('delivers in order, later, as copies', async () => {
    const [left, right] = memoryTransportPair();
    const heard: unknown[] = [];
    right.onMessage((message) => heard.push(message));
    const bytes = Uint8Array.of(1, 2, 3);
    left.post({ n: 1, bytes });
    left.post({ n: 2 });
    bytes[0] = 9;
    expect(heard).toEqual([]);
    await settle();
    expect(heard).toEqual([{ n: 1, bytes: Uint8Array.of(1, 2, 3) }, { n: 2 }]);
  });

  test('keeps messages until somebody listens', async () => {
    const [left, right] = memoryTransportPair();
    left.post('early');
    await settle();
    expect(left.buffered()).toBeGreaterThan(0);
    const heard: unknown[] = [];
    right.onMessage((message) => heard.push(message));
    await settle();
    expect(heard).toEqual(['early']);
    expect(left.buffered()).toBe(0);
  });

  test('close: what was posted still arrives, then both ends hear it once', async () => {
    const [left, right] = memoryTransportPair();
    const story: unknown[] = [];
    left.onMessage((message) => story.push(['left', message]));
    left.onClose(() => story.push('left closed'));
    right.onMessage((message) => story.push(['right', message]));
    right.onClose(() => story.push('right closed'));
    left.post('last');
    left.close();
    left.close();
    left.post('too late');
    right.post('nobody there');
    await settle();
    expect(story.filter((line) => line === 'left closed')).toHaveLength(1);
    expect(story.filter((line) => line !== 'left closed')).toEqual([['right', 'last'], 'right closed']);
  });
});
