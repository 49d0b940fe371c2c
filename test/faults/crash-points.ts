/** Every operation, broken off at every command it sends: with MOVE, with UIDPLUS alone, with neither; by a cut, a NO, or kill -9; on a demo server or a Dovecot. */
import type { FaultEffect } from '../../app/demo/faults.ts';
import { shuffled } from './byte-cuts.ts';
import { converge, type Verdict } from './converge.ts';
import type { AnyGround } from './ground.ts';
import type { Grounds } from './ground.ts';
import { groundsOn } from './grounds.ts';
import type { FaultOptions } from './options.ts';
import { Person } from './person.ts';
import { startSubject } from './subject.ts';
import { abreast, type Tally } from './tally.ts';

const PROFILES: Readonly<Record<string, readonly string[]>> = { MOVE: [], UIDPLUS: ['MOVE'], neither: ['MOVE', 'UIDPLUS'], 'no CONDSTORE': ['MOVE', 'UIDPLUS', 'CONDSTORE'] };

const OPERATIONS: Readonly<Record<string, (person: Person) => Promise<void>>> = {
  flag: (person) => person.flag('INBOX', 'a1'),
  archive: (person) => person.move('INBOX', 'a2', 'archive', 'Archive'),
  'archive one without Message-ID': (person) => person.move('INBOX', 'nameless', 'archive', 'Archive'),
  trash: (person) => person.move('INBOX', 'a3', 'trash', 'Trash'),
  delete: (person) => person.deleteForever('t1'),
  send: (person) => person.send('ferry-1'),
  copy: (person) => person.copy('INBOX', 'a1', 'Archive'),
  append: (person) => person.file('f1', 'Archive'),
  tag: (person) => person.tag('INBOX', 'a1', 'project-x'),
  junk: (person) => person.junk('INBOX', 'a1', true),
  'not junk': (person) => person.junk('Junk', 'j1', false),
  empty: (person) => person.empties('Junk', ['j1', 'j2']),
  'make folder': (person) => person.makesFolder('New'),
  'rename folder': (person) => person.renamesFolder('Old', 'Older', ['o1']),
  'delete folder': (person) => person.deletesFolder('Old', ['o1']),
  unsubscribe: (person) => person.unsubscribes('Old'),
  'flag and archive': async (person) => {
    await person.flag('INBOX', 'a4');
    await person.move('INBOX', 'a4', 'archive', 'Archive');
  },
  'copy and archive': async (person) => {
    await person.copy('INBOX', 'a5', 'Trash');
    await person.move('INBOX', 'a4', 'archive', 'Archive');
  },
};

/** Before it ran, after it ran and before a word of it, in the middle of its answer; refused; and the same with the process gone. */
const BREAKS: Readonly<Record<string, { effect: FaultEffect; kill?: true; times?: number }>> = {
  'cut before': { effect: { kind: 'cut-before' } },
  'cut after': { effect: { kind: 'cut', afterOctets: 0 } },
  'cut within': { effect: { kind: 'cut', afterOctets: 12 } },
  'cut upload': { effect: { kind: 'cut-upload', afterOctets: 25 } },
  'cut thrice': { effect: { kind: 'cut', afterOctets: 0 }, times: 3 },
  no: { effect: { kind: 'refuse', code: '', text: 'No' } },
  quota: { effect: { kind: 'refuse', code: 'OVERQUOTA', text: 'Full' } },
  'kill before': { effect: { kind: 'stall-before' }, kill: true },
  'kill after': { effect: { kind: 'stall', afterOctets: 0 }, kill: true },
};

interface Case { profile: string; operation: string; broken: string; command: string; skip: number }

export async function crashPoints(tally: Tally, options: FaultOptions): Promise<void> {
  const grounds = await groundsOn(options.server);
  try {
    await allOf(tally, options, grounds);
  } finally {
    await grounds.stop();
  }
}

