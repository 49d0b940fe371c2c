/** What fails while it is drawn is told where it stands, and takes nothing else along. */
import { expect, test } from 'vitest';
import { accessibilityViolations } from '../support/accessibility.ts';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { button, reader, rows } from '../support/screen.ts';

describeWith(host, 'what cannot be drawn', () => {
  const app = demoApp();

  /** From now on a date in words throws: all, or those with a short month, a year and a time, as the head of a message has them. */
  const breakDates = (all: boolean): Promise<void> => app.page.evaluate((every) => {
    const own = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, 'format')!;
    (globalThis as unknown as { mend: () => void }).mend = () => { Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', own); };
    Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
      configurable: true,
      get(this: Intl.DateTimeFormat) {
        const { month, year, hour } = this.resolvedOptions();
        if (every || (month === 'short' && year && hour)) throw new Error('no dates today');
        return own.get!.call(this) as unknown;
      },
    });
  }, all);

  test('a message: the list goes on, and the next one opens', async () => {
    const { page } = app;
    await breakDates(false);
    await rows(page).nth(2).click();
    await reader(page).getByText('This message cannot be drawn.').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await keepScreenshot(page, 'undrawn-message');
    await page.evaluate(() => { (globalThis as unknown as { mend: () => void }).mend(); });
    await rows(page).nth(3).click();
    await reader(page).getByRole('article').first().waitFor();
    expect(await reader(page).getByText('This message cannot be drawn.').count()).toBe(0);
  });

  test('the window: it says so, and loads again', async () => {
    const { page } = app;
    await breakDates(true);
    await page.keyboard.press('j');
    const told = page.getByRole('main').getByText('Something in this window could not be drawn.');
    await told.waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await keepScreenshot(page, 'undrawn-window');
    await button(page, 'Load the window again').click();
    await rows(page).nth(2).waitFor();
    expect(await told.count()).toBe(0);
  });
});
