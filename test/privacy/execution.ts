/** Collected script vectors, and script in every header, folder name and server answer, through the real application: nothing runs, nothing of it stands in the window. */
import { existsSync } from 'node:fs';
import { ELEMENTS } from '../../shared/html/policy.ts';
import { CORPORA, purifierFixtures, type Vector } from '../fixtures/html/corpus.ts';
import { inspectFrame } from '../fixtures/html/inspect-frame.ts';
import { SCRIPT_VECTORS } from '../fixtures/html/vectors.ts';
import { button, folder, message, reader, rows } from '../support/screen.ts';
import { clobberingHtml, folderNames, headerLetters } from './header-letters.ts';
import { enter, openHostile, type HostileApp } from './hostile-app.ts';
import type { Page } from 'playwright-core';
import { batched, named, single, type Letter } from './letters.ts';
import type { Report } from './report.ts';
import { SINKS, type Sink } from './sinks.ts';
import { buildWithout, type WallName } from './walls.ts';
import { changedState, watchExecution, type ExecutionWatch } from './watch-execution.ts';

const BATCH = 24;

export function scriptVectors(every: number): Vector[] {
  const own = SCRIPT_VECTORS.map((html, index) => ({ id: `own-${index}`, html }));
  const collected = existsSync(CORPORA) ? purifierFixtures() : [];
  const clobbering = clobberingHtml().map((html, index) => ({ id: `clobbering-${index}`, html }));
  return [...[...own, ...collected].filter((_, index) => index % every === 0), ...clobbering];
}

async function open(options: Omit<Parameters<typeof openHostile>[0], 'prepare'>): Promise<HostileApp & { watch: ExecutionWatch; personal: { counts: boolean } }> {
  const personal = { counts: false };
  let watch: ExecutionWatch = { take: () => [] };
  const app = await openHostile({ ...options, prepare: async (page) => { watch = await watchExecution(page, () => personal.counts); } });
  personal.counts = true;
  return { ...app, watch, personal };
}

/** Bodies, in every sink. */
export async function bodies(report: Report, { every, sinks = SINKS, without = [] }: { every: number; sinks?: readonly Sink[]; without?: readonly WallName[] }): Promise<void> {
  // Names that scripts know are the sanitiser's to change: without it they are about the frame's own document, and prove nothing.
  const vectors = scriptVectors(every).filter(({ id }) => without.length === 0 || !id.startsWith('clobbering'));
  const letters = single(vectors);
  const batches = batched(vectors, BATCH);
  const walls = without.length > 0 ? await buildWithout(...without) : undefined;
  const title = without.length > 0 ? `without ${without.join(' and ')}` : 'all walls';
  const app = await open({ letters: { INBOX: letters, Batches: batches }, ...(walls ? { walls } : {}) });
  try {
    for (const sink of sinks) {
      const wrong: string[] = [];
      const missed: string[] = [];
      const look = async (id: string, page: Page): Promise<void> => {
        const ran = [...app.watch.take(), ...await page.evaluate(changedState)];
        const stands = without.length === 0 && await page.locator('iframe').count() > 0 ? await page.evaluate(inspectFrame, [...ELEMENTS, 'body'] as string[]) : [];
        // Without the sanitiser the frame's own document is the message's, and a way out of it ends at the policy: nothing of that runs.
        const counted = without.length === 0 ? ran : ran.filter((words) => !/the frame's document is clobbered|a frame went to chrome-error:/u.test(words));
        wrong.push(...[...counted, ...stands].map((words) => `${id}: ${words}`));
      };
      const tried = await sink.show({
        page: app.page, single: letters, batches, named: named(vectors),
        deliver: ({ raw }) => app.demo.store.deliver(raw, 'INBOX', []),
        shown: ({ id }, page = app.page) => look(id, page),
        // Names that pass for the document's own keep some from being drawn: nothing of them may have run all the same.
        ...(without.length > 0 && {
          missed: async ({ id }: Letter) => {
            missed.push(id);
            await look(id, app.page);
          },
        }),
      });
      await app.page.waitForTimeout(300);
      if (missed.length > 0) report.count(`${title}: ${sink.name}, ${tried - missed.length} of ${tried} are drawn`, missed.length <= tried / 20, `not drawn: ${missed.join(', ')}`);
      report.many(`${title}: ${sink.name}`, tried, [...wrong, ...app.watch.take()]);
    }
    const errors = app.browser.pageErrors;
    // Without the sanitiser names pass for the document's own functions; the window says so and goes on, as the messages after them show.
    if (without.length === 0) report.count(`${title}: no error in the window`, errors.length === 0, errors.slice(0, 3).join('; '));
  } finally {
    await app.close();
    walls?.remove();
  }
}

/** Headers, attachment names, invitations, folder names, what servers say. */
export async function names(report: Report): Promise<void> {
  const letters = headerLetters();
  const app = await open({ letters: { INBOX: letters, ...Object.fromEntries(folderNames().map((name) => [name, [letters[0]!]])) } });
  const { page, demo } = app;
  const wrong: string[] = [];
  const look = async (where: string): Promise<void> => {
    await page.waitForTimeout(60);
    wrong.push(...[...app.watch.take(), ...await page.evaluate(changedState)].map((words) => `${where}: ${words}`));
  };
  let tried = 0;
  try {
    await enter(page, 'Inbox');
    await look('list');
    for (const [index] of letters.entries()) {
      await message(page, new RegExp(`header-${index}\\b`, 'u')).click();
      await page.getByRole('heading', { level: 2, name: new RegExp(`header-${index}\\b`, 'u') }).waitFor();
      await page.locator('section[aria-label=Message] article:not([aria-busy=true])').waitFor();
      await look(`header-${index} opened`);
      for (const kind of ['Reply all', 'Forward']) {
        await button(reader(page), kind).click();
        await page.getByRole('textbox', { name: 'Message text' }).waitFor();
        await look(`header-${index} ${kind}`);
        await button(page, 'Discard').click();
        await page.getByRole('region', { name: 'Compose' }).waitFor({ state: 'detached' });
      }
      tried += 3 * 20;
    }
    report.many('names: headers, attachments, invitations', tried, wrong.splice(0));

    await page.getByRole('treegrid', { name: 'Folders' }).waitFor();
    await look('tree');
    const folders = page.getByRole('treegrid', { name: 'Folders' }).locator('[role=row]:not([aria-expanded])');
    const before = await folders.count();
    for (let at = 0; at < before; at++) {
      await folders.nth(at).click();
      await look(`folder ${at}`);
    }
    report.many('names: folders', before, [...wrong.splice(0), ...(before > folderNames().length ? [] : [`only ${before} folders are shown`])]);

    await folder(page, 'Inbox').click();
    await rows(page).first().click();
    const payload = '<img src=x onerror=top.pwned()>"><svg onload=top.pwned()>';
    demo.faults.add({ command: 'UID STORE', effect: { kind: 'refuse', code: 'ALERT', text: payload }, times: 2 });
    await button(reader(page), 'Flag').click();
    await page.waitForTimeout(1_200);
    await look('refused flag');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.getByRole('dialog', { name: 'Activity' }).getByText(payload).first().waitFor();
    await look('activity');
    await page.keyboard.press('Escape');
    report.many('names: what servers say', 2, wrong.splice(0));
    const errors = app.browser.pageErrors;
    report.count('names: no error in the window', errors.length === 0, errors.slice(0, 3).join('; '));
  } finally {
    await app.close();
  }
}

