/** New mail is told on the desktop by a window of the browser host: only with permission, quietly where it is seen anyway, and what is done with a notification is done to the mail. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoHandle } from '../../app/demo/start-demo.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { quietDemo } from '../support/engine-harness.ts';
import { browserHost } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { button, connectAs, fillAccount, folder, message, messages, reader, rows } from '../support/screen.ts';

/** In the desktop shell the system shows them. */
describeWith(browserHost, 'notifications of new mail', () => {
  let demo: DemoHandle;
  let place: ReturnType<typeof throwAwayFolder>;
  let app: App;
  let serial = 0;

  const deliver = (subject: string, from = 'Ann Ash <ann@example.org>'): void => {
    serial += 1;
    demo.store.deliver(`From: ${from}\nTo: you@example.org\nSubject: ${subject}\nDate: ${new Date().toUTCString()}\nMessage-ID: <told-${serial}@example.org>\n\nThe text of ${subject}.\n`);
  };
  interface Told { title: string; body: string; tag: string; actions: string[] }
  const told = (): Promise<Told[]> => app.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const all = (await registration?.getNotifications()) ?? [];
    return all.map((one) => ({ title: one.title, body: one.body, tag: one.tag, actions: (one as Notification & { actions?: { action: string }[] }).actions?.map(({ action }) => action) ?? [] }));
  });
  /** What the browser tells the worker when the user presses a button of a notification. */
  const press = async (action: string): Promise<void> => {
    const worker = app.page.context().serviceWorkers()[0];
    if (!worker) throw new Error('no worker');
    await worker.evaluate(async (name) => {
      const scope = globalThis as unknown as { registration: ServiceWorkerRegistration };
      const [notification] = await scope.registration.getNotifications();
      const event = new (globalThis as unknown as { NotificationEvent: new (type: string, init: object) => Event }).NotificationEvent('notificationclick', { notification, action: name });
      globalThis.dispatchEvent(event);
    }, action);
  };
  const elsewhere = async (): Promise<void> => {
    await folder(app.page, 'Archive').click();
    // What comes before that is looked at.
    await app.page.getByRole('region', { name: 'Messages' }).getByRole('heading', { name: 'Archive' }).waitFor();
  };
  const settings = async (): Promise<void> => {
    await app.page.keyboard.press('Control+,');
    await app.page.getByRole('tab', { name: 'Notifications' }).click();
  };

  beforeAll(async () => {
    demo = await quietDemo();
    place = throwAwayFolder();
    app = await openApp({ folder: place.path });
    const { page } = app;
    await button(page, 'Add account').click();
    const { email, user, password } = demo.account;
    await fillAccount(page, { email, password, name: 'You', imap: { ...demo.imap, security: 'None' }, smtp: { ...demo.smtp, security: 'None' } });
    await connectAs(page, user);
    await rows(page).nth(5).waitFor();
  });
  afterAll(async () => {
    await app?.close();
    await demo?.close();
    place?.remove();
  });

  test('nothing asks for permission by itself; the settings say what it is for', async () => {
    const { page } = app;
    expect(await page.evaluate(() => navigator.serviceWorker.getRegistration().then(Boolean))).toBe(false);
    await settings();
    await page.getByText(/^This browser (has not been asked yet|does not let Godwit show notifications)$/u).waitFor();
    await keepScreenshot(page, 'settings-notifications-permission');
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.context().grantPermissions(['notifications']);
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => Boolean(one?.active)))).toBe(true);
    await settings();
    expect(await page.getByText('This browser has not been asked yet').count()).toBe(0);
    await page.keyboard.press('Escape');
  });

  test('while the inbox is looked at nothing is told on the desktop, and those who listen hear of it', async () => {
    await folder(app.page, 'Inbox').click();
    deliver('Seen as it comes');
    await message(app.page, /Seen as it comes/u).waitFor();
    await app.page.getByText('1 new message in the inbox').waitFor({ state: 'attached' });
    await app.page.waitForTimeout(1500);
    expect(await told()).toEqual([]);
  });

  test('elsewhere it is told, as text alone, once for the folder; more of it takes its place', async () => {
    await elsewhere();
    deliver('<img src=x onerror=alert(1)> & more', '"<b>Bo</b>" <bo@example.net>');
    await expect.poll(told).toMatchObject([{ title: '<b>Bo</b>', body: expect.stringContaining('<img src=x onerror=alert(1)> & more') as string, actions: ['markRead', 'archive'] }]);
    deliver('The second');
    await expect.poll(told).toMatchObject([{ title: '2 new messages' }]);
  });

  test('another window, and the same one loaded anew, do not tell once more what stands already', async () => {
    const context = app.page.context();
    await elsewhere();
    await folder(app.page, 'Archive').click({ button: 'right' });
    await app.page.getByRole('menuitem', { name: 'Options…' }).click();
    await app.page.getByRole('checkbox', { name: 'Notify of new mail' }).check({ force: true });
    await button(app.page, 'Done').click();
    await folder(app.page, 'Inbox').click();
    await expect.poll(told).toEqual([]);
    await context.addInitScript(() => {
      const show = ServiceWorkerRegistration.prototype.showNotification;
      ServiceWorkerRegistration.prototype.showNotification = function told(title, options) {
        document.documentElement.dataset['shown'] = `${document.documentElement.dataset['shown'] ?? ''}${title};`;
        return show.call(this, title, options);
      };
    });
    const shownBy = (page: Page): Promise<string> => page.evaluate(() => document.documentElement.dataset['shown'] ?? '');
    const [first, second] = [app.page, await context.newPage()];
    await first.reload();
    await second.goto(new URL('/', first.url()).href);
    for (const page of [first, second]) await rows(page).nth(5).waitFor();
    const archived = (subject: string): void => {
      demo.store.deliver(`From: Ann Ash <ann@example.org>\nTo: you@example.org\nSubject: ${subject}\nDate: ${new Date().toUTCString()}\nMessage-ID: <${subject}@example.org>\n\nText.\n`, 'Archive');
    };
    archived('Filed');
    await button(first, 'Check for mail').click();
    await expect.poll(told).toMatchObject([{ title: 'Ann Ash' }]);
    await first.waitForTimeout(1500);
    expect([await shownBy(first), await shownBy(second)].sort()).toEqual(['', 'Ann Ash;']);
    await second.close();
    await first.reload();
    await rows(first).nth(5).waitFor();
    await first.waitForTimeout(1500);
    expect(await shownBy(first)).toBe('');
    expect((await told()).length).toBe(1);
    await elsewhere();
    await expect.poll(told).toEqual([]);
  });

  test('looked at, it goes', async () => {
    await folder(app.page, 'Inbox').click();
    await expect.poll(told).toEqual([]);
    await elsewhere();
  });

  test('marked as read, archived, put away from the notification', async () => {
    deliver('To be read from afar');
    await expect.poll(async () => (await told()).length).toBe(1);
    await press('markRead');
    await expect.poll(told).toEqual([]);
    deliver('To the archive from afar');
    await expect.poll(async () => (await told()).length).toBe(1);
    await press('archive');
    await message(app.page, /To the archive from afar/u).waitFor();
    await folder(app.page, 'Inbox').click();
    await message(app.page, /To be read from afar/u).waitFor();
    expect(await message(app.page, /To be read from afar/u).getAttribute('aria-label')).not.toContain('unread');
    await elsewhere();
  });

  test('a click opens the message, Reply begins a letter', async () => {
    deliver('Opened from afar');
    await expect.poll(told).toMatchObject([{ title: 'Ann Ash', body: expect.stringContaining('Opened from afar') as string }]);
    await press('');
    await reader(app.page).getByText('The text of Opened from afar.').waitFor();
    await messages(app.page).getByRole('row', { name: /Opened from afar/u, selected: true }).waitFor();
    await elsewhere();
    deliver('Answered from afar');
    await expect.poll(told).toMatchObject([{ title: 'Ann Ash', body: expect.stringContaining('Answered from afar') as string }]);
    await press('reply');
    await expect.poll(() => app.page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Re: Answered from afar');
  });

  test('no script failed and nothing was contacted', () => {
    expect([app.pageErrors, app.strayRequests]).toEqual([[], []]);
  });
});