async function allOf(tally: Tally, options: FaultOptions, grounds: Grounds): Promise<void> {
  const cases: Case[] = [];
  const all = Object.keys(PROFILES).flatMap((profile) => Object.keys(OPERATIONS).map((operation) => ({ profile, operation })));
  const { only, sample } = options;
  // Of a sample, not every operation is looked at first: that alone takes its time.
  const pairs = only !== null ? all.filter(({ profile, operation }) => only.startsWith(`${profile}/${operation}/`)) : sample !== null ? shuffled(all, options.seed).slice(0, Math.ceil(sample / 8)) : all;
  await abreast(pairs, options.abreast, async ({ profile, operation }) => {
    const sent = new Map<string, number>();
    await tally.attempt(`${profile}/${operation} with no fault`, () => follow(grounds, profile, operation, sent));
    for (const broken of Object.keys(BREAKS)) {
      for (const [command, count] of sent) {
        if (broken === 'cut upload' && command !== 'APPEND') continue;
        for (let skip = 0; skip < count; skip++) cases.push({ profile, operation, broken, command, skip });
      }
    }
  });
  const nameOf = ({ profile, operation, broken, command, skip }: Case): string => `${profile}/${operation}/${broken}/${command}:${skip}`;
  const inOrder = cases.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const wanted = only !== null ? inOrder.filter((one) => nameOf(one) === only) : sample === null ? inOrder : shuffled(inOrder, options.seed).slice(0, sample);
  await abreast(wanted, options.abreast, (one) => tally.attempt(`--only "${nameOf(one)}"`, () => crash(grounds, one)));
}

/** Notes in `sent` the commands from the user's act until all is quiet, with how often each came. */
function follow(grounds: Grounds, profile: string, operation: string, sent: Map<string, number>): Promise<Verdict> {
  return withPerson(grounds, profile, async (person, ground) => {
    const from = ground.commands.length;
    await OPERATIONS[operation]!(person);
    await person.settled();
    await person.syncs();
    for (const command of ground.commands.slice(from)) sent.set(command, (sent.get(command) ?? 0) + 1);
  });
}

async function crash(grounds: Grounds, one: Case): Promise<Verdict & { struck: boolean }> {
  let arrived = (): number => 0;
  const verdict = await withPerson(grounds, one.profile, (person, ground, restart) => breakOff(one, person, ground, restart, (count) => { arrived = count; }));
  return { ...verdict, struck: arrived() > one.skip };
}

async function breakOff({ operation, broken, command, skip }: Case, person: Person, { demo, commands }: AnyGround, restart: Restart, counted: (count: () => number) => void): Promise<void> {
  const { effect, kill, times = 1 } = BREAKS[broken]!;
  const from = commands.length;
  const count = (): number => commands.slice(from).filter((one) => one === command).length;
  counted(count);
  demo.faults.add({ command, effect, skip, times });
  await OPERATIONS[operation]!(person);
  if (kill === undefined) return;
  // The command is at the server, and gets no answer.
  for (let waited = 0; waited < 400; waited += 2) {
    if (count() > skip) break;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const atDeath = count();
  counted(() => atDeath);
  await restart(() => {
    demo.faults.clear();
    demo.faults.add({ command: '*', effect: { kind: 'cut-before' }, times: Infinity });
    demo.cutConnections();
  }, () => demo.faults.clear());
}

type Restart = (freeze: () => void, thaw: () => void) => Promise<unknown>;

async function withPerson(grounds: Grounds, profile: string, act: (person: Person, ground: AnyGround, restart: Restart) => Promise<void>): Promise<Verdict> {
  const ground = await grounds.start(PROFILES[profile]);
  const subject = await startSubject();
  try {
    for (const name of ['j1', 'j2']) await ground.deliver(name, 'Junk');
    await ground.deliver('nameless');
    await ground.makeFolder('Old');
    await ground.deliver('o1', 'Old');
    // Another client's mark: no operation of ours may take it along.
    await ground.mark('INBOX', 'a6');
    await ground.mark('Trash', 't2');
    const marked = [ground.id('a6'), ground.id('t2')];
    const person = new Person(subject, ground, marked);
    await person.addAccount(ground.demo.imap.port);
    await person.syncs();
    await act(person, ground, (freeze, thaw) => subject.killAndRestart(freeze, thaw));
    return await converge(subject, person, ground, marked);
  } catch (error) {
    await subject.drop();
    throw error;
  } finally {
    await ground.demo.close();
  }
}
