/** The real application on a mailbox of hostile messages: demo server in this process, main process as a child, window in a headless Chromium. */
import { startDemo, type DemoHandle } from '../../app/demo/start-demo.ts';
import type { Page } from 'playwright-core';
import { openBrowser, startMain, throwAwayFolder, type Browser, type MainProcess } from '../support/running-app.ts';
import { button, fillAccount, folder, messages, rows } from '../support/screen.ts';
import { startContactLog, type ContactLog, type Watch } from './contacts.ts';
import type { Letter } from './letters.ts';
import type { Walls } from './walls.ts';

export interface HostileApp {
  readonly page: Page;
  readonly browser: Browser;
  readonly main: MainProcess;
  readonly demo: DemoHandle;
  readonly contacts: ContactLog;
  /** Files that the test may use. */
  readonly folder: string;
  /** Ends the window, so that its network log is whole; the rest stays until `close`. */
  closeWindow(): Promise<void>;
  close(): Promise<void>;
}

export interface HostileOptions {
  /** By mailbox name; the last one of each stands on top of its list. */
  letters: Readonly<Record<string, readonly (Letter | string | Buffer)[]>>;
  watch?: Watch;
  walls?: Walls;
  args?: readonly string[];
  /** Of the main process. */
  environment?: Readonly<Record<string, string>>;
  /** Before the page is loaded. */
  prepare?: (page: Page) => Promise<void>;
}

export async function openHostile(options: HostileOptions): Promise<HostileApp> {
  const place = throwAwayFolder();
  const ends: (() => Promise<void> | void)[] = [place.remove];
  const close = async (): Promise<void> => { for (const end of ends.splice(0).reverse()) await end(); };
  try {
    const demo = await startDemo({ seed: false, replyAfterMs: null });
    ends.push(() => demo.close());
    let at = Date.now() - 86_400_000;
    for (const [mailbox, letters] of Object.entries(options.letters)) {
      if (demo.store.find(mailbox) === undefined) demo.store.createMailbox(mailbox, { subscribed: true });
      for (const one of letters) demo.store.deliver(typeof one === 'string' || Buffer.isBuffer(one) ? one : one.raw, mailbox, [], new Date(at += 1_000));
    }
    const contacts = await startContactLog(place.path, options.watch);
    ends.push(() => contacts.close());
    const main = await startMain(`${place.path}/profile`, options.args ?? [], { ...contacts.environment, ...options.environment });
    ends.push(() => main.stop());
    // To the browser a page put in another's place does not come from this computer, and may not ask it for anything.
    const browser = await openBrowser(`${place.path}/browser`, { flags: [...contacts.flags, ...(options.walls ? ['--disable-features=LocalNetworkAccessChecks'] : [])] });
    let open = true;
    const closeWindow = async (): Promise<void> => {
      if (open) await browser.close();
      open = false;
    };
    ends.push(closeWindow);
    const { page } = browser;
    await options.walls?.install(page, new URL(main.address).origin);
    await options.prepare?.(page);
    await page.goto(main.address);
    // The first address leads on to the window's own, and what is led on cannot be put in another's place.
    if (options.walls) await page.goto(new URL('/', main.address).href);
    await button(page, 'Add account').click();
    await fillAccount(page, {
      email: demo.account.email, password: demo.account.password, name: 'Robin Vale',
      imap: { host: 'localhost', port: demo.imap.port, security: 'None' }, smtp: { host: 'localhost', port: demo.smtp.port, security: 'None' },
    });
    await button(page, 'Connect').click();
    await folder(page, 'Inbox').waitFor();
    return { page, browser, main, demo, contacts, folder: place.path, closeWindow, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens a folder and waits until its newest message is there, at the top. */
export async function enter(page: Page, name: string): Promise<void> {
  await folder(page, name).click();
  await rows(page).first().waitFor({ timeout: 30_000 });
  // A folder that was open already stays where it was scrolled to.
  await messages(page).evaluate((grid) => {
    for (const element of [grid, ...grid.querySelectorAll('*')]) element.scrollTop = 0;
    for (let at = grid.parentElement; at; at = at.parentElement) at.scrollTop = 0;
  });
  await messages(page).locator('[role=row][aria-rowindex="1"]').or(rows(page).first()).first().waitFor();
  await page.waitForTimeout(100);
}
