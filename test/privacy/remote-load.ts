/** Collected remote-load vectors through the real application: nothing of them contacts anybody, in any place that shows them, with any one wall gone. */
import { openHostile, type HostileApp } from './hostile-app.ts';
import { batched, named, single, type Letter } from './letters.ts';
import { remoteCorpus, speculative, type Vector } from '../fixtures/html/corpus.ts';
import { listsConnections } from '../support/connection-list.ts';
import { REMOTE_VECTORS } from '../fixtures/html/vectors.ts';
import { startWalls } from '../fixtures/html/walls-server.ts';
import { vectorsIn, type Watch } from './contacts.ts';
import { SINKS, type Sink } from './sinks.ts';
import type { Report } from './report.ts';
import { buildWithout, type WallName } from './walls.ts';

export interface RemoteOptions {
  /** Every nth vector; 1 for all. */
  every: number;
  sinks?: readonly Sink[];
  /** Only with all walls, and without the sanitiser behind the gate. */
  short?: boolean;
  /** Only these of the runs, by their number. */
  runs?: readonly number[];
}

const BATCH = 24;
/** `<link rel=dns-prefetch href="//host">`: where it was measured, the page had no host, and this led nowhere. */
const SAME_HINT = 'x-link-dnsprefetch-http';

/** Whole sections and the file as one piece are batches already. */
function chosen(every: number): { vectors: Vector[]; ids: number } {
  const { vectors, ids } = remoteCorpus();
  const one = vectors.filter(({ id }) => !/^(?:section-\d+|whole)$/u.test(id));
  return { vectors: one.filter((_, index) => index % every === 0), ids };
}

/** Nobody is contacted without the walls either if the watch sees nothing: it must see these. */
async function openUnprotected(app: HostileApp): Promise<string[]> {
  const server = await startWalls();
  const page = await app.browser.context.newPage();
  const html = REMOTE_VECTORS.map((vector) => vector.html.replaceAll('.leak.test', '.control.test'));
  for (const one of html) {
    await page.goto(server.origin + server.keep(one, 'none'), { waitUntil: 'commit' }).catch(() => undefined);
    await page.waitForTimeout(40);
  }
  await page.waitForTimeout(600);
  await page.close();
  await server.close();
  return [...new Set(app.contacts.takeProxied().flatMap((line) => line.match(/[\w-]+\.control\.test/gu) ?? []))];
}

/** Runs in the page: walls that the open message does not stand behind. */
async function wallsGone(): Promise<WallName[]> {
  const frame = document.querySelector('iframe');
  const policy = frame ? (await fetch(frame.src)).headers.get('content-security-policy') : 'not known';
  return [
    ...(frame?.contentDocument?.body.querySelector('script, link, meta, iframe, object, embed, svg, video, form') ? ['sanitiser' as const] : []),
    ...(frame && policy === null ? ['headers' as const] : []),
    ...(frame && policy === null && !frame.hasAttribute('sandbox') ? ['policy' as const] : []),
  ];
}

interface Run {
  without: readonly WallName[];
  watch: Watch;
  sinks: readonly Sink[];
  /** Where Chromium knows no list of allowed connections. */
  allowed: ReadonlySet<string>;
  /** No wall is left: so many of these must be contacted, else the other runs prove nothing. */
  control?: { vectors: readonly Vector[]; atLeast: number };
}

/** Where message HTML is drawn. */
export const DRAWN = /^(?:reader|print|pop-out)$/u;

