/** Second wall: DOMPurify, over the browser's own parser, from a string to a fragment in an inert document where nothing loads. */
import DOMPurify from 'dompurify';
import { ATTRIBUTES, ELEMENTS, OWN_ATTRIBUTES, DROPPED_WITH_CONTENT } from '../../../../shared/html/policy.ts';
import { ruleAttributes } from '../../../../shared/html/rules.ts';

/** An instance of our own: hooks set here touch nobody else's use of the library. */
const purifier = DOMPurify(window);

purifier.addHook('beforeSanitizeAttributes', (node) => {
  // Called for text and comments too, which have none.
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  const attributes: Record<string, string> = {};
  const names = node.getAttributeNames();
  for (const name of names) attributes[name] = node.getAttribute(name) ?? '';
  const kept = ruleAttributes(node.localName, attributes);
  for (const name of names) if (!(name in kept) || kept[name] !== attributes[name]) node.removeAttribute(name);
  for (const [name, value] of Object.entries(kept)) if (value !== attributes[name]) node.setAttribute(name, value);
});

/** The fragment belongs to a document without a window: no image of it loads before it is adopted elsewhere. */
export function purify(html: string): DocumentFragment {
  const fragment = purifier.sanitize(html, {
    ALLOWED_TAGS: [...ELEMENTS],
    ALLOWED_ATTR: [...ATTRIBUTES, ...OWN_ATTRIBUTES, 'style', 'id', 'class', 'src'],
    // The content of what is dropped goes with it, as in the first wall.
    FORBID_CONTENTS: [...DROPPED_WITH_CONTENT],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOW_UNKNOWN_PROTOCOLS: false,
    KEEP_CONTENT: true,
    RETURN_DOM_FRAGMENT: true,
    SANITIZE_DOM: true,
  }) as DocumentFragment | null;
  // Of a frameset, or of nothing, nothing is left, and the library says so with null.
  return fragment ?? document.implementation.createHTMLDocument('').createDocumentFragment();
}
