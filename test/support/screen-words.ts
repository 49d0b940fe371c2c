/** What is wrong with the words on a page that is shown in a pseudo-locale: those that are not in the catalogue, and those that are cut off. */
import type { Page } from 'playwright-core';

export interface WordFaults {
  /** Text or a name without the brackets of the pseudo-locale. */
  readonly hard: string[];
  /** Text that does not fit where it stands. */
  readonly cut: string[];
}

/** What other people wrote stands in elements with a direction of its own (`dir=auto`, `bdi`); dates and keys have elements of their own too, and what react-aria announces comes from its own catalogues. */
const OTHERS = '[data-live-announcer], [dir=auto], bdi, time, kbd, iframe, textarea, input, option, pre, script, style, svg';

export function wordFaults(page: Page): Promise<WordFaults> {
  return page.evaluate((others) => {
    const hard = new Set<string>();
    const cut = new Set<string>();
    const hasLetters = (text: string): boolean => /\p{L}{2}/u.test(text);
    // Sizes are written by Intl.
    const isOwn = (text: string): boolean => text.split(' · ').every((part) => !hasLetters(part.replaceAll('Godwit', '')) || /^\[.*\]$/su.test(part) || /^[\d.,]+ (?:bytes?|kB|MB|GB)$/u.test(part));
    const isAddress = (text: string): boolean => /@/u.test(text) || text.split(/,?\s+/u).every((word) => /\w\.\w/u.test(word));
    // A tooltip of a whole row says the name in it once more, where that is what other people wrote; the row itself has the direction of the window.
    const repeats = (element: Element, text: string): boolean => [...element.querySelectorAll('[dir=auto], bdi')].some((part) => part.textContent === text);
    const nameOf = (element: Element): string => `${element.localName}.${String(element.getAttribute('class') ?? '').split(' ')[0] ?? ''}`;
    const clips = (style: CSSStyleDeclaration): boolean => style.overflowX === 'hidden' || style.overflowX === 'clip';
    // Under a dialog everything else is taken away from assistive technology, and drawn behind a veil.
    const isShown = (element: Element): boolean => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.closest('[inert], [aria-hidden=true]:not(span):not(svg)') === null;

    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      if (!isShown(element)) continue;
      const isRow = element.getAttribute('role') === 'row';
      for (const attribute of ['aria-label', 'title', 'placeholder']) {
        const text = element.getAttribute(attribute);
        // Names that react-aria gives to its own parts come from its own catalogues.
        if (element.matches('[slot=chevron], [slot=remove]') || (element.localName === 'button' && (element.parentElement?.getBoundingClientRect().width ?? 0) <= 1)) continue;
        if (text && !isAddress(text) && hasLetters(text.replaceAll('Godwit', '')) && !text.includes('[') && !isRow && !element.closest(others) && !(attribute === 'title' && repeats(element, text))) hard.add(`${nameOf(element)} ${attribute}: ${text}`);
      }
      if (element.closest(others)) continue;
      const nodes = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
      if (nodes.length === 0) continue;
      // Keys stand beside words, as in a tooltip.
      const words = element.cloneNode(true) as HTMLElement;
      for (const key of words.querySelectorAll('kbd')) key.remove();
      const text = words.textContent.trim();
      if (!isOwn(text)) hard.add(`${nameOf(element)}: ${text}`);
      for (const node of nodes) {
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        for (let holder: Element | null = element; holder; holder = holder.parentElement) {
          const style = getComputedStyle(holder);
          if (style.textOverflow === 'ellipsis' || style.clipPath !== 'none') break;
          if (style.overflowX === 'auto' || style.overflowX === 'scroll') {
            if (holder.scrollWidth > holder.clientWidth + 1) cut.add(`${nameOf(holder)} scrolls sideways: ${text}`);
            break;
          }
          const edge = holder.getBoundingClientRect();
          if (clips(style) && (box.left < edge.left - 1 || box.right > edge.right + 1)) cut.add(`${nameOf(element)} in ${nameOf(holder)}: ${text}`);
        }
        if (box.width > 0 && (box.left < -1 || box.right > innerWidth + 1)) cut.add(`${nameOf(element)} outside the window: ${text}`);
      }
      const style = getComputedStyle(element);
      if (style.display !== 'inline' && style.textOverflow !== 'ellipsis' && style.clipPath === 'none' && element.scrollWidth > element.clientWidth + 1) cut.add(`${nameOf(element)} is too narrow: ${text}`);
    }
    return { hard: [...hard], cut: [...cut] };
  }, OTHERS);
}
