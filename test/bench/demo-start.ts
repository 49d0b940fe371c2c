/** From the command to mail on the screen: the demo mailbox in the browser host, as a new user starts it. The build is there already. */
import { openBrowser, startMain, throwAwayFolder } from '../support/running-app.ts';
import { messages } from '../support/screen.ts';
import type { BenchOptions } from './first-sync.ts';
import { figure, median, type Print } from './report.ts';

export async function demoStart(print: Print, options: BenchOptions): Promise<void> {
  const ready: number[] = [];
  const rows: number[] = [];
  for (let round = 0; round < (options.rounds ?? 3); round++) {
    const place = throwAwayFolder();
    const started = performance.now();
    const main = await startMain(`${place.path}/profile`, ['--demo']);
    ready.push(performance.now() - started);
    const browser = await openBrowser(`${place.path}/browser`);
    try {
      const opened = performance.now();
      await browser.page.goto(main.address);
      await messages(browser.page).getByRole('row').first().waitFor();
      rows.push(performance.now() - opened);
    } finally {
      await browser.close();
      await main.stop();
      place.remove();
    }
  }
  print(figure('demo-start', 'command to "is ready"', median(ready), 'ms'));
  print(figure('demo-start', 'address opened to rows on screen', median(rows), 'ms'));
}
