/** A folder that is known already, brought up to date: nothing changed, or much changed elsewhere; with QRESYNC, with CONDSTORE, with neither. */
import { openSession } from '../../main/imap/open-session.ts';
import type { Session } from '../../main/imap/session.ts';
import { uidSet } from '../../main/imap/uid-set.ts';
import type { MirrorClient } from '../../main/mirror/client.ts';
import { readSpine, syncFolder } from '../../main/sync/folder-sync.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { folderWrite, inbox, seeded } from '../support/mirror-records.ts';
import type { Dovecot } from '../support/dovecot.ts';
import { startBigMailboxCopy } from './big-mailbox.ts';
import { withChromiumMirror } from './chromium-mirror.ts';
import type { BenchOptions } from './first-sync.ts';
import { figure, median, type Print } from './report.ts';

const ROUNDS = 3;
const FLAGGED = 1_000;
const EXPUNGED = 100;

export async function resync(print: Print, options: BenchOptions): Promise<void> {
  const rounds = options.rounds ?? ROUNDS;
  const dovecot = await startBigMailboxCopy(options.messages ?? 100_000);
  try {
    await withChromiumMirror(async (mirror) => {
      await mirror.apply({ folders: [folderWrite(inbox)] });
      const elsewhere = await openIn(dovecot.ports.imap, []);
      await elsewhere.select('INBOX');
      for (const [name, mask] of [['QRESYNC', []], ['CONDSTORE', ['QRESYNC']], ['neither', ['QRESYNC', 'CONDSTORE']]] as const) {
        const session = await openIn(dovecot.ports.imap, mask);
        // The first brings the folder here, or what is known of it into the form this way has.
        await synced(session, mirror);
        const unchanged: Synced[] = [];
        const changed: Synced[] = [];
        for (let round = 0; round < rounds; round++) {
          unchanged.push(await synced(session, mirror));
          const change = await changeElsewhere(elsewhere, mirror, round);
          changed.push(await synced(session, mirror));
          await check(mirror, change);
        }
        report(print, `${name}: unchanged`, unchanged);
        report(print, `${name}: ${FLAGGED} flags, ${EXPUNGED} gone`, changed);
        await session.logout();
      }
      await elsewhere.logout();
      await renumbered(print, dovecot, mirror, rounds);
    });
  } finally {
    await dovecot.stop();
  }
}

/** Another UIDVALIDITY: all messages are to be known again, and nothing fetched anew. */
async function renumbered(print: Print, dovecot: Dovecot, mirror: MirrorClient, rounds: number): Promise<void> {
  const all: Synced[] = [];
  const { uids } = await readSpine(mirror, inbox);
  const { uidValidity } = (await mirror.query('folders', {}))[0]!.checkpoint;
  for (let round = 0; round < rounds; round++) {
    await dovecot.doveadm(['mailbox', 'update', '-u', 'alice', '--uid-validity', String(uidValidity + round + 1), 'INBOX']);
    const session = await openIn(dovecot.ports.imap, []);
    all.push(await synced(session, mirror));
    await session.logout();
  }
  const newest = uids.at(-1)!;
  const known = await mirror.query('present', { folderId: inbox, names: [{ uidValidity, uid: uids[0]! }, { uidValidity, uid: newest }] });
  if ((await readSpine(mirror, inbox)).uids.length !== uids.length || known.uids.includes(0) || known.uidValidity === uidValidity) throw new Error('not every message was known again');
  report(print, 'renumbered', all);
}

function openIn(port: number, mask: readonly string[]): Promise<Session> {
  return openSession({
    server: { host: '127.0.0.1', port, security: 'none', user: 'alice' }, credentials: { kind: 'password', password: 'alice-pw' }, plainConfirmed: false,
    deadlineMs: 20_000, silenceMs: 60_000, clientId: { name: 'Godwit bench' }, enable: ['CONDSTORE', 'QRESYNC'], mask,
  }, { mask });
}

/** Milliseconds from the call to the last commit, and from SELECT's answer; commands after SELECT; batches that changed the mirror. */
interface Synced { ms: number; after: number; commands: number; writes: number }

async function synced(session: Session, mirror: MirrorClient): Promise<Synced> {
  const [folder] = await mirror.query('folders', {});
  let writes = 0;
  const off = mirror.onChanges(() => writes++);
  const seen = { opened: 0, commands: 0 };
  const watched = watch(session, seen);
  const started = performance.now();
  await syncFolder(watched, folder!, { mirror, overlay: (_folder, _validity, _uid, bits) => bits, shouldYield: () => false, onProgress: () => undefined });
  const ended = performance.now();
  off();
  return { ms: ended - started, after: ended - seen.opened, commands: seen.commands, writes };
}

/** Counts what is asked once the folder is open. */
function watch(session: Session, seen: { opened: number; commands: number }): Session {
  return new Proxy(session, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]): Promise<unknown> => {
        if (name !== 'select') seen.commands++;
        const answer: unknown = await Reflect.apply(value, target, args);
        if (name === 'select') seen.opened = performance.now();
        return answer;
      };
    },
  });
}

interface Change { flagged: ReadonlySet<number>; on: boolean; gone: readonly number[] }

/** Flags on in one round and off in the next; messages all over the folder. */
async function changeElsewhere(session: Session, mirror: MirrorClient, round: number): Promise<Change> {
  const { uids, flags } = await readSpine(mirror, inbox);
  const random = seeded(round + uids.length);
  const picked = new Set<number>();
  const on = round % 2 === 0;
  const pick = (count: number, fits: (index: number) => boolean): number[] => {
    const found: number[] = [];
    while (found.length < count) {
      const index = Math.floor(random() * uids.length);
      if (picked.has(index) || !fits(index)) continue;
      picked.add(index);
      found.push(uids[index]!);
    }
    return found;
  };
  const flagged = pick(FLAGGED, (index) => ((flags[index]! & FLAG.flagged) === 0) === on);
  const gone = pick(EXPUNGED, () => true);
  await session.uidStore(uidSet(flagged), { action: on ? 'add' : 'remove', flags: ['\\Flagged'] });
  await session.uidStore(uidSet(gone), { action: 'add', flags: ['\\Deleted'] });
  await session.uidExpunge(uidSet(gone));
  return { flagged: new Set(flagged), on, gone };
}

async function check(mirror: MirrorClient, { flagged, on, gone }: Change): Promise<void> {
  const { uids, flags } = await readSpine(mirror, inbox);
  const right = uids.reduce((count, uid, index) => count + Number(flagged.has(uid) && ((flags[index]! & FLAG.flagged) !== 0) === on), 0);
  const left = gone.filter((uid) => uids.includes(uid)).length;
  if (right !== FLAGGED || left !== 0) throw new Error(`${right} of ${FLAGGED} flags came, ${left} of ${EXPUNGED} messages are still here`);
}

function report(print: Print, what: string, all: readonly Synced[]): void {
  print(figure('resync', `${what}: with SELECT`, median(all.map(({ ms }) => ms)), 'ms'));
  print(figure('resync', `${what}: after SELECT`, median(all.map(({ after }) => after)), 'ms'));
  print(figure('resync', `${what}: commands after`, median(all.map(({ commands }) => commands)), ''));
  print(figure('resync', `${what}: mirror writes`, median(all.map(({ writes }) => writes)), ''));
}
