/** Saving what is large from a server that is slow: how far it is, given up, gone on with, and never half a file. */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Download, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, openHostile, type HostileApp } from '../privacy/hostile-app.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { letterWithFiles } from '../support/attachment-letter.ts';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { button, message, reader } from '../support/screen.ts';

/** Told from its content: what its list says then shows that it was asked for. */
const document = (megabytes: number): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n', 'latin1'), randomBytes(megabytes * 1024 * 1024)]);
const SOUND = document(4);
const PHOTOS = document(3);
const MORE = document(3);
/** For each megabyte of it. */
const SLOW_MS = 900;

describeWith(browserHost, 'saving a large attachment from a slow server', () => {
  let app: HostileApp;
  const downloads: Download[] = [];

  beforeAll(async () => {
    app = await openHostile({ letters: { INBOX: [
      letterWithFiles('Recordings', [{ name: 'dunlin.raw', type: 'application/octet-stream', content: SOUND }, { name: 'photos.raw', type: 'application/octet-stream', content: PHOTOS }]),
    ] } });
    app.page.on('download', (one) => { downloads.push(one); });
    await enter(app.page, 'Inbox');
    await message(app.page, /Recordings/u).click();
    // What they are is asked for by itself; then the line is free.
    await chip('photos.raw').getByRole('button', { name: /photos\.raw ?, PDF document/u }).waitFor();
    app.demo.faults.add({ command: 'UID FETCH', effect: { kind: 'delay', ms: SLOW_MS }, times: 1_000 });
  });
  afterAll(async () => { await app?.close(); });

  const chip = (name: string): Locator => reader(app.page).getByRole('list', { name: 'Attachments' }).getByRole('listitem').filter({ hasText: name });
  const bar = (name: string): Locator => chip(name).getByRole('progressbar', { name: `Saving ${name}` });
  const done = async (name: string): Promise<number> => Number((await bar(name).getAttribute('aria-valuenow', { timeout: 1_000 }).catch(() => null)) ?? -1);
  /** As it lies in the profile: whole, or a beginning. */
  const kept = (): string[] => readdirSync(join(app.folder, 'profile/attachments'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map(({ name }) => (name.endsWith('.part') ? 'beginning' : 'whole'));
  const digest = async (one: Download): Promise<string> => {
    const hash = createHash('sha256');
    for await (const piece of createReadStream(await one.path())) hash.update(piece as Buffer);
    return hash.digest('hex');
  };
  const digestOf = (octets: Buffer): string => createHash('sha256').update(octets).digest('hex');

  test('how far it is stands on it, and it can be given up: nothing is saved', async () => {
    const { page } = app;
    await chip('dunlin.raw').hover();
    await button(chip('dunlin.raw'), 'Save dunlin.raw').click();
    await bar('dunlin.raw').waitFor();
    await expect.poll(() => done('dunlin.raw'), { timeout: 15_000 }).toBeGreaterThan(10);
    await chip('dunlin.raw').getByText(/^\d+ % of \d(?:\.\d)?.MB/u).waitFor();
    await keepScreenshot(page, 'attachment-saving');
    expect(await accessibilityViolations(page)).toEqual([]);
    await button(chip('dunlin.raw'), 'Cancel saving dunlin.raw').click();
    await bar('dunlin.raw').waitFor({ state: 'detached' });
    await button(chip('dunlin.raw'), 'Save dunlin.raw').waitFor();
    await expect.poll(kept).toEqual(['beginning']);
    expect(await page.getByText('was not saved').count()).toBe(0);
    expect(downloads).toEqual([]);
  });

  test('saved again it goes on where it was, and the file is whole', async () => {
    await chip('dunlin.raw').hover();
    await button(chip('dunlin.raw'), 'Save dunlin.raw').click();
    const first: number[] = [];
    await expect.poll(async () => {
      const now = await done('dunlin.raw');
      if (now > 0) first.push(now);
      return first.length;
    }, { timeout: 15_000 }).toBeGreaterThan(0);
    expect(first[0]).toBeGreaterThan(10);
    await expect.poll(() => downloads.length, { timeout: 30_000 }).toBe(1);
    expect(downloads[0]!.suggestedFilename()).toBe('dunlin.raw');
    await expect.poll(() => digest(downloads[0]!)).toBe(digestOf(SOUND));
    await bar('dunlin.raw').waitFor({ state: 'detached' });
    expect(kept()).toEqual(['whole']);
  });

  test('all at once can be given up too, and saved afterwards', async () => {
    const { page } = app;
    await button(reader(page), 'Save all').click();
    await expect.poll(() => done('photos.raw'), { timeout: 15_000 }).toBeGreaterThan(10);
    await button(reader(page), 'Cancel').click();
    await button(reader(page), 'Save all').waitFor();
    await bar('photos.raw').waitFor({ state: 'detached' });
    await expect.poll(() => kept().sort()).toEqual(['beginning', 'whole']);
    expect(downloads).toHaveLength(1);
    app.demo.faults.clear();
    await button(reader(page), 'Save all').click();
    await expect.poll(() => downloads.length, { timeout: 30_000 }).toBe(3);
    expect(await Promise.all(downloads.slice(1).map(digest))).toEqual([digestOf(SOUND), digestOf(PHOTOS)]);
  });

  test('a line that is lost on the way is taken up again, and what came is kept', async () => {
    const { page } = app;
    app.demo.store.deliver(letterWithFiles('More of it', [{ name: 'curlew.raw', type: 'application/octet-stream', content: MORE }]), 'INBOX');
    await message(page, /More of it/u).click();
    await chip('curlew.raw').getByRole('button', { name: /curlew\.raw ?, PDF document/u }).waitFor();
    app.demo.faults.add({ command: 'UID FETCH', effect: { kind: 'cut', afterOctets: 600_000 } });
    await chip('curlew.raw').hover();
    await button(chip('curlew.raw'), 'Save curlew.raw').click();
    await expect.poll(() => downloads.length, { timeout: 30_000 }).toBe(4);
    expect(await digest(downloads[3]!)).toBe(digestOf(MORE));
    expect(app.browser.pageErrors).toEqual([]);
  });
});
