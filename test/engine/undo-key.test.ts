import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OperationId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

test('each press goes one further back, after a kill too; what came about by itself is passed over', async () => {
  const rows = await one.list();
  const [first, second] = rows.filter(({ flags }) => !(flags & (FLAG.flagged | FLAG.seen)));
  const read = { messageIds: [first!.id], add: ['seen' as const], remove: [] };
  const flagged = await one.call('messages.setFlags', { messageIds: [first!.id], add: ['flagged'], remove: [] });
  const moved = await one.call('messages.move', { messageIds: [second!.id], to: { role: 'trash' } });
  await one.call('messages.setFlags', { ...read, unasked: true });
  await one.settled();
  await one.killAndRestart();
  await one.settled();
  expect((await one.call('activity.undoLast', {})).undone).toMatchObject({ operationId: moved.operationId, kind: 'move', title: 'Move 1 message to Trash' });
  await one.list(one.inbox, (now) => now.some(({ subject, date }) => subject === second!.subject && date === second!.date));
  expect((await one.call('activity.undoLast', {})).undone).toMatchObject({ operationId: flagged.operationId });
  await one.settled();
  await one.list(one.inbox, (now) => now.some(({ id, flags }) => id === first!.id && (flags & (FLAG.flagged | FLAG.seen)) === FLAG.seen));
  expect(await one.call('activity.undoLast', {})).toEqual({ undone: null });
});

test('two presses at once mean two steps', async () => {
  const row = await one.newest();
  const a = await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
  const b = await one.call('messages.setFlags', { messageIds: [row.id], add: ['answered'], remove: [] });
  const undone = await Promise.all([one.call('activity.undoLast', {}), one.call('activity.undoLast', {})]);
  expect(undone.map((answer) => answer.undone?.operationId)).toEqual([b.operationId, a.operationId]);
});

test('what is done after the press is not meant, nor what the press spares', async () => {
  const row = await one.newest();
  const flag = (name: 'flagged' | 'answered' | 'seen') => one.call('messages.setFlags', { messageIds: [row.id], add: [name], remove: [] });
  const [a, b] = [await flag('flagged'), await flag('answered')];
  const pressed = [one.call('activity.undoLast', {}), one.call('activity.undoLast', {})];
  const c = await flag('seen');
  expect((await Promise.all(pressed)).map((answer) => answer.undone?.operationId)).toEqual([b.operationId, a.operationId]);
  expect(await one.call('activity.undoLast', { spare: [c.operationId] })).toEqual({ undone: null });
  expect((await one.call('activity.undoLast', {})).undone?.operationId).toBe(c.operationId);
});

test('an action that took several commands is taken back whole, by key after a kill as by the first of them', async () => {
  const rows = await one.list();
  const [a, b, c] = rows.filter(({ flags }) => !(flags & FLAG.flagged));
  const flagged = async (): Promise<number> => (await one.list()).filter(({ id, flags }) => [a, b, c].some((row) => row!.id === id) && flags & FLAG.flagged).length;
  const flag = (id: typeof a, together?: OperationId) => one.call('messages.setFlags', { messageIds: [id!.id], together, add: ['flagged'], remove: [] });
  const whole = async (): Promise<OperationId> => {
    const { operationId } = await flag(a);
    await one.settled();
    await flag(b, operationId);
    await flag(c, operationId);
    await expect.poll(flagged).toBe(3);
    return operationId;
  };
  const first = await whole();
  await one.settled();
  await one.killAndRestart();
  await one.settled();
  expect((await one.call('activity.undoLast', {})).undone).toMatchObject({ operationId: first });
  await expect.poll(flagged).toBe(0);
  expect(await one.call('activity.undoLast', {})).toEqual({ undone: null });
  const { operationId } = await one.call('activity.undo', { operationId: await whole() });
  expect(operationId).not.toBe(first);
  await expect.poll(flagged).toBe(0);
});
