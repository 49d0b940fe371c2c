/** The application on a profile that stays: its main process, and a window in a headless Chromium with the probe inside. */
import type { CDPSession, Page } from 'playwright-core';
import type { Client } from '../../shared/ipc/client.ts';
import { openBrowser, startMain } from '../support/running-app.ts';
import { connectEngine } from './app-probe.ts';
import { installUiProbe, type Latency, type Wanted } from './ui-probe.ts';

/** Frames follow one another at once: what is measured is the work, not the wait for a display. */
export const UNPACED = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

export interface UiWindow {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** From the start of the main process until it has printed its address, milliseconds. */
  readonly ready: number;
  /** From the navigation of the window to the frame with the first rows, milliseconds. */
  rows(): Promise<number>;
  engine(): Promise<Client>;
  /** Does `act` and answers how long its result took. */
  timed(wanted: Wanted, act: () => Promise<void>): Promise<Latency>;
  /** Processor time of the window's main thread so far, milliseconds: what a busy machine does not change. */
  cpu(): Promise<number>;
  /** After a garbage collection, megabytes. */
  heap(): Promise<number>;
  close(): Promise<void>;
}

/** Without flags Chromium's own pace, 60 frames a second. */
export async function openUi(state: string, flags: readonly string[] = []): Promise<UiWindow> {
  const browser = await openBrowser(`${state}/browser`, { flags });
  try {
    await browser.page.addInitScript(installUiProbe);
    const began = performance.now();
    const main = await startMain(`${state}/profile`);
    const ready = performance.now() - began;
    const { page, context } = browser;
    const close = async (): Promise<void> => {
      await browser.close();
      await main.stop();
    };
    try {
      await page.goto(main.address, { waitUntil: 'commit' });
      const cdp = await context.newCDPSession(page);
      await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
      const metric = async (wanted: string): Promise<number> => (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === wanted)?.value ?? NaN;
      return {
        page, cdp, ready, close,
        rows: () => page.evaluate(() => globalThis.ui.firstRows()),
        engine: () => connectEngine(context, main.address),
        async timed(wanted, act) {
          await page.evaluate((of) => globalThis.ui.arm(of), wanted);
          await act();
          return page.evaluate(() => Promise.race([globalThis.ui.latency(), new Promise<never>((_, reject) => { setTimeout(() => reject(new Error('nothing was shown within 10 s')), 10_000); })]));
        },
        cpu: async () => await metric('TaskDuration') * 1000,
        async heap() {
          await cdp.send('HeapProfiler.collectGarbage');
          return await metric('JSHeapUsedSize') / 2 ** 20;
        },
      };
    } catch (error) {
      await main.stop();
      throw error;
    }
  } catch (error) {
    await browser.close();
    throw error;
  }
}
