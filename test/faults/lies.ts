/** Servers that lie: to the sync of one folder, and over the wire to the whole engine. Nothing that is still there leaves the mirror. */
import { setTimeout as sleep } from 'node:timers/promises';
import { converge, type Verdict } from './converge.ts';
import { startGround, type Ground } from './ground.ts';
import type { Break, MirroredFolder } from './invariants.ts';
import { MODEL_LIES } from './model-lies.ts';
import type { FaultOptions } from './options.ts';
import { Person } from './person.ts';
import { startRewritingProxy, type Rewrite } from './rewriting-proxy.ts';
import { shuffled } from './byte-cuts.ts';
import { startSubject } from './subject.ts';
import { abreast, type Tally } from './tally.ts';

/** Over 50 messages and over a fifth of them are what the engine must not lose to one answer. */
const COUNT = 120;
const PROFILES: Readonly<Record<string, readonly string[]>> = { qresync: [], condstore: ['QRESYNC'], uids: ['CONDSTORE'], bare: ['CONDSTORE', 'ESEARCH', 'LIST-EXTENDED'] };
/** Milliseconds in which a sync under a lie has come to whatever end it comes to. */
const UNDER_LIE = 350;

const replaced = (from: RegExp, to: string): (() => Rewrite) => () => (line) => line.replace(from, to);
/** As often as there are chances, or `times`. */
const dropped = (what: RegExp, times = Infinity): (() => Rewrite) => () => {
  let left = times;
  return (line) => (what.test(line) && left-- > 0 ? null : line);
};
const wholly = '1:4294967295';

/** Each makes a rewrite of its own for a run. */
const LIES: Readonly<Record<string, () => Rewrite>> = {
  'LIST is once without a folder': dropped(/^\* LIST .*Archive/u, 1),
  'LIST names no folder': dropped(/^\* (?:LIST|LSUB|STATUS) /u),
  'LIST names INBOX alone': dropped(/^\* (?:LIST|LSUB) .*(?:Archive|Drafts|Junk|Sent|Trash)/u, 5),
  'LIST is refused': replaced(/^(g\d+) OK Listed/u, '$1 NO [UNAVAILABLE] Not now'),
  'STATUS says that there is nothing': replaced(/MESSAGES \d+ UNSEEN \d+/u, 'MESSAGES 0 UNSEEN 0'),
  'EXISTS says that there is nothing': replaced(/^\* \d+ EXISTS/u, '* 0 EXISTS'),
  'SEARCH names no message': replaced(/^\* (ESEARCH \([^)]*\) UID|SEARCH).*/u, '* $1'),
  'EXISTS and SEARCH agree that there is nothing, once': () => {
    const once = new Set<string>();
    return (line) => {
      const which = /^\* (?:ESEARCH|SEARCH)/u.test(line) ? 'search' : / EXISTS$/u.test(line) ? 'exists' : null;
      if (which === null || once.has(which)) return line;
      once.add(which);
      return which === 'exists' ? '* 0 EXISTS' : line.replace(/^\* (ESEARCH \([^)]*\) UID|SEARCH).*/u, '* $1');
    };
  },
  'VANISHED names all there can be': replaced(/^\* VANISHED (\(EARLIER\) )?\d.*/u, `* VANISHED $1${wholly}`),
  'each SELECT tells of all as vanished': replaced(/^\* OK \[UIDNEXT \d+\].*/u, `$&\r\n* VANISHED (EARLIER) ${wholly}`),
  'all vanish while it idles': replaced(/^\* \d+ EXISTS$/u, `$&\r\n* VANISHED ${wholly}`),
  'a hundred are expunged while it idles': replaced(/^\* 1\d\d EXISTS$/u, `$&${'\r\n* 1 EXPUNGE'.repeat(100)}`),
  'UIDNEXT is 1': replaced(/UIDNEXT \d+/u, 'UIDNEXT 1'),
  'UIDNEXT is missing': dropped(/^\* OK \[UIDNEXT/u),
  'HIGHESTMODSEQ is 1': replaced(/HIGHESTMODSEQ \d+/u, 'HIGHESTMODSEQ 1'),
  'HIGHESTMODSEQ is the highest there is': replaced(/HIGHESTMODSEQ \d+/u, 'HIGHESTMODSEQ 9223372036854775807'),
  'there are no MODSEQs any more': replaced(/^\* OK \[HIGHESTMODSEQ \d+\].*/u, '* OK [NOMODSEQ] None here'),
  'UIDVALIDITY is another one': replaced(/UIDVALIDITY \d+/u, 'UIDVALIDITY 77'),
  'flags are fetched of nobody, once': () => {
    let state: 'before' | 'during' | 'after' = 'before';
    return (line) => {
      const isRow = /^\* \d+ FETCH \((?:UID \d+ )?FLAGS \([^)]*\)(?: MODSEQ \(\d+\))?(?: UID \d+)?\)$/u.test(line);
      if (isRow && state === 'before') state = 'during';
      if (state === 'during' && /^g\d+ /u.test(line)) state = 'after';
      return isRow && state === 'during' ? null : line;
    };
  },
  'FETCH is refused': replaced(/^(g\d+) OK Fetched/u, '$1 NO [UNAVAILABLE] UID FETCH Server error - Please try again later'),
  'some of what was asked for no longer exists': replaced(/^(g\d+) OK Fetched/u, '$1 NO Some of the requested messages no longer exist.'),
};

