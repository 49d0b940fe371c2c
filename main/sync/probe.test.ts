import { expect, test } from 'vitest';
import { fail, type Failure } from '../../shared/failure.ts';
import type { Session } from '../imap/session.ts';
import type { Clock } from '../ports.ts';
import { probe } from './probe.ts';

function stage(noop: () => Promise<void>) {
  const timers = new Set<() => void>();
  const clock: Clock = { now: () => 0, after: (_ms, run) => { timers.add(run); return () => timers.delete(run); } };
  const session = { heardAt: 1, noop, cut: null as Failure | null, destroy(reason: Failure) { this.cut = reason; } };
  return { clock, session, lives: probe(session as unknown as Session, clock), late: () => { for (const run of timers) run(); }, timers };
}

test('an answer, a refusal too, is life', async () => {
  for (const noop of [() => Promise.resolve(), () => Promise.reject(fail('server-no', 'No.'))]) {
    const { lives, session, timers } = stage(noop);
    expect(await lives).toBe(true);
    expect(session.cut).toBeNull();
    expect(timers.size).toBe(0);
  }
});

test('silence is the end of the line', async () => {
  const { lives, late, session } = stage(() => new Promise(() => undefined));
  late();
  expect(await lives).toBe(false);
  expect(session.cut?.code).toBe('timeout');
});

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('an answer before it that keeps coming is life', async () => {
  let answer = (): void => undefined;
  const { lives, late, session } = stage(() => new Promise((resolve) => { answer = resolve; }));
  for (let n = 0; n < 3; n++) {
    session.heardAt += 1;
    late();
    await turn();
    expect(session.cut).toBeNull();
  }
  answer();
  expect(await lives).toBe(true);
  expect(session.cut).toBeNull();
});

test('what was on its way when the line died is no life', async () => {
  const { lives, late, session } = stage(() => new Promise(() => undefined));
  session.heardAt = 2;
  late();
  await turn();
  late();
  expect(await lives).toBe(false);
  expect(session.cut?.code).toBe('timeout');
});

test('a line that is lost meanwhile is not cut twice with another reason', async () => {
  const { lives } = stage(() => Promise.reject(fail('connection-lost', 'Gone.')));
  expect(await lives).toBe(false);
});
