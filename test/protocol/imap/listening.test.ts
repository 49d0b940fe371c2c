/** Listening that begins anew before it is forgotten, comes back after an interruption, and polls where there is no IDLE. */
import { expect, test } from 'vitest';
import { keepListening } from '../../../main/imap/keep-listening.ts';
import { CAPABILITIES, selected } from './setup.ts';

/** A clock that strikes when told to. */
function handClock(): { after: (ms: number, run: () => void) => () => void; strike: (ms: number) => boolean } {
  const waiting = new Map<() => void, number>();
  return {
    after(ms, run) {
      waiting.set(run, ms);
      return () => waiting.delete(run);
    },
    strike(ms) {
      const due = [...waiting].find(([, wait]) => wait === ms);
      if (due === undefined) return false;
      waiting.delete(due[0]);
      due[0]();
      return true;
    },
  };
}

const until = async (true_: () => boolean): Promise<void> => {
  while (!true_()) await new Promise((resolve) => setTimeout(resolve, 2));
};

test('IDLE is begun anew with a NOOP in between, and what that brings is news', async () => {
  const clock = handClock();
  const news: string[] = [];
  let alive = 0;
  const { session, server } = await selected(async (line) => {
    for (let turn = 0; turn < 2; turn++) {
      const tag = await line.command('IDLE');
      line.send('+ idling\r\n');
      await line.expect('DONE');
      line.send(`${tag} OK\r\n`);
      if (turn === 0) line.send(`* 4 EXISTS\r\n${await line.command('NOOP')} OK\r\n`);
    }
  });
  session.onNews((item) => news.push(item.kind));
  const listening = keepListening(session, { rearmMs: 1000, after: clock.after, onAlive: () => alive++ });
  await until(() => clock.strike(1000));
  await until(() => alive === 1 && server.heard.filter((text) => text.endsWith('IDLE')).length === 2);
  await listening.stop();
  expect((await listening.over).code).toBe('cancelled');
  expect(news).toEqual(['exists']);
  await server.done();
});

test('interrupted by another command it rests, then listens again', async () => {
  const clock = handClock();
  const { session, server } = await selected(async (line) => {
    for (let turn = 0; turn < 2; turn++) {
      const tag = await line.command('IDLE');
      line.send('+ idling\r\n');
      await line.expect('DONE');
      line.send(`${tag} OK\r\n`);
      if (turn === 0) line.send(`* STATUS A (MESSAGES 1 UIDVALIDITY 1)\r\n${await line.command(/^STATUS/u)} OK\r\n`);
    }
  });
  const listening = keepListening(session, { restMs: 77, after: clock.after });
  await until(() => server.heard.some((text) => text.endsWith('IDLE')));
  await session.status('A');
  await until(() => clock.strike(77));
  await until(() => server.heard.filter((text) => text.endsWith('IDLE')).length === 2);
  await listening.stop();
  await server.done();
});

test.each([[undefined, 9], [60, 29]])('asked for every %s minutes, IDLE is begun anew after %i: RFC 2177 and what routers forget', async (wanted, minutes) => {
  const clock = handClock();
  const { session } = await selected(async (line) => {
    await line.command('IDLE');
    line.send('+ idling\r\n');
    await line.hungUp();
  });
  keepListening(session, { ...(wanted === undefined ? {} : { rearmMs: wanted * 60_000 }), after: clock.after });
  await until(() => clock.strike(minutes * 60_000));
});

test('without IDLE there is a NOOP every so often', async () => {
  const clock = handClock();
  const { session, server } = await selected(async (line) => {
    for (let turn = 0; turn < 2; turn++) line.send(`${await line.command('NOOP')} OK\r\n`);
  }, {}, { capabilities: CAPABILITIES.replace(' IDLE', '') });
  const listening = keepListening(session, { pollMs: 5, after: clock.after });
  await until(() => clock.strike(5));
  await until(() => clock.strike(5));
  await until(() => server.heard.filter((text) => text.endsWith('NOOP')).length === 2);
  await listening.stop();
});

test('a refusal and a lost line end it with their reason', async () => {
  const refused = await selected(async (line) => line.send(`${await line.command('IDLE')} NO [SERVERBUG] no\r\n`));
  expect(await keepListening(refused.session).over).toMatchObject({ code: 'server-no', responseCode: 'SERVERBUG' });
  const lost = await selected(async (line) => {
    await line.command('IDLE');
    line.send('+ idling\r\n* BYE Autologout\r\n');
    line.end();
  });
  expect((await keepListening(lost.session).over).code).toBe('server-bye');
});
