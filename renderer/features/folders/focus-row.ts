/** The focus goes to a row of the folder tree as soon as the row is there: what had it may be gone. */

const TRIES = 90;

/** The first of the rows that is there; for some while, unless the user does something else meanwhile. The last one is taken only when the others do not come. */
export function focusRow(...keys: readonly string[]): void {
  let tries = 0;
  const end = new AbortController();
  const step = (): void => {
    if (end.signal.aborted) return;
    tries += 1;
    const row = (tries < TRIES / 2 && keys.length > 1 ? keys.slice(0, -1) : keys).map(rowOf).find(Boolean);
    const { activeElement } = document;
    const isFree = activeElement === null || activeElement === document.body || activeElement.closest('[role=treegrid]') !== null;
    if (row && isFree) row.focus();
    else if (tries < TRIES) return void requestAnimationFrame(step);
    end.abort();
  };
  requestAnimationFrame(step);
  for (const event of ['keydown', 'pointerdown']) document.addEventListener(event, () => end.abort(), { signal: end.signal, capture: true });
}

const rowOf = (key: string): HTMLElement | null => document.querySelector<HTMLElement>(`[role=treegrid] [role=row][data-key="${CSS.escape(key)}"]`);