/** Together, and each alone. */
export async function remoteLoad(report: Report, { every, sinks = SINKS, short = false, runs: wanted = short ? [0, 4] : [0, 1, 2, 3, 4, 5] }: RemoteOptions): Promise<void> {
  const drawn = SINKS.filter(({ name }) => DRAWN.test(name));
  const none: ReadonlySet<string> = new Set();
  const { vectors, ids } = chosen(every);
  report.count('vectors are all there', ids === 319, `${ids} instead of 319`);
  const runs: Run[] = [
    { without: [], watch: 'proxy', sinks, allowed: none },
    { without: [], watch: 'open', sinks: drawn, allowed: none },
    { without: ['policy'], watch: 'open', sinks: drawn, allowed: none },
    // Frames and hints that Chromium looks up before the policy is asked end at the list of allowed connections; a Chromium without that leaves them to the gate.
    { without: ['sanitiser'], watch: 'open', sinks: drawn, allowed: new Set([...speculative(), SAME_HINT].map((id) => `${id}.leak.test`)) },
    { without: ['sanitiser'], watch: 'gate', sinks: drawn, allowed: none },
    { without: ['sanitiser', 'headers'], watch: 'open', sinks: drawn.slice(0, 1), allowed: none, control: { vectors: REMOTE_VECTORS.filter(({ id }) => /^(?:img|image|picture|input|video|audio)/u.test(id)), atLeast: 8 } },
  ];
  for (const index of wanted) await oneRun(report, runs[index]!.control?.vectors ?? vectors, runs[index]!);
}

async function oneRun(report: Report, vectors: readonly Vector[], { without, watch, sinks, allowed, control: open }: Run): Promise<void> {
  const letters = single(vectors);
  const batches = batched(vectors, BATCH);
  const walls = without.length > 0 ? await buildWithout(...without) : undefined;
  const app = await openHostile({ letters: { INBOX: letters, Batches: batches }, watch, ...(walls ? { walls } : {}) });
  const title = `${without.length > 0 ? `without ${without.join(' and ')}` : 'all walls'}, ${{ proxy: 'through the proxy', open: 'no network gate', gate: 'network gate' }[watch]}`;
  const seen = new Set<string>();
  const gone = new Set<WallName>();
  try {
    const control = without.length === 0 ? await openUnprotected(app) : [];
    if (watch === 'proxy') report.count('the watch sees open pages', control.length > 20 && control.includes('img.control.test'), `${control.length} names seen`);
    for (const sink of sinks) {
      app.contacts.takeProxied();
      let opened: Letter | undefined;
      const contacts: string[] = [];
      const look = (): void => {
        for (const name of vectorsIn([...app.contacts.takeProxied(), ...app.contacts.takeMain()])) {
          seen.add(name);
          contacts.push(`${name} contacted (at ${opened?.id ?? 'the beginning'})`);
        }
      };
      const tried = await sink.show({
        page: app.page, single: letters, batches, named: named(vectors),
        deliver: ({ raw }) => app.demo.store.deliver(raw, 'INBOX', []),
        shown: async (letter) => {
          opened = letter;
          look();
          if (without.length > 0) for (const wall of await app.page.evaluate(wallsGone)) gone.add(wall);
        },
      });
      await app.page.waitForTimeout(700);
      look();
      report.many(`${title}: ${sink.name}`, tried, open === undefined ? contacts : []);
      if (tried < vectors.length) report.count(`${title}: ${sink.name} showed all`, false, `${tried} of ${vectors.length}`);
    }
    for (const wall of without) report.count(`${title}: that wall is really gone`, gone.has(wall), `${wall} still stands`);
    const excused = listsConnections(await app.page.evaluate(() => navigator.userAgent)) ? new Set<string>() : allowed;
    const errors = app.browser.pageErrors;
    report.count(`${title}: no error in the window`, errors.length === 0, errors.slice(0, 3).join('; '));
    await app.closeWindow();
    if (watch === 'open' && without.length === 0) report.count('the watch sees a mere lookup', app.contacts.reached(/link-dns\.control\.test/gu).length > 0, 'link-dns.control.test was not seen');
    const reached = app.contacts.reached().filter((name) => !seen.has(name) && !excused.has(name));
    if (open !== undefined) return report.count(`${title}: without walls they are contacted`, reached.length >= open.atLeast, `only ${reached.length}, not ${open.atLeast}: ${reached.join(' ')}`);
    report.many(`${title}: lookups and connections of the browser`, vectors.length, reached.map((name) => `${name} looked up`));
  } finally {
    await app.close();
    walls?.remove();
  }
}
