/** Two mail programs at one account on a real Dovecot, acting at random at the same time: after at most two syncs ours shows what is there. */
import { FaultPlan } from '../../app/demo/faults.ts';
import { startDemo } from '../../app/demo/start-demo.ts';
import { folderId, messageId, type AccountId, type MessageId } from '../../shared/ids.ts';
import type { Client } from '../../shared/ipc/client.ts';
import { seeded, type Random } from '../bench/random.ts';
import { startDovecot } from '../support/dovecot.ts';
import { countCommands } from './ground.ts';
import { heldByMirror } from './holdings.ts';
import { startGate } from './imap-gate.ts';
import { flagsAgree, mirrorIsWhole, nothingLost, operationsSettled, secondSyncIsSilent, type Break, type Intentions, type MirroredFolder, type ServerFolder } from './invariants.ts';
import type { FaultOptions } from './options.ts';
import { SecondClient } from './second-client.ts';
import { startSubject, type Subject } from './subject.ts';
import type { Tally } from './tally.ts';

/** Interleavings with one engine and one mailbox; then all is begun anew. */
const PER_RUN = 50;
const ACTS = 4;
/** Milliseconds after which a server that is not asked will not be asked any more. */
const PATIENCE = 20_000;
/** Syncs after which the mirror has to be what the server is. */
const CONVERGES = 2;
/** Milliseconds that what was asked for may still take. */
const PONDERS = 1_000;
/** Syncs after which none may write anything any more. */
const MOST_SYNCS = 6;
const PASSWORD = 'alice-pw';
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function interleavings(tally: Tally, options: FaultOptions): Promise<void> {
  for (let done = 0, run = 0; done < options.interleavings; done += PER_RUN, run++) {
    const seed = options.only === null ? options.seed * 100_000 + run : Number(options.only);
    await together(seed, Math.min(PER_RUN, options.interleavings - done), tally);
    if (options.only !== null) return;
  }
}

async function together(seed: number, count: number, tally: Tally): Promise<void> {
  const random = seeded(seed);
  const users = [{ name: 'alice', password: PASSWORD }];
  // With its list index (mailbox_list_index) Dovecot 2.3.19 goes on listing to one session what another has renamed, for seconds (2026-11-21).
  const dovecot = await startDovecot({ plainOnly: true, users, extra: 'mailbox_list_index = no' });
  // Only its submission server is of use here.
  const demo = await startDemo({ seed: false, replyAfterMs: null, password: PASSWORD });
  const other = await SecondClient.connect(dovecot.ports.imap, 'alice', PASSWORD);
  const faults = new FaultPlan();
  const commands = countCommands(faults);
  const gate = await startGate(dovecot.ports.imap, faults, []);
  const subject = await startSubject();
  try {
    // Made when first opened by anybody (auto = subscribe); while that is going on, Dovecot 2.3.19 lists them as \\Noselect to everybody else (45 of 8,370 times; 2026-11-23).
    for (const path of ['Archive', 'Drafts', 'Junk', 'Sent', 'Trash']) await other.opens(path);
    for (let n = 1; n <= 12; n++) await other.deliver(`s${seed}-${n}`);
    const { accountId } = await subject.call('accounts.add', {
      settings: { email: demo.account.email, name: 'Alice', imap: { host: '127.0.0.1', port: gate.port, security: 'none', user: 'alice' }, smtp: { ...demo.smtp, user: demo.account.user }, plainConfirmed: false },
      password: PASSWORD,
    });
    const syncs = (): Promise<void> => sync(subject, accountId, commands);
    const twins = new Map<string, number>();
    for (let n = 0; n < count; n++) {
      other.moved.clear();
      const acts: string[] = [];
      await tally.attempt(`--only ${seed}, number ${n + 1}`, async () => {
        const moved = new Set<string>();
        const ours = actOurs(subject, accountId, random, acts, { moved, removed: other.removed });
        const theirs = (async () => {
          for (let act = 0; act < ACTS; act++) acts.push(await other.act(random, `s${seed}-${n}-${act}`));
        })();
        await Promise.all([ours, theirs]);
        // Dovecot 2.3 makes two of a message that two clients MOVE at the same time (2026-11-21).
        for (const id of moved) if (other.moved.has(id)) twins.set(id, (twins.get(id) ?? 0) + 1);
        const { breaks } = await compared(subject, other, syncs, twins);
        return { breaks: breaks.length === 0 ? [] : [...breaks, { invariant: 'I1' as const, words: `after: ${acts.join('; ')}` }] };
      });
    }
  } finally {
    await subject.drop();
    other.close();
    await gate.close();
    await demo.close();
    await dovecot.stop();
  }
}

type Act = (client: Client, messageIds: MessageId[], random: Random) => Promise<{ ok: true } | { ok: false; failure: { code: string } }>;

