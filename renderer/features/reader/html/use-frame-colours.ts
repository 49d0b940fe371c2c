/** The theme's colours as plain values, for a document that has none of our variables. Read when they change, not for each message: to read one, Chromium works out the styles of the whole window. */
import { useSyncExternalStore } from 'react';
import { WHITE_PAPER, type FrameColours } from './frame-style.ts';

let known: FrameColours | null = null;
let isFollowed = false;
const listeners = new Set<() => void>();

export const useFrameColours = (): FrameColours => useSyncExternalStore(subscribe, frameColours);

export function frameColours(): FrameColours {
  if (!isFollowed) follow();
  return (known ??= readColours());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** From now on, as long as the window is there. */
function follow(): void {
  isFollowed = true;
  const update = (): void => {
    const next = readColours();
    if (known && Object.keys(next).every((key) => next[key as keyof FrameColours] === known?.[key as keyof FrameColours])) return;
    known = next;
    for (const listener of listeners) listener();
  };
  new MutationObserver(update).observe(document.documentElement, { attributes: true });
  for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)']) matchMedia(query).addEventListener('change', update);
}

/** light-dark() in a variable is resolved only where it is used: a probe tells. */
function readColours(): FrameColours {
  const probe = document.createElement('span');
  document.body.append(probe);
  const read = (name: string, fallback: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color || fallback;
  };
  const paper = read('paper', WHITE_PAPER.paper);
  const colours = { paper, ink: read('ink', WHITE_PAPER.ink), soft: read('ink-soft', WHITE_PAPER.soft), line: read('line', WHITE_PAPER.line), accent: read('accent', WHITE_PAPER.accent), dark: isDark(paper) };
  probe.remove();
  return colours;
}

const isDark = (colour: string): boolean => {
  const [red = 255, green = 255, blue = 255] = (colour.match(/[\d.]+/gu) ?? []).map(Number);
  return red * 0.299 + green * 0.587 + blue * 0.114 < 128;
};
