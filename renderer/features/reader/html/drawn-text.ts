/** The words of a link as they are drawn: a link is judged by what somebody reads, not by what stands beside it unseen. */
import { contrast, parseColour, type Colour } from '../../../../shared/html/colour.ts';

/** Letters smaller than this nobody reads. CSS pixels. */
const SMALLEST = 4;
const FAINTEST = 0.1;
/** Of letters and the paper behind them (WCAG): with less nobody tells one from the other. */
const LEAST_CONTRAST = 1.2;
/** A link of more pieces is read by its beginning. */
const MOST = 500;
/** Turns round what follows (UAX 9). */
const TURNED = '\u202e';
const TURNED_END = '\u202c';

export function drawnText(link: Element): string {
  const view = link.ownerDocument.defaultView;
  // Without a window nothing is drawn.
  if (!view) return '';
  const walker = link.ownerDocument.createTreeWalker(link, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let text = '';
  let box: Element = link;
  for (let node = walker.nextNode(), count = 0; node && count < MOST; node = walker.nextNode(), count += 1) {
    if (node.nodeName === 'BR') text += ' ';
    const words = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : '';
    const parent = node.parentElement;
    if (words === '' || !parent || !isDrawn(parent, link, view)) continue;
    // What stands in another box begins a line of its own.
    const own = boxOf(parent, link, view);
    if (own !== box) text += ' ';
    box = own;
    const { direction, unicodeBidi } = view.getComputedStyle(parent);
    text += direction === 'rtl' && /override/u.test(unicodeBidi) ? TURNED + words + TURNED_END : words;
  }
  return text.trim();
}

function boxOf(element: Element, link: Element, view: Window): Element {
  let box = element;
  while (box !== link && box.parentElement && /^inline/u.test(view.getComputedStyle(box).display)) box = box.parentElement;
  return box;
}

function isDrawn(element: Element, link: Element, view: Window): boolean {
  if (!element.checkVisibility({ visibilityProperty: true })) return false;
  const { fontSize, color } = view.getComputedStyle(element);
  if (Number.parseFloat(fontSize) < SMALLEST || alphaOf(color) < FAINTEST || !standsOut(color, element, view)) return false;
  let opacity = 1;
  for (let at: Element | null = element; at; at = at === link ? null : at.parentElement) {
    const style = view.getComputedStyle(at);
    opacity *= Number.parseFloat(style.opacity);
    if (opacity < FAINTEST) return false;
    const { width, height } = at.getBoundingClientRect();
    if (style.overflow !== 'visible' && style.display !== 'inline' && (width < SMALLEST || height < SMALLEST)) return false;
  }
  return true;
}

/** What cannot be told, as over a picture, counts as drawn. */
function standsOut(color: string, element: Element, view: Window): boolean {
  const [ink, paper] = [parseColour(color), paperBehind(element, view)];
  return !ink || !paper || contrast(over(ink, paper), paper) >= LEAST_CONTRAST;
}

function paperBehind(element: Element, view: Window): Colour | null {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const { backgroundColor, backgroundImage } = view.getComputedStyle(at);
    if (backgroundImage !== 'none') return null;
    const colour = parseColour(backgroundColor);
    if (!colour || colour.alpha > 0.5) return colour;
  }
  return null;
}

const over = (ink: Colour, paper: Colour): Colour => {
  const mixed = (name: 'r' | 'g' | 'b'): number => ink[name] * ink.alpha + paper[name] * (1 - ink.alpha);
  return { r: mixed('r'), g: mixed('g'), b: mixed('b'), alpha: 1 };
};

/** Of a computed colour, `rgb(…)` or `rgba(…)`. */
const alphaOf = (color: string): number => Number.parseFloat(/^rgba\([^)]*,\s*([\d.]+)\)$/u.exec(color)?.[1] ?? '1');