/** The last of them only from Trash: anywhere else it is refused. */
const OURS: readonly (readonly [what: string, act: Act])[] = [
  ['flag', (client, messageIds) => client.call('messages.setFlags', { messageIds, add: ['flagged'], remove: [] })],
  ['unflag', (client, messageIds) => client.call('messages.setFlags', { messageIds, add: [], remove: ['flagged'] })],
  ['unread', (client, messageIds) => client.call('messages.setFlags', { messageIds, add: [], remove: ['seen'] })],
  ['tag', (client, messageIds, random) => client.call('messages.setKeywords', random.chance(50) ? { messageIds, add: ['red'], remove: ['blue'] } : { messageIds, add: [], remove: ['red'] })],
  ['archive', (client, messageIds) => client.call('messages.move', { messageIds, to: { role: 'archive' } })],
  ['trash', (client, messageIds) => client.call('messages.move', { messageIds, to: { role: 'trash' } })],
  ['junk', (client, messageIds) => client.call('messages.junk', { messageIds, junk: true })],
  ['delete', (client, messageIds) => client.call('messages.deleteForever', { messageIds })],
];

/** What a user does meanwhile, to what the mirror shows at that moment. */
async function actOurs(subject: Subject, account: AccountId, random: Random, acts: string[], { moved, removed }: { moved: Set<string>; removed: Set<string> }): Promise<void> {
  for (let n = 0; n < ACTS; n++) {
    const path = random.pick(['INBOX', 'INBOX', 'Archive', 'Trash']);
    const id = folderId(account, path);
    const folder = (await subject.mirror.query('folders', {})).find((one) => one.id === id);
    if (!folder) continue;
    const { rows } = await subject.mirror.query('window', { folderId: id, from: 0, count: 50 });
    if (rows.length === 0) continue;
    const row = random.pick(rows);
    const chosen = row.summary as [uid: number, date: number, size: number, subject: string, from: unknown, to: unknown, cc: unknown, messageId: string];
    // On its way here, it is still called as where it comes from.
    const messageIds = [row.at ? messageId(row.at.folderId, row.at.uidValidity, row.at.uid) : messageId(id, folder.checkpoint.uidValidity, chosen[0])];
    const [what, act] = random.pick(OURS);
    if (what === 'archive' || what === 'trash' || what === 'junk') moved.add(chosen[7]);
    if (what === 'delete' && path === 'Trash') removed.add(chosen[7]);
    const done = await act(subject.client, messageIds, random);
    // Gone or moved between looking and clicking: the user is told, nothing happens.
    acts.push(`ours: ${what} on ${messageIds[0]!.split('@')[0]!}${done.ok ? '' : ` (${done.failure.code})`}`);
    if (random.chance(40)) await pause(random.below(15));
  }
}

async function compared(subject: Subject, other: SecondClient, syncs: () => Promise<void>, twins: ReadonlyMap<string, number>): Promise<{ breaks: Break[] }> {
  await subject.waitFor('activity.list', {}, ({ operations }) => operations.every(({ state }) => state === 'done' || state === 'parked'));
  const server = await other.holds();
  const everywhere = server.map(({ path }) => path);
  const { operations } = await subject.waitFor('activity.list', {}, () => true);
  const intentions: Intentions = {
    places: new Map([...other.delivered].map((id) => [id, everywhere])),
    deleted: other.removed,
    copies: twins,
    flagged: [],
    sends: [],
    operations: operations.map(({ title, state, failure }) => ({ title, state, failureCode: failure?.code ?? null })),
    promised: 0,
  };
  let differences: Break[] = [];
  for (let n = 0; n < CONVERGES; n++) {
    await syncs();
    differences = differ(server, await mirrored(subject, other), intentions);
    if (differences.length === 0) break;
  }
  // What has been asked for may be on its way still, where a machine has much else to do.
  if (differences.length > 0) {
    await pause(PONDERS);
    differences = differ(server, await mirrored(subject, other), intentions);
  }
  // A folder that is gone stays for one more listing, and texts come in their own time: but soon there is nothing left to write.
  let again: string[] = [];
  for (let n = 0; n < MOST_SYNCS; n++) {
    const before = subject.batches;
    await syncs();
    again = subject.written.slice(before);
    if (again.length === 0) break;
  }
  return { breaks: [...differences, ...nothingLost(server, intentions), ...operationsSettled(intentions), ...secondSyncIsSilent(again)] };
}

const mirrored = async (subject: Subject, { phantoms }: SecondClient): Promise<MirroredFolder[]> => (await heldByMirror(subject.mirror)).filter(({ path }) => !phantoms.has(path));
const differ = (server: readonly ServerFolder[], mirror: readonly MirroredFolder[], intentions: Intentions): Break[] => [...mirrorIsWhole(server, mirror), ...flagsAgree(server, mirror, intentions)];

/** Looks for news, and resolves when the answer has been gone through. */
async function sync(subject: Subject, accountId: AccountId, commands: readonly string[]): Promise<void> {
  const lists = (): number => commands.filter((command) => command === 'LIST').length;
  const before = lists();
  await subject.call('accounts.syncNow', { accountId });
  for (let waited = 0; lists() === before; waited += 10) {
    if (waited > PATIENCE) throw new Error('the server is not asked any more');
    await pause(10);
  }
  await subject.waitFor('accounts.list', {}, ({ accounts }) => accounts.every(({ phase }) => phase === 'ready'));
  for (let seen = -1; seen !== commands.length + subject.batches;) {
    seen = commands.length + subject.batches;
    await pause(60);
  }
}
