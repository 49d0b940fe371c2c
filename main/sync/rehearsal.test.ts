import { expect, test } from 'vitest';
import type { Clock } from '../ports.ts';
import { planRehearsal, rehearseFirstSync } from './rehearsal.ts';

interface Line { level: string; event: string; details: unknown }

function planned(): { lines: Line[]; waiting: (() => void)[]; rehearsal: ReturnType<typeof planRehearsal> } {
  const lines: Line[] = [];
  const waiting: (() => void)[] = [];
  const clock: Clock = {
    now: () => 0,
    after(_ms, run) {
      waiting.push(run);
      return () => { waiting.splice(waiting.indexOf(run), 1); };
    },
  };
  return { lines, waiting, rehearsal: planRehearsal(clock, (level, event, details) => void lines.push({ level, event, details })) };
}

test('every message of the played server is read and comes into a page', async () => {
  expect(await rehearseFirstSync(1_234).ended).toBe(1_234);
});

test('stopped, it ends as something that was cancelled', async () => {
  const { ended, stop } = rehearseFirstSync(1_000_000);
  setTimeout(stop, 5);
  await expect(ended).rejects.toMatchObject({ failure: { code: 'cancelled' } });
});

test('it begins once, a little after the first window', async () => {
  const { lines, waiting, rehearsal } = planned();
  rehearsal.begin();
  rehearsal.begin();
  expect(waiting).toHaveLength(1);
  waiting[0]!();
  await expect.poll(() => lines, { timeout: 20_000 }).toEqual([{ level: 'debug', event: 'rehearsal.ended', details: { stored: 16_000 } }]);
});

test('an account before that, and it never begins', () => {
  const { waiting, rehearsal } = planned();
  rehearsal.begin();
  rehearsal.stop();
  rehearsal.begin();
  expect(waiting).toEqual([]);
});

test('an account in the middle of it, and it stops without a word', async () => {
  const { lines, waiting, rehearsal } = planned();
  rehearsal.begin();
  waiting[0]!();
  await new Promise((resolve) => setTimeout(resolve, 5));
  rehearsal.stop();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(lines).toEqual([]);
});
