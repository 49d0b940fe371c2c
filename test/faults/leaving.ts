/** Letters, drafts and operations wait while no server can be reached; then somebody leaves: the process, another account, the version that wrote the files. Nothing unsent goes with them. */
import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeRecord } from '../../main/journal/record.ts';
import type { AccountId } from '../../shared/ids.ts';
import type { CommandInput } from '../../shared/ipc/contract.ts';
import { converge, type Verdict } from './converge.ts';
import { startSmallGround, type Ground } from './ground.ts';
import type { Break } from './invariants.ts';
import type { FaultOptions } from './options.ts';
import { Person } from './person.ts';
import { startSubject, type Subject } from './subject.ts';
import { abreast, type Tally } from './tally.ts';

interface Stage { subject: Subject; ground: Ground; /** Of a second account on the same servers. */ other: AccountId }
type Leave = (stage: Stage) => Promise<Break[]>;

const JOURNALS = ['accounts', 'operations', 'outbox', 'settings'] as const;
/** As a later version might write, and this one cannot read. */
const NEWER = { t: 'of-a-later-version', id: 'x', words: 'not to be lost' };

const LEAVINGS: Readonly<Record<string, Leave>> = {
  'the process is killed': async ({ subject }) => {
    await subject.killAndRestart();
    return [];
  },
  'the process is killed, three times': async ({ subject }) => {
    for (let n = 0; n < 3; n++) await subject.killAndRestart();
    return [];
  },
  'another account is removed': async ({ subject, other }) => {
    await subject.call('accounts.remove', { accountId: other });
    return [];
  },
  'another account is removed, and the process is killed': async ({ subject, other }) => {
    await subject.call('accounts.remove', { accountId: other });
    await subject.killAndRestart();
    return [];
  },
  'the password is refused': async ({ subject, ground: { demo } }) => {
    demo.faults.clear();
    for (const command of ['LOGIN', 'AUTHENTICATE']) demo.faults.add({ command, effect: { kind: 'refuse', code: 'AUTHENTICATIONFAILED', text: 'No' }, times: 3 });
    demo.faults.add({ protocol: 'smtp', command: 'AUTH', effect: { kind: 'refuse', code: '535 5.7.8', text: 'No' }, times: 2 });
    await subject.waitFor('accounts.list', {}, ({ accounts }) => accounts.some(({ phase }) => phase === 'needs-you'));
    demo.faults.clear();
    const { accounts } = await subject.waitFor('accounts.list', {}, () => true);
    for (const { id } of accounts) await subject.call('accounts.syncNow', { accountId: id });
    return [];
  },
  ...Object.fromEntries(JOURNALS.map((name) => [`an earlier version reads ${name}`, (stage: Stage) => downgraded(stage, name)] as const)),
};

export async function leaving(tally: Tally, { only, abreast: width }: FaultOptions): Promise<void> {
  const wanted = Object.entries(LEAVINGS).filter(([name]) => only === null || name === only);
  await abreast(wanted, width, ([name, leave]) => tally.attempt(`--only "${name}"`, () => tell(leave)));
}

async function tell(leave: Leave): Promise<Verdict> {
  const ground = await startSmallGround();
  const { demo } = ground;
  const subject = await startSubject();
  try {
    const person = new Person(subject, ground);
    await person.addAccount(demo.imap.port);
    const { email, user, password } = demo.account;
    // By the name it had it would be the one there is.
    const other = await addAgain(subject, { settings: { email, name: 'Another', imap: { ...demo.imap, user }, smtp: { ...demo.smtp, user }, plainConfirmed: false }, password });
    await person.seesAll('INBOX', ['a1', 'a2']);
    for (const protocol of ['imap', 'smtp'] as const) demo.faults.add({ protocol, command: '*', effect: { kind: 'bye', text: 'Closed' }, times: Infinity });
    demo.cutConnections();
    await person.writes('letter-1');
    await person.flag('INBOX', 'a1');
    await person.move('INBOX', 'a2', 'archive', 'Archive');
    await person.send('ferry-1');
    await person.writes('letter-1');
    const breaks = await leave({ subject, ground, other });
    // The two would be compared with one server twice.
    const { accounts } = await subject.waitFor('accounts.list', {}, () => true);
    if (accounts.some(({ id }) => id === other)) await subject.call('accounts.remove', { accountId: other });
    demo.faults.clear();
    await person.settled();
    const verdict = await converge(subject, person, ground);
    return { ...verdict, breaks: [...breaks, ...verdict.breaks.filter(({ words }) => !words.includes('journal.damaged'))] };
  } catch (error) {
    await subject.drop();
    throw error;
  } finally {
    await demo.close();
  }
}

/** Where all of these run at once, a login may take longer than it has time. */
async function addAgain(subject: Subject, input: CommandInput<'accounts.add'>): Promise<AccountId> {
  for (let left = 5; ; left--) {
    const added = await subject.client.call('accounts.add', input);
    if (added.ok) return added.value.accountId;
    if (left === 0) throw new Error(`accounts.add: ${JSON.stringify(added.failure)}`);
  }
}

async function downgraded({ subject }: Stage, name: typeof JOURNALS[number]): Promise<Break[]> {
  await subject.killAndRestart(() => {}, () => appendFileSync(join(subject.profile, `${name}.journal`), encodeRecord(NEWER)));
  const { notices } = await subject.waitFor('app.notices', {}, () => true);
  const notice = notices.find(({ id }) => id === `journal-${name}`);
  if (!notice) return [{ invariant: 'I9', words: `nobody was told that ${name}.journal could not be read whole` }];
  const aside = /\S+\.damaged-\d+/u.exec(notice.text)?.[0].replace(/[.,]$/u, '');
  const kept = aside === undefined ? '' : await readFile(aside, 'utf8').catch(() => '');
  return kept.includes(NEWER.words) ? [] : [{ invariant: 'I9', words: `what a later version wrote to ${name}.journal is not set aside (${notice.text})` }];
}
