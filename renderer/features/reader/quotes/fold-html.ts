/** Folds the quoted message at the end of an HTML one, under three dots. Nothing is taken out: what is folded is hidden until it is asked for. */
import { NAME_PREFIX } from '../../../../shared/html/policy.ts';
import { t } from '../../../../shared/locales/t.ts';

const classed = (name: string): string => `.${NAME_PREFIX}${name}`;
/** What mail programs put around the message they answer. */
const QUOTES = ['blockquote', ...['gmail_quote', 'gmail_quote_container', 'yahoo_quoted', 'protonmail_quote', 'moz-cite-prefix', 'zmail_extra'].map(classed)].join();
/** What some put before it instead: all that follows is quoted. */
const BEGINNINGS = ['appendonsend', 'divRplyFwdMsg', 'mail-editor-reference-message-container'].map((id) => `#${NAME_PREFIX}${id}`).join();

const BUTTON = 'data-fold';
const FOLDED = 'data-folded';
/** Places looked at; a message with more is no letter. */
const MOST_PLACES = 200;
const MOST_NODES = 20_000;
const ATTRIBUTION = 300;
/** Style sheets of messages have no say about it. */
const VISIBLE = { display: 'inline-block', visibility: 'visible', opacity: '1', padding: '0 8px', 'border-radius': '6px', cursor: 'default', font: '600 14px/22px sans-serif', background: 'color-mix(in srgb, currentcolor 10%, transparent)' } as const;

/** Works on the fragment while it is still inert. */
export function foldQuote(fragment: DocumentFragment): void {
  const quoted = findQuote(fragment);
  const [first] = quoted;
  if (!first) return;
  const button = first.ownerDocument.createElement('span');
  button.setAttribute(BUTTON, '');
  button.setAttribute('role', 'button');
  button.setAttribute('tabindex', '0');
  button.textContent = '…';
  for (const [name, value] of Object.entries(VISIBLE)) button.style.setProperty(name, value, 'important');
  first.before(button);
  for (const element of quoted) element.setAttribute(FOLDED, '');
  show(button, quoted, false);
}

/** Folds or unfolds what the button at `target` stands for; false if there is none. */
export function toggleQuote(target: Element | null): boolean {
  const button = target?.closest(`[${BUTTON}]`);
  if (!button) return false;
  show(button, [...button.ownerDocument.querySelectorAll(`[${FOLDED}]`)], button.getAttribute('aria-expanded') !== 'true');
  return true;
}

function show(button: Element, quoted: readonly Element[], isShown: boolean): void {
  const label = t(isShown ? 'reader.hideQuote' : 'reader.showQuote');
  button.setAttribute('aria-expanded', String(isShown));
  button.setAttribute('aria-label', label);
  button.setAttribute('title', label);
  for (const element of quoted) element.toggleAttribute('hidden', !isShown);
}

/** The elements to fold, in their order; none where something is written below the quote, or nothing above. */
function findQuote(fragment: DocumentFragment): Element[] {
  const places = [...fragment.querySelectorAll(`${QUOTES},${BEGINNINGS}`)].slice(0, MOST_PLACES);
  for (const place of places) {
    // Inside another one it is that one's.
    if (place.parentElement?.closest(QUOTES)) continue;
    const quoted = place.matches(BEGINNINGS) ? [place, ...following(place)] : [place];
    const last = quoted.at(-1)!;
    if (readable(fragment, last, 'after')) continue;
    const above = attributionOf(place);
    const all = above ? [above, ...quoted] : quoted;
    return readable(fragment, all[0]!, 'before') ? all : [];
  }
  return [];
}

function following(element: Element): Element[] {
  const all: Element[] = [];
  for (let next = element.nextElementSibling; next && all.length < MOST_NODES; next = next.nextElementSibling) all.push(next);
  return all;
}

/** `On 3 Mar 2026, Ann wrote:` in an element of its own. */
function attributionOf(quote: Element): Element | null {
  let before = quote.previousSibling;
  while (before && (before.nodeName === 'BR' || (before.nodeType === Node.TEXT_NODE && !before.textContent?.trim()))) before = before.previousSibling;
  if (before?.nodeType !== Node.ELEMENT_NODE) return null;
  const words = before.textContent?.trim() ?? '';
  return words.length < ATTRIBUTION && /[:：]$/u.test(words) ? (before as Element) : null;
}

/** Whether there is text or a picture before or after an element. */
function readable(root: DocumentFragment, element: Element, side: 'before' | 'after'): boolean {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  walker.currentNode = element;
  if (side === 'after') while (walker.lastChild());
  for (let count = 0; count < MOST_NODES; count += 1) {
    const node = side === 'after' ? walker.nextNode() : walker.previousNode();
    if (!node) return false;
    if (node.nodeType === Node.TEXT_NODE ? node.textContent?.trim() : node.nodeName === 'IMG' || (node as Element).hasAttribute('data-blocked')) return true;
  }
  return true;
}
