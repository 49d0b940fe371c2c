/** Bombs delivered to a real Dovecot, listed and opened by the real application: how long, how much memory, did the window stand still, does the next message open. */
import type { Page } from 'playwright-core';
import { startDovecot } from '../support/dovecot.ts';
import { openBrowser, startMain, throwAwayFolder } from '../support/running-app.ts';
import { button, fillAccount, rows } from '../support/screen.ts';
import type { Bomb } from './bombs.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { forgetPeak, memory, peakMemory, processorTime, renderers } from './process-memory.ts';
import type { Report } from './report.ts';
import { watchStalls } from './stall-watch.ts';

export interface BombLimits {
  /** Milliseconds until it is open; where the machine is busy with other things, of its own processor time. */
  open: number;
  /** Octets more than before, main process and renderers each. */
  memory: number;
  /** Milliseconds of processor time of one task of the window. */
  stall: number;
}

export const BOMB_LIMITS: BombLimits = { open: 5_000, memory: 300 * 1024 * 1024, stall: 100 };

const good = (at: number): string => `From: Friend <friend@example.net>\r\nTo: alice@example.org\r\nSubject: good ${at}\r\nDate: Sat, 21 Nov 2026 08:00:00 +0000\r\nMessage-ID: <good-${at}@example.net>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>This is good message ${at}.</p>\r\n`;