export async function lies(tally: Tally, { only, sample, seed, abreast: width }: FaultOptions): Promise<void> {
  const cases = [
    ...MODEL_LIES.map(({ name, run }) => ({ name, run: async () => ({ breaks: await run() }) })),
    ...Object.entries(PROFILES).flatMap(([profile, without]) => Object.entries(LIES).map(([name, lie]) => ({ name: `${name} (${profile})`, run: () => told(without, lie()) }))),
  ];
  const wanted = only !== null ? cases.filter(({ name }) => name.startsWith(only)) : sample === null ? cases : shuffled(cases, seed).slice(0, sample);
  await abreast(wanted, width, ({ name, run }) => tally.attempt(`--only "${name}"`, run));
}

/** Synced in truth; then the server changes and lies, twice; then it tells the truth. */
async function told(without: readonly string[], lie: Rewrite): Promise<Verdict & { struck: boolean }> {
  const ground = await startGround(without, COUNT);
  const proxy = await startRewritingProxy(ground.demo.imap.port);
  const subject = await startSubject();
  try {
    const gone = ground.id('a5');
    const person = new Person(subject, ground, [gone]);
    await person.addAccount(proxy.port);
    await person.seesAll('INBOX', [`a${COUNT}`]);
    for (let n = 0; n < 2; n++) await person.syncs();
    proxy.lie(lie);
    change(ground);
    const breaks: Break[] = [];
    for (let round = 0, before = await person.holds(); round < 2; round++) {
      await person.asksForNews();
      await sleep(UNDER_LIE);
      const after = await person.holds();
      breaks.push(...leftTheMirror(ground, before, after));
      before = after;
    }
    const { struck } = proxy;
    proxy.lie(null);
    ground.demo.cutConnections();
    const verdict = await converge(subject, person, ground);
    return { ...verdict, breaks: [...breaks, ...verdict.breaks], struck };
  } catch (error) {
    await subject.drop();
    throw error;
  } finally {
    await proxy.close();
    await ground.demo.close();
  }
}

function change({ demo: { store }, deliver, id }: Ground): void {
  deliver('n1');
  store.setFlags('INBOX', [10], 'add', ['\\Seen']);
  store.expunge('INBOX', store.messages('INBOX').filter(({ raw }) => raw.includes(id('a5'))).map(({ uid }) => uid));
}

function leftTheMirror(ground: Ground, before: readonly MirroredFolder[], after: readonly MirroredFolder[]): Break[] {
  return ground.holds().flatMap(({ path, messages }) => {
    const had = new Set(before.find((folder) => folder.path === path)?.messages.map(({ messageId }) => messageId));
    const has = new Set(after.find((folder) => folder.path === path)?.messages.map(({ messageId }) => messageId));
    const lost = messages.filter(({ messageId }) => had.has(messageId) && !has.has(messageId));
    return lost.length === 0 ? [] : [{ invariant: 'I1' as const, words: `${lost.length} messages of ${path} left the mirror and are on the server` }];
  });
}
