/** Pipelining: STATUS of 200 mailboxes over a line with a round trip of 50 ms, counted in round trips. */
import { openSession } from '../../main/imap/open-session.ts';
import { startDovecot } from '../support/dovecot.ts';
import { figure, median, type Print } from './report.ts';
import { startSlowLine } from './wire-proxy.ts';

const MAILBOXES = 200;
const ROUND_TRIP = 50;

export async function wireStatus(print: Print, rounds: number): Promise<void> {
  const names = Array.from({ length: MAILBOXES }, (_, index) => `status-${index}`);
  const dovecot = await startDovecot();
  const line = await startSlowLine(dovecot.ports.imap, ROUND_TRIP / 2);
  try {
    await dovecot.doveadm(['mailbox', 'create', '-u', 'alice', ...names]);
    await ask(dovecot.ports.imap, names); // makes the server's indexes
    const near: number[] = [];
    const far: number[] = [];
    for (let round = 0; round < rounds; round++) {
      near.push(await ask(dovecot.ports.imap, names));
      far.push(await ask(line.port, names));
    }
    print(figure('wire', `${MAILBOXES} STATUS at ${ROUND_TRIP} ms`, median(far), 'ms', { name: 'the same without delay', value: median(near) }));
    print(figure('wire', 'round trips of that', (median(far) - median(near)) / ROUND_TRIP, ''));
  } finally {
    line.stop();
    await dovecot.stop();
  }
}

async function ask(port: number, names: readonly string[]): Promise<number> {
  const session = await openSession({
    server: { host: '127.0.0.1', port, security: 'none', user: 'alice' }, credentials: { kind: 'password', password: 'alice-pw' }, plainConfirmed: false,
    deadlineMs: 20_000, silenceMs: 60_000, clientId: { name: 'Godwit bench' },
  });
  try {
    const started = performance.now();
    await Promise.all(names.map((name) => session.status(name)));
    return performance.now() - started;
  } finally {
    await session.logout();
  }
}
