/** Scrolling a large list: by wheel, by page, and over all of it; how even the frames come, and what stays in memory. Chromium draws 60 frames a second here. */
import { setTimeout as sleep } from 'node:timers/promises';
import { figure, type Print } from './report.ts';
import type { Frames } from './ui-probe.ts';
import type { UiWindow } from './ui-window.ts';

const WHEEL_PX = 60_000;
const WHEEL_SPEED = 9_000;
const PAGES = 300;
/** Viewports a frame on the way over all rows. */
const STRIDE = 6;

export async function scrollThrough(print: Print, { page, cdp, heap }: UiWindow): Promise<void> {
  const grid = page.getByRole('grid', { name: 'Messages' });
  const box = (await grid.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height, 600) / 2];
  await page.mouse.move(x, y);

  await page.evaluate(() => globalThis.ui.watchFrames());
  await cdp.send('Input.synthesizeScrollGesture', { x, y, yDistance: -WHEEL_PX, speed: WHEEL_SPEED, gestureSourceType: 'mouse', preventFling: true });
  await cdp.send('Input.synthesizeScrollGesture', { x, y, yDistance: WHEEL_PX / 2, speed: WHEEL_SPEED, gestureSourceType: 'mouse', preventFling: true });
  tell(print, 'wheel', await page.evaluate(() => globalThis.ui.frames()));

  await page.locator('[role=grid][aria-label=Messages] [role=row][data-index]').nth(8).click();
  await sleep(1_000);
  await page.evaluate(() => globalThis.ui.watchFrames());
  for (let n = 0; n < PAGES; n++) {
    await page.keyboard.press('PageDown');
    await sleep(30);
  }
  tell(print, 'page keys', await page.evaluate(() => globalThis.ui.frames()));

  await sleep(1_000);
  await page.evaluate(() => globalThis.ui.watchFrames());
  const rows = await grid.evaluate((element, stride) => new Promise<number>((resolve) => {
    const scroller = [element, ...element.querySelectorAll('*')].find((one) => one.scrollHeight > one.clientHeight + 1000) ?? element.closest('[data-scroller]') ?? element;
    scroller.scrollTop = 0;
    const step = (): void => {
      const before = scroller.scrollTop;
      scroller.scrollTop += scroller.clientHeight * stride;
      if (scroller.scrollTop > before) requestAnimationFrame(step);
      else resolve(Number(element.getAttribute('aria-rowcount')));
    };
    requestAnimationFrame(step);
  }), STRIDE);
  tell(print, `over all ${rows.toLocaleString('en-GB')} rows, ${STRIDE} windows a frame`, await page.evaluate(() => globalThis.ui.frames()));
  await sleep(2_000);
  print(figure('ui', 'heap of the window after it', await heap(), 'MB'));
}

function tell(print: Print, how: string, { deltas, long }: Frames): void {
  const sorted = [...deltas].sort((a, b) => a - b);
  print(figure('ui', `scrolling by ${how}: frame, p95 of ${sorted.length}`, sorted[Math.ceil(sorted.length * 0.95) - 1] ?? NaN, 'ms'));
  print(figure('ui', `scrolling by ${how}: longest frame`, sorted.at(-1) ?? NaN, 'ms'));
  print(figure('ui', `scrolling by ${how}: frames over 32 ms`, sorted.filter((ms) => ms > 32).length, ''));
  print(figure('ui', `scrolling by ${how}: longest task over 50 ms`, Math.max(0, ...long), 'ms'));
}
