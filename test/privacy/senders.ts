/** Collected senders that pretend, in the window: rows, search results, reader, notifications. Nobody is shown as whom they only claim to be. */
import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { CORPORA } from '../fixtures/html/corpus.ts';
import { folder, reader, rows, search } from '../support/screen.ts';
import { enter, openHostile } from './hostile-app.ts';
import type { Report } from './report.ts';
import { untilNotifying, untilOpen, untilTold } from './sinks.ts';

interface Spoofs { claimed: string; actual: string; from: { id: string; value: string }[] }
export interface Spoof { id: string; lines: string; honest: boolean }

const spoofs = (): Spoofs => JSON.parse(readFileSync(`${CORPORA}/own-vectors/from_spoof.json`, 'utf8')) as Spoofs;

/** 24 values of From, and 8 headers with more than one. `honest`: that address really is one of several senders; then the reader must say so. */
export function spoofVectors(): Spoof[] {
  const { claimed, actual, from } = spoofs();
  const several: [string, string, boolean][] = [
    ['h1', `From: ${actual}\r\nFrom: ${claimed}`, true], ['h2', `X-A: b\r\n From: ${claimed}\r\nFrom: ${actual}`, false], ['h3', `From : ${claimed}\r\nFrom: ${actual}`, true],
    ['h4', `From: "${claimed}"\r\n <${actual}>`, false], ['h5', `From: ${actual}\r\nSender: ${claimed}`, false], ['h6', `From: ${actual}\r\nResent-From: ${claimed}`, false],
    ['h7', `From: ${actual}\r\nReply-To: ${claimed}`, false], ['h8', `From: ${actual}\r\nX-A: b\rFrom: ${claimed}`, false],
  ];
  return [...from.map(({ id, value }) => ({ id: id.split(' ')[0]!, lines: `From: ${value}`, honest: id.startsWith('m12') })), ...several.map(([id, lines, honest]) => ({ id, lines, honest }))];
}

export const spoofLetter = ({ id, lines }: Spoof): string => `${lines}\r\nTo: you@example.org\r\nSubject: spoof-${id}-end\r\nDate: ${new Date().toUTCString().replace('GMT', '+0000')}\r\nMessage-ID: <spoof-${id}-${Math.random()}@example.net>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nhello spoofs\r\n`;

export async function senders(report: Report): Promise<void> {
  const { claimed } = spoofs();
  const vectors = spoofVectors();
  report.count('24 and 8 senders', vectors.length === 32, `${vectors.length}`);
  const app = await openHostile({ letters: { INBOX: vectors.map(spoofLetter), Elsewhere: [spoofLetter({ id: 'none', lines: 'From: a@example.org', honest: false })] } });
  const { page } = app;
  /** As a person reads it: forwards, and whatever is turned round. */
  const believed = (words: string): boolean => [words, [...words].reverse().join('')].some((text) => text.replaceAll('＠', '@').toLowerCase().includes(claimed));
  const inRows = async (where: string): Promise<void> => {
    const broken: string[] = [];
    const seen = new Set<string>();
    for (let screen = 0; screen < 12 && seen.size < vectors.length; screen++) {
      for (const row of await rows(page).all()) {
        const [name, text] = await Promise.all([row.getAttribute('aria-label'), row.innerText()]);
        const id = /spoof-(\w+)-end/u.exec(name ?? '')?.[1] ?? '';
        const vector = vectors.find((one) => one.id === id);
        if (!vector || seen.has(id)) continue;
        seen.add(id);
        if (!vector.honest && (believed(name ?? '') || believed(text))) broken.push(`${id}: ${JSON.stringify(text.slice(0, 80))}`);
      }
      await page.keyboard.press('PageDown');
      await page.waitForTimeout(150);
    }
    report.many(`senders: ${where}`, seen.size, [...broken, ...(seen.size === vectors.length ? [] : [`${seen.size} of ${vectors.length} rows were seen`])]);
  };
  try {
    await enter(page, 'Inbox');
    await rows(page).first().click();
    const broken: string[] = [];
    for (const [index, { id, honest }] of [...vectors].reverse().entries()) {
      if (index > 0) await page.keyboard.press('j');
      await untilOpen(page, `spoof-${id}-end`);
      const head: Locator = reader(page).locator('article header').first();
      const [words, bars] = [await head.innerText(), (await reader(page).locator('[role=note],[role=alert]').allInnerTexts()).join('\n')];
      // A name may stand beside its address; then the address is the real one, and a bar says what the name claims.
      if (believed(words) && !honest && !bars.toLowerCase().includes(claimed)) {
        await page.waitForTimeout(1_500);
        const later = (await reader(page).locator('[role=note],[role=alert]').allInnerTexts()).join('\n');
        if (!later.toLowerCase().includes(claimed)) broken.push(`${id}: ${JSON.stringify(words.slice(0, 120))}, says ${JSON.stringify(later.slice(0, 120))}`);
      }
      if (honest) {
        await page.waitForTimeout(800);
        const later = (await reader(page).locator('[role=note],[role=alert]').allInnerTexts()).join('\n');
        if (!/several|more than one|two/iu.test(later)) broken.push(`${id}: nothing says that there are several senders: ${JSON.stringify(later.slice(0, 120))}`);
      }
    }
    report.many('senders: reader', vectors.length, broken);
    await enter(page, 'Inbox');
    await rows(page).first().click();
    await inRows('rows of the list');
    await search(page).fill('spoof');
    await search(page).press('Enter');
    await page.waitForTimeout(1_500);
    await rows(page).first().click();
    await inRows('search results');
    await search(page).fill('');
    await search(page).press('Escape');

    await page.context().grantPermissions(['notifications']);
    await folder(page, 'Elsewhere').click();
    await untilNotifying(page);
    const told: string[] = [];
    for (const vector of vectors) {
      app.demo.store.deliver(spoofLetter({ ...vector, id: `${vector.id}x` }), 'INBOX', []);
      const words = await untilTold(page, (all) => all.includes(`spoof-${vector.id}x-end`));
      const line = words.split('\n').filter((one) => one.includes(`spoof-${vector.id}x-end`)).join('\n');
      // Alone it has the title for its sender.
      if (!vector.honest && (believed(line) || (vector === vectors[0] && believed(words)))) told.push(`${vector.id}: ${JSON.stringify(line)}`);
      if (line === '') told.push(`${vector.id}: was not told: ${JSON.stringify(words)}`);
    }
    report.many('senders: notifications', vectors.length, told);
    report.count('senders: no error in the window', app.browser.pageErrors.length === 0, app.browser.pageErrors.slice(0, 3).join('; '));
  } finally {
    await app.close();
  }
}
