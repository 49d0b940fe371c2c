/** The picker of folders with folders deep in others: the name of each is whole, the way to it makes room. */
import { expect, test } from 'vitest';
import { demoApp } from '../support/demo-app.ts';
import { host } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';
import { keepScreenshot } from '../support/running-app.ts';
import { rows } from '../support/screen.ts';
import { settled } from '../support/settled.ts';

const LONG = 'Everything about the summer journey to the northern islands and back again';

describeWith(host, 'the picker of folders', () => {
  const app = demoApp({ still: true });
  const dialog = () => app.page.getByRole('dialog', { name: /^Copy the message to$/u });
  const copyInto = async (typed: string): Promise<void> => {
    await app.page.keyboard.press('Shift+V');
    await dialog().waitFor();
    await app.page.keyboard.type(typed);
    await dialog().getByRole('option', { name: /^New folder/u }).click();
    await app.page.getByRole('region', { name: 'Notifications' }).getByText(/^Message copied to/u).last().waitFor();
  };

  test('cuts a long way to a folder in the middle, never its name', async () => {
    await rows(app.page).first().click();
    await copyInto(`Travel/2026/${LONG}`);
    await copyInto(`Travel/2026/${LONG}/Tickets`);
    await app.page.keyboard.press('Shift+V');
    await app.page.keyboard.type('tickets');
    for (const width of [1280, 400]) {
      await app.page.setViewportSize({ width, height: 800 });
      await settled(app.page);
      const found = dialog().getByRole('option', { name: / \/ Tickets$/u });
      const [row, name] = [(await found.boundingBox())!, (await found.locator('b').filter({ hasText: 'Tickets' }).boundingBox())!];
      expect(name.x + name.width, String(width)).toBeLessThanOrEqual(row.x + row.width);
      await keepScreenshot(app.page, `picker-deep-${width}`);
    }
  });
});
