/**
 * Drag and drop with the pointer, step by step. Playwright's own gives a page no time between the movement and the drag that it
 * begins, and on a busy machine takes the drag for none (playwright-core 1.65.1, 2026-11-23).
 */
import type { Locator } from 'playwright-core';

export interface Held {
  /** Moves to an element and rests there. */
  over(to: Locator, at?: Offset): Promise<void>;
  /** Lets go where it is. */
  drop(): Promise<void>;
}

/** Pixels from the upper left corner of an element; left out: its middle. */
interface Offset { readonly x: number; readonly y: number }

/** As DevTools hands it over and takes it back. */
interface DragData { items: { mimeType: string; data: string; title?: string; baseURL?: string }[]; files?: string[]; dragOperationsMask: number }

const DRAG_BEGINS_MS = 10_000;

export async function drag(from: Locator, to: Locator, { at, isCtrl = false }: { at?: Offset; isCtrl?: boolean } = {}): Promise<void> {
  const held = await takeHold(from, { isCtrl });
  await held.over(to, at);
  await held.drop();
}

/** Presses on an element and moves until the page has begun to drag it. */
export async function takeHold(from: Locator, { at, isCtrl = false }: { at?: Offset; isCtrl?: boolean } = {}): Promise<Held> {
  const modifiers = isCtrl ? 2 : 0;
  const page = from.page();
  await from.hover(at ? { position: at } : {});
  let point = await placeOf(from, at);
  const tools = await page.context().newCDPSession(page);
  const mouse = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased'): Promise<unknown> =>
    tools.send('Input.dispatchMouseEvent', { type, ...point, button: 'left', buttons: type === 'mouseReleased' ? 0 : 1, clickCount: type === 'mouseMoved' ? 0 : 1, modifiers });
  await tools.send('Input.setInterceptDrags', { enabled: true });
  const begun = new Promise<DragData>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('nothing is dragged')), DRAG_BEGINS_MS);
    tools.once('Input.dragIntercepted', ({ data }) => {
      clearTimeout(late);
      resolve(data);
    });
  });
  await mouse('mousePressed');
  for (let step = 0; step < 4; step++) {
    point = { x: point.x + 2, y: point.y + 2 };
    await mouse('mouseMoved');
  }
  const data = await begun;
  const go = (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<unknown> => tools.send('Input.dispatchDragEvent', { type, ...point, data, modifiers });
  await go('dragEnter');
  return {
    async over(to, offset) {
      point = await placeOf(to, offset);
      await go('dragOver');
      await go('dragOver');
    },
    async drop() {
      await go('drop');
      await mouse('mouseReleased');
      await tools.send('Input.setInterceptDrags', { enabled: false });
      await tools.detach();
    },
  };
}

async function placeOf(element: Locator, offset?: Offset): Promise<{ x: number; y: number }> {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (!box) throw new Error(`not on screen: ${element.toString()}`);
  return offset ? { x: box.x + offset.x, y: box.y + offset.y } : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
