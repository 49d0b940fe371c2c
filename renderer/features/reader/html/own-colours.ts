/** Does a message choose its colours, and which of them are made for a dark window? */
import { choosesColours } from '../../../../shared/html/css.ts';
import { darkAttribute, darkStyle } from '../../../../shared/html/dark-colours.ts';
import { BODY_CLASS } from '../../../../shared/html/policy.ts';
import type { SheetRule } from '../../../../shared/html/sheet.ts';

/** Then it is shown on the paper it was made for, or all of its colours are turned. */
export const hasOwnColours = (fragment: DocumentFragment, sheet: readonly SheetRule[]): boolean =>
  sheet.some(({ style, dark }) => !dark && choosesColours(style)) || [...fragment.querySelectorAll('[bgcolor],[color],[style]')].some((element) => element.hasAttribute('bgcolor') || element.hasAttribute('color') || choosesColours(element.getAttribute('style') ?? ''));

/** It brings a background for its whole width, and needs no margin on white paper. */
export function hasOwnBackground(fragment: DocumentFragment, sheet: readonly SheetRule[]): boolean {
  const first = fragment.firstElementChild;
  return Boolean(first) && (first?.hasAttribute('bgcolor') || BACKGROUND.test(first?.getAttribute('style') ?? '') || sheet.some(({ selectors, style }) => selectors.split(',').includes(`.${BODY_CLASS}`) && BACKGROUND.test(style)));
}

/** Colours of its own for a dark window: both paper and ink, else it would be dark on dark. */
export const hasDarkStyle = (sheet: readonly SheetRule[]): boolean => {
  const dark = sheet.filter((rule) => rule.dark).map(({ style }) => style);
  return dark.some((style) => BACKGROUND.test(style)) && dark.some((style) => /(?:^|;)color:/u.test(style));
};

/** Works on the fragment while it is still inert. */
export function turnColours(fragment: DocumentFragment): void {
  for (const element of fragment.querySelectorAll('[bgcolor],[color],[style]')) {
    const [paper, ink, style] = ['bgcolor', 'color', 'style'].map((name) => element.getAttribute(name));
    if (paper) element.setAttribute('bgcolor', darkAttribute(paper, 'surface'));
    if (ink) element.setAttribute('color', darkAttribute(ink, element.localName === 'hr' ? 'line' : 'text'));
    if (style) element.setAttribute('style', darkStyle(style));
  }
}

const BACKGROUND = /(?:^|;)background/u;
