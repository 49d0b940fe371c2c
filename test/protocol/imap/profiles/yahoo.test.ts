import { expect, test } from 'vitest';
import { canRetry } from '../../../../shared/failure.ts';
import { failureOf } from '../setup.ts';
import { live, meet, rowsOf } from './life.ts';
import { POISON, RATE_LIMIT, REFUSED, yahoo } from './yahoo.ts';

test('a day on Yahoo', async () => {
  const { server, session } = await meet(yahoo);
  const { inbox } = await live(session, server);
  expect(session.serverKind).toBe('yahoo');
  // Its own kind of mod-sequence is none.
  expect(inbox.highestModseq).toBe('0');
  // `PERMANENTFLAGS ()` where STORE works.
  expect(inbox.permanentFlags).toContain('\\Flagged');
});

test('one message that cannot be read is found by halving, and refused as what may pass', async () => {
  const { session } = await meet(yahoo, {}, (heard) => (heard.name === 'UID FETCH' && reaches(heard.args, POISON) ? REFUSED : undefined));
  await session.select('INBOX');
  const got: number[] = [];
  const ask = async (from: number, to: number): Promise<void> => {
    const refused = await rowsOf(session, { size: true }, [[from, to]]).then((rows) => void got.push(...rows.map(({ uid }) => uid)), (error: { failure: Parameters<typeof canRetry>[0] }) => error.failure);
    if (refused === undefined) return;
    expect(refused).toMatchObject({ code: 'server-no', responseCode: 'UNAVAILABLE' });
    expect(canRetry(refused)).toBe(true);
    if (from === to) return;
    const middle = (from + to) >> 1;
    await ask(from, middle);
    await ask(middle + 1, to);
  };
  await ask(10, 13);
  expect(got).toEqual([10, 11, 13]);
});

test('a rate limit is throttling, not a refusal of the message', async () => {
  const { session } = await meet(yahoo, {}, ({ name }) => (name === 'UID FETCH' ? RATE_LIMIT : undefined));
  await session.select('INBOX');
  expect(await failureOf(rowsOf(session, { size: true }))).toMatchObject({ code: 'throttled' });
});

function reaches(args: string, uid: number): boolean {
  const [from = '', to = from] = args.split(' ')[0]!.split(':');
  return Number(from) <= uid && uid <= Number(to);
}
