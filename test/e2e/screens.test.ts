/** Every screen in three widths and at 200 %, light, dark, compact, in forced colours and with more contrast: kept as pictures, free of accessibility faults, nothing cut off. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { host } from '../support/host-under-test.ts';
import { openApp, type App } from '../support/open-app.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot, throwAwayFolder } from '../support/running-app.ts';
import { screenFaults } from '../support/screen-faults.ts';
import { leaveScreen, SCREENS, WELCOME, type Screen } from '../support/screen-table.ts';
import { button, rows } from '../support/screen.ts';
import { settled } from '../support/settled.ts';

/** Ways of looking at a screen, as a person's system asks for them. */
const LOOKS = {
  light: {},
  dark: { colorScheme: 'dark' },
  'forced-colors': { forcedColors: 'active' },
  'more-contrast': { contrast: 'more' },
} as const;
const PLAIN = { colorScheme: 'light', forcedColors: 'none', contrast: 'no-preference' } as const;

type Look = keyof typeof LOOKS;
interface Window { name: string; width: number; height: number; scale?: number; looks: readonly Look[] }
const WINDOWS: readonly Window[] = [
  { name: '1280', width: 1280, height: 800, looks: ['light', 'dark', 'forced-colors', 'more-contrast'] },
  { name: '900', width: 900, height: 700, looks: ['light', 'dark'] },
  { name: '600', width: 600, height: 800, looks: ['light', 'dark'] },
  // What is left of 1280 at 400 %, and the least that has to do (WCAG 1.4.10).
  { name: '320', width: 320, height: 640, looks: ['light'] },
];
/** 1280 × 800 at 200 %: half as many CSS pixels, each twice as large. */
const ZOOMED: Window = { name: 'zoomed', width: 640, height: 400, scale: 2, looks: ['light'] };
/** What rows of another density change. */
const DENSE = ['list', 'selected', 'message', 'search'];
const named = (screens: readonly Screen[]) => screens.map((screen) => [screen.name, screen] as const);

describeWith(host, 'screens', () => {
  let place: ReturnType<typeof throwAwayFolder>;
  let app: App;

  beforeAll(async () => {
    place = throwAwayFolder();
    app = await openApp({ folder: place.path });
    await app.page.emulateMedia({ reducedMotion: 'reduce' });
  });
  afterAll(async () => {
    await app?.close();
    place?.remove();
  });

  async function size({ width, height, scale }: Window): Promise<void> {
    await app.page.setViewportSize({ width, height });
    if (scale !== undefined) {
      const devTools = await app.page.context().newCDPSession(app.page);
      await devTools.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile: false });
    }
    // Two panes become one a moment later, and only then there is a way back to the list.
    await settled(app.page);
  }
  async function look(picture: string): Promise<void> {
    await settled(app.page);
    await keepScreenshot(app.page, picture);
    // Whatever is wrong with this screen, the others are looked at too.
    expect.soft(await screenFaults(app.page), picture).toEqual([]);
  }
  async function visit(screen: Screen, { name, looks }: Window): Promise<void> {
    const { page } = app;
    await screen.show(page);
    for (const kind of looks) {
      await page.emulateMedia({ ...PLAIN, ...LOOKS[kind] });
      await look(`${screen.name}-${kind}-${name}`);
    }
    await page.emulateMedia(PLAIN);
    await leaveScreen(page, screen);
  }

  for (const window of [...WINDOWS, ZOOMED]) {
    describe(`before there is an account, ${window.name}`, () => {
      beforeAll(() => size(window));
      test.for(named(WELCOME))('%s', ([, screen]) => visit(screen, window));
    });
  }

  test('the demo mailbox', async () => {
    const { page } = app;
    await size(WINDOWS[0]!);
    await button(page, 'Look around in a demo mailbox').click();
    await rows(page).nth(5).waitFor();
  });

  for (const window of [...WINDOWS, ZOOMED]) {
    describe(window.name, () => {
      beforeAll(() => size(window));
      test.for(named(SCREENS))('%s', ([, screen]) => visit(screen, window));
    });
  }

  test('compact rows', async () => {
    const { page } = app;
    await size(WINDOWS[0]!);
    await button(page, 'View and settings').click();
    await page.getByRole('menuitemradio', { name: 'Compact' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  });
  for (const window of WINDOWS) {
    describe(`compact, ${window.name}`, () => {
      beforeAll(() => size(window));
      test.for(named(SCREENS.filter(({ name }) => DENSE.includes(name))))('%s', async ([, screen]) => {
        await screen.show(app.page);
        await look(`${screen.name}-compact-${window.name}`);
        await leaveScreen(app.page, screen);
      });
    });
  }

  test('no script failed and nothing was contacted', () => {
    expect([app.pageErrors, app.strayRequests]).toEqual([[], []]);
  });
});
