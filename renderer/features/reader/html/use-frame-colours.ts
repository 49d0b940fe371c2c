/** The theme's colours as plain values, for a document that has none of our variables. */
import { useEffect, useState } from 'react';
import { WHITE_PAPER, type FrameColours } from './frame-style.ts';

export function useFrameColours(): FrameColours {
  const [colours, setColours] = useState<FrameColours>(readColours);
  useEffect(() => {
    const update = (): void => setColours((old) => {
      const next = readColours();
      return Object.keys(next).every((key) => next[key as keyof FrameColours] === old[key as keyof FrameColours]) ? old : next;
    });
    const observer = new MutationObserver(update);
    observer.observe(document.documentElement, { attributes: true });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', update);
    update();
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', update);
    };
  }, []);
  return colours;
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
