/** Watches from inside the window: when rows are on screen, how long from an input to the frame that shows its result, how even the frames come. */

/** What is waited for after the next input. */
export type Wanted =
  /** Another folder: its name over the list, and rows of it. */
  | { readonly kind: 'folder'; readonly name: string }
  /** The flag of the row at a position. */
  | { readonly kind: 'flag'; readonly index: number; readonly on: boolean }
  /** A message's first text. */
  | { readonly kind: 'message' };

/** Milliseconds from the key or from the end of the press: until the page holds the result, and until the frame with it is drawn. */
export interface Latency { readonly there: number; readonly painted: number }

/** Between one animation frame and the next, milliseconds; and tasks over 50 ms. */
export interface Frames { readonly deltas: number[]; readonly long: number[] }

export interface UiProbe {
  /** From the navigation to the frame with the first rows. */
  firstRows(): Promise<number>;
  arm(wanted: Wanted): void;
  latency(): Promise<Latency>;
  watchFrames(): void;
  frames(): Frames;
}

declare global {
  var ui: UiProbe;
}

/** Runs in the window before its own scripts. */
export function installUiProbe(): void {
  const loaded = () => document.querySelectorAll('[role=grid][aria-label=Messages] [role=row][data-index]');
  /** After the frame that is drawn next. */
  const drawn = (then: (at: number) => void): void => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then(performance.now());
      port2.postMessage(null);
    });
  };
  let shown: (at: number) => void;
  const firstRows = new Promise<number>((resolve) => { shown = resolve; });
  let start = 0;
  let wanted: { of: Wanted; was: Set<Element>; resolve: (latency: Latency) => void } | null = null;
  let latency: Promise<Latency> | null = null;
  const isThere = ({ of, was }: { of: Wanted; was: Set<Element> }): boolean => {
    switch (of.kind) {
      case 'folder': return document.querySelector('[role=region][aria-label=Messages] h2, section[aria-label=Messages] h2')?.textContent === of.name && [...loaded()].some((row) => !was.has(row));
      case 'flag': return /(?:^|, )flagged(?:,|$)/u.test(document.querySelector(`[role=row][data-index="${of.index}"]`)?.getAttribute('aria-label') ?? '') === of.on;
      case 'message': return false;
    }
  };
  const look = (): void => {
    if (!wanted || start === 0 || !isThere(wanted)) return;
    const there = performance.now() - start;
    const { resolve } = wanted;
    const from = start;
    wanted = null;
    drawn((at) => resolve({ there, painted: at - from }));
  };
  // What is clicked acts when the button is let go: how long it was held is the person's time.
  const begin = (event: Event): void => { if (wanted && start === 0) start = event.timeStamp; };
  addEventListener('keydown', begin, true);
  addEventListener('pointerup', begin, true);
  new PerformanceObserver((entries) => {
    const mark = entries.getEntriesByName('godwit:painted').at(-1);
    if (!mark || wanted?.of.kind !== 'message' || start === 0 || mark.startTime < start) return;
    const { resolve } = wanted;
    wanted = null;
    resolve({ there: mark.startTime - start, painted: mark.startTime - start });
  }).observe({ type: 'mark' });
  let isFirst = true;
  new MutationObserver(() => {
    if (isFirst && loaded().length > 0) {
      isFirst = false;
      drawn(shown);
    }
    look();
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label'], characterData: true });

  let deltas: number[] = [];
  let long: number[] = [];
  let watching = 0;
  new PerformanceObserver((entries) => { for (const { duration } of entries.getEntries()) long.push(Math.round(duration)); }).observe({ type: 'longtask' });
  globalThis.ui = {
    firstRows: () => firstRows,
    arm(of) {
      start = 0;
      latency = new Promise((resolve) => { wanted = { of, was: new Set(loaded()), resolve }; });
    },
    latency: () => latency ?? Promise.reject(new Error('nothing is waited for')),
    watchFrames() {
      [deltas, long] = [[], []];
      const own = ++watching;
      let last = 0;
      const next = (at: number): void => {
        if (own !== watching) return;
        if (last > 0) deltas.push(at - last);
        last = at;
        requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    },
    frames() {
      watching++;
      return { deltas, long };
    },
  };
}