/** `limits.open` for each; every bomb is followed by a good message, which must open too. */
export async function explode(report: Report, bombs: readonly Bomb[], limits: BombLimits = BOMB_LIMITS, say: (line: string) => void = () => undefined): Promise<void> {
  const place = throwAwayFolder();
  const ends: (() => Promise<void> | void)[] = [place.remove];
  try {
    const dovecot = await startDovecot({ format: 'sdbox' });
    ends.push(() => dovecot.stop());
    const sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, security: 'starttls', onMessage: () => undefined });
    ends.push(() => sink.stop());
    for (const [at, bomb] of bombs.entries()) {
      await dovecot.deliver('alice', good(at));
      await dovecot.deliver('alice', bomb.raw());
    }
    const main = await startMain(`${place.path}/profile`, ['--extra-ca', dovecot.tls.ca]);
    ends.push(() => main.stop());
    const { page, pageErrors, close } = await openBrowser(`${place.path}/browser`);
    ends.push(close);
    page.setDefaultTimeout(60_000);
    await page.goto(main.address);
    const beforeSync = memory(main.pid);
    await button(page, 'Add account').click();
    await fillAccount(page, { email: 'alice@example.org', password: 'alice-pw', name: 'Alice', imap: { host: 'localhost', port: dovecot.ports.imaps, security: 'TLS' }, smtp: { host: 'localhost', port: sink.port, security: 'STARTTLS' } });
    await page.getByRole('button', { name: 'Sign in with another user name' }).click();
    for (const field of await page.getByLabel('User name').all()) await field.fill('alice');
    await button(page, 'Connect').click();
    await rows(page).first().waitFor();
    await page.waitForFunction((wanted) => (document.querySelector('[role=navigation], nav')?.textContent ?? '').includes(String(wanted)), bombs.length * 2, { timeout: 60_000 });
    // Bodies and previews are fetched beside; what that costs is counted with the bombs all the same.
    await page.waitForTimeout(2_000);
    say(`       listed ${bombs.length * 2} messages; the main process grew by ${mega(peakMemory(main.pid) - beforeSync)} MB meanwhile`);
    report.count('bombs: listed within the limit of memory', peakMemory(main.pid) - beforeSync <= limits.memory, `${mega(peakMemory(main.pid) - beforeSync)} MB`);

    const stalls = await watchStalls(page);
    const met = new Set<string>();
    let before = '';
    for (let index = 0; index < bombs.length * 2; index++) {
      const processes = [main.pid, ...renderers()];
      const held = new Map(processes.map((pid) => [pid, memory(pid)]));
      for (const pid of processes) forgetPeak(pid);
      const worked = (): number => processes.reduce((sum, pid) => sum + processorTime(pid), 0);
      const [cpu, mainCpu] = [worked(), processorTime(main.pid)];
      await stalls.start();
      const began = performance.now();
      if (index === 0) await rows(page).first().click();
      else await page.keyboard.press('j');
      // On a busy machine its share of the processor counts, not the clock.
      const opened = await untilNext(page, before, 60_000);
      const took = Math.round(performance.now() - began);
      // What goes on in the frame after it came.
      await page.waitForTimeout(opened?.startsWith('good') ? 50 : 400);
      before = opened ?? await page.locator('section[aria-label=Message] h2').first().innerText();
      met.add(before);
      const spent = Math.round((worked() - cpu) * 1_000);
      const end = bombs.find(({ name }) => before === `bomb ${name}`)?.end ?? '';
      let bars: string[] = [];
      const partly = async (): Promise<boolean> => {
        bars = await page.locator('section[aria-label=Message] [role=note]').allInnerTexts();
        return bars.some((words) => PARTLY.test(words)) || await button(page, 'Show more').count() > 0;
      };
      // A long text is drawn portion by portion.
      let isWhole = await page.evaluate(textShows, end);
      let said = await partly();
      for (let tries = 0; tries < 40 && !isWhole && !said; tries++) {
        await page.waitForTimeout(250);
        // What is folded is opened: it counts too.
        for (const dots of await button(page, 'Show quoted text').all()) await dots.click({ timeout: 1_000 }).catch(() => undefined);
        isWhole = await page.evaluate(textShows, end);
        said = await partly();
      }
      const stall = await stalls.stop();
      const grown = processes.map((pid) => peakMemory(pid) - (held.get(pid) ?? 0));
      const wrong = [
        ...(opened === null ? ['did not open'] : []), ...(Math.min(took, spent) > limits.open || took > limits.open * 4 ? [`took ${took} ms to open, ${spent} of the processor`] : []),
        ...(Math.max(...grown) > limits.memory ? [`took ${mega(Math.max(...grown))} MB`] : []), ...(stall > limits.stall ? [`the window stood still for ${stall} ms`] : []),
        ...(isWhole || said ? [] : ['not all of it is shown, and nothing says so']),
      ];
      if (before.startsWith('bomb')) {
        say(`       ${before}: ${took} ms, main ${mega(grown[0] ?? 0)} MB ${(processorTime(main.pid) - mainCpu).toFixed(1)} s, window ${mega(Math.max(0, ...grown.slice(1)))} MB, longest task ${stall} ms, ${isWhole ? 'whole' : 'not whole'}${bars.length > 0 ? `, says: ${bars.join(' | ').replaceAll(/\s+/gu, ' ').slice(0, 160)}` : ''}`);
        report.many(before, 1, wrong.length > 0 ? [wrong.join(', ')] : []);
      } else if (opened === null) report.count(`${before} after a bomb`, false, 'did not open');
    }
    report.many('bombs: all are listed and can be reached', bombs.length, bombs.filter(({ name }) => !met.has(`bomb ${name}`)).map(({ name }) => `${name} was not met`));
    report.count('bombs: no error in the window', pageErrors.length === 0, pageErrors.slice(0, 3).join('; '));
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** What the reader says where something is missing. */
const PARTLY = /could not be fully read|Its beginning is shown/u;

/** Runs in the page. */
function textShows(words: string): boolean {
  const pane = document.querySelector('section[aria-label="Message"]');
  return words === '' || [pane?.textContent, ...[...(pane?.querySelectorAll('iframe') ?? [])].map((frame) => frame.contentDocument?.body.textContent)].some((text) => text?.includes(words));
}

const mega = (octets: number): number => Math.round(octets / 1024 / 1024);

/** Its subject, once a message other than `before` is open with all it will show; null if that takes too long. */
async function untilNext(page: Page, before: string, patience: number): Promise<string | null> {
  const found = await page.waitForFunction((last) => {
    const article = document.querySelector('section[aria-label="Message"] article');
    const title = article?.querySelector('h2')?.textContent ?? '';
    if (!article || title === '' || title === last || article.getAttribute('aria-busy') === 'true') return null;
    const frame = article.querySelector('iframe');
    if (!frame) return article.querySelector('[aria-busy=true], [class*=skeleton i]') ? null : title;
    return frame.contentDocument?.head?.querySelector('style') && frame.contentDocument.body.hasAttribute('dir') ? title : null;
  }, before, { timeout: patience }).catch(() => null);
  return found ? await found.jsonValue() : null;
}
