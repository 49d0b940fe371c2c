/** Texts of a large mailbox: the same sections off the bare wire, ours until they are committed in Chromium's IndexedDB, mbsync with whole messages. */
import { connect } from 'node:net';
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { openSession } from '../../main/imap/open-session.ts';
import { formatUidSet, uidSet } from '../../main/imap/uid-set.ts';
import { packStructure } from '../../main/mime/packed-structure.ts';
import { decodeGaps, encodeGaps, type GapRow } from '../../main/mirror/protocol/body-gaps.ts';
import { planTexts } from '../../main/sync/bodies/plan-texts.ts';
import { DEFAULT_STORAGE } from '../../shared/model/storage.ts';
import type { Dovecot } from '../support/dovecot.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { startBigMailbox } from './big-mailbox.ts';
import type { Mirrored, Task } from './bodies-engine.ts';
import type { BenchOptions } from './first-sync.ts';
import { mbsyncMissing, mbsyncPull } from './mbsync-pull.ts';
import { figure, median, type Print } from './report.ts';

const ROUNDS = 3;
/** As the engine does it. */
const PORTION = 4_000;
const PER_COMMAND = 500;
const PIPELINED = 3;

export async function bodies(print: Print, options: BenchOptions): Promise<void> {
  const count = options.messages ?? 100_000;
  const dovecot = await startBigMailbox(count);
  const drained: { ms: number; octets: number }[] = [];
  const mirrored: Mirrored[] = [];
  let pulled: number | null = null;
  try {
    const commands = await commandsOf(dovecot.ports.imap, count);
    // Not counted: the server's files come into memory.
    await drainTexts(dovecot.ports.imap, commands);
    for (let round = 0; round < (options.rounds ?? ROUNDS); round++) {
      drained.push(await drainTexts(dovecot.ports.imap, commands));
      mirrored.push(await ours(dovecot, count));
      console.error(`round ${round + 1}: drain ${JSON.stringify(drained.at(-1))}, ours ${JSON.stringify(mirrored.at(-1))}`);
    }
    const missing = mbsyncMissing();
    if (missing !== null) console.error(missing);
    // Once: it takes longer than all the others together.
    else pulled = (await mbsyncPull(dovecot.ports.imap, count)).ms;
  } finally {
    await dovecot.stop();
  }
  const own = median(mirrored.map(({ ms }) => ms));
  print(figure('bodies', `texts of ${count} messages committed`, own, 'ms', { name: 'raw socket drain', value: median(drained.map(({ ms }) => ms)) }));
  if (pulled !== null) print(figure('bodies', `texts of ${count} messages committed`, own, 'ms', { name: 'mbsync, whole messages', value: pulled }));
  // Two cores share it: where it adds up to twice the time, nothing waits.
  for (const name of new Set(mirrored.flatMap(({ cpu }) => cpu.map(([one]) => one)))) {
    print(figure('bodies', `CPU of ${name}`, median(mirrored.map(({ cpu }) => cpu.find(([one]) => one === name)?.[1] ?? 0)), 'ms'));
  }
  print(figure('bodies', 'worst block of the event loop', Math.max(...mirrored.map(({ block }) => block)), 'ms'));
  print(figure('bodies', 'octets of texts in the mirror', median(mirrored.map(({ octets }) => octets)), 'octets', { name: 'octets off the wire', value: drained[0]?.octets ?? 0 }));
}

/** FETCH commands for the texts of all messages, newest first. */
async function commandsOf(port: number, count: number): Promise<string[]> {
  const session = await openSession({
    server: { host: '127.0.0.1', port, security: 'none', user: 'alice' }, credentials: { kind: 'password', password: 'alice-pw' }, plainConfirmed: false,
    deadlineMs: 20_000, silenceMs: 60_000, clientId: { name: 'Godwit bench' },
  });
  const all: GapRow[] = [];
  try {
    await session.select('INBOX', { readOnly: true });
    await session.uidFetch([[1, 0xffff_fffe]], { bodyStructure: true, size: true }, {}, ({ uid, size, bodyStructure }) => {
      if (bodyStructure) all.push({ uid, date: uid, size: size ?? 0, structure: packStructure(bodyStructure) });
    });
  } finally {
    await session.logout();
  }
  if (all.length !== count) throw new Error(`${all.length} structures of ${count} messages`);
  all.sort((a, b) => b.uid - a.uid);
  const commands: string[] = [];
  for (let at = 0; at < all.length; at += PORTION) {
    for (const { sections, wishes } of planTexts(decodeGaps(encodeGaps(all.slice(at, at + PORTION))), DEFAULT_STORAGE.textOctets).groups) {
      const items = sections.map(({ section, length }) => `BODY.PEEK[${section}]${length === undefined ? '' : `<0.${length}>`}`).join(' ');
      for (let i = 0; i < wishes.length; i += PER_COMMAND) commands.push(`UID FETCH ${formatUidSet(uidSet(wishes.slice(i, i + PER_COMMAND).map(({ uid }) => uid)))} (UID ${items})`);
    }
  }
  return commands;
}

/** From the first command to the last tagged answer, a few commands on the wire. */
function drainTexts(port: number, commands: readonly string[]): Promise<{ ms: number; octets: number }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let octets = 0;
    let started = 0;
    let sent = 0;
    let answered = 0;
    let tail = '';
    let step = 0;
    const send = (): void => {
      while (sent < commands.length && sent - answered < PIPELINED) socket.write(`t${sent} ${commands[sent++]}\r\n`);
    };
    socket.on('data', (chunk: Buffer) => {
      octets += chunk.length;
      if (started === 0) {
        tail += chunk.toString('latin1');
        const line = ['a LOGIN alice alice-pw\r\n', 'b SELECT INBOX\r\n'][step];
        if (!(step === 0 ? tail.includes('* OK') : new RegExp(`(?:^|\\r\\n)${step === 1 ? 'a' : 'b'} OK`, 'u').test(tail))) return;
        tail = '';
        step++;
        if (line !== undefined) return void socket.write(line);
        octets = 0;
        started = performance.now();
        send();
        return;
      }
      const text = tail + chunk.toString('latin1');
      for (;;) {
        const end = text.indexOf(`\r\nt${answered} OK`);
        if (end < 0) break;
        answered++;
        send();
      }
      tail = text.slice(-64);
      if (answered < commands.length) return;
      const ms = performance.now() - started;
      socket.destroy();
      resolve({ ms, octets });
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed early')));
  });
}

async function ours(dovecot: Dovecot, count: number): Promise<Mirrored> {
  const sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, security: 'none', onMessage: () => undefined });
  // As in the application: what else this process has loaded must not be gone through by its garbage collector.
  const child = fork(join(import.meta.dirname, 'bodies-engine.ts'));
  try {
    return await new Promise<Mirrored>((resolve, reject) => {
      child.once('message', (answer) => resolve(answer as Mirrored));
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the engine ended: ${code}`)));
      child.send({ imap: dovecot.ports.imap, smtp: sink.port, dovecot: dovecot.directory, count } satisfies Task);
    });
  } finally {
    child.kill();
    await sink.stop();
  }
}
