/** What becomes of an element's attributes. Both sanitisers apply this, each to what its own parser saw; applying it twice changes nothing. */
import { filterStyle } from './css.ts';
import { ATTRIBUTES, DATA_IMAGE, INLINE, LIMITS, LINK, NAME_PREFIX, REMOTE, REMOTE_BACKGROUND } from './policy.ts';
import { contentId, openableUrl, remoteImageUrl } from './urls.ts';

const PLAIN: ReadonlySet<string> = new Set(ATTRIBUTES);
const WITH_BACKGROUND: ReadonlySet<string> = new Set(['body', 'div', 'table', 'tbody', 'thead', 'tfoot', 'tr', 'td', 'th']);
const CLASS = /^[A-Za-z_-][\w-]{0,99}$/u;
/** A picture inside a message can be large; a hostile one must not be endless. */
const MAX_DATA_IMAGE = 12_000_000;

/** What a table of a few cells may stretch over before a browser needs seconds for it. */
const MOST: Readonly<Record<string, number>> = { colspan: LIMITS.columns, span: LIMITS.columns, cols: LIMITS.columns, rowspan: LIMITS.rows };

/** Answers the attributes that stay. URLs never stay where a browser would follow them by itself: they become marks (policy.ts). */
export function ruleAttributes(element: string, attributes: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [rawName, value] of Object.entries(attributes)) {
    const name = rawName.toLowerCase();
    if (name === 'src' || name === REMOTE || name === INLINE) {
      if (element === 'img') Object.assign(kept, imageSource(name, value));
    } else if (name === 'background' || name === REMOTE_BACKGROUND) {
      const url = WITH_BACKGROUND.has(element) ? remoteImageUrl(value) : null;
      if (url) kept[REMOTE_BACKGROUND] = url;
    } else if (name === 'href' || name === LINK) {
      const target = element === 'a' ? linkTarget(value) : null;
      if (target) kept[LINK] = target;
    } else if (name === 'style') {
      const style = filterStyle(value);
      if (style) kept['style'] = style;
    } else if (name === 'class') {
      const classes = classNames(value);
      if (classes) kept['class'] = classes;
    } else if (name === 'id' || (name === 'name' && element === 'a' && !('id' in attributes))) {
      const id = placeName(value);
      if (id) kept['id'] = id;
    } else if (PLAIN.has(name) && value.length <= LIMITS.attribute) {
      if (name === 'type' && !['ol', 'ul', 'li'].includes(element)) continue;
      if ((name === 'width' || name === 'height') && !/^\s*\d{1,4}(?:\.\d{1,4})?\s*(?:(?:px|%)\s*)?$/iu.test(value)) continue;
      const most = MOST[name];
      if (most !== undefined && !(Number.parseInt(value, 10) <= most)) continue;
      kept[name] = value;
    }
  }
  return kept;
}

function imageSource(name: string, value: string): Record<string, string> {
  if (name === INLINE) return value.length <= LIMITS.attribute ? { [INLINE]: value } : {};
  if (name === 'src' && value.length <= MAX_DATA_IMAGE && /^\s*data:/iu.test(value)) return DATA_IMAGE.test(value.trim()) ? { src: value.trim() } : {};
  const cid = name === 'src' && value.length <= LIMITS.attribute ? contentId(value) : null;
  if (cid) return { [INLINE]: cid };
  const url = remoteImageUrl(value);
  return url ? { [REMOTE]: url } : {};
}

function linkTarget(value: string): string | null {
  const text = value.trim();
  if (!text.startsWith('#')) return openableUrl(text);
  const place = placeName(text.slice(1));
  return place ? `#${place}` : null;
}

/** For the message's own style sheet. */
const classNames = (value: string): string => value.slice(0, LIMITS.attribute).split(/\s+/u).filter((name) => CLASS.test(name)).slice(0, 30).map(prefixed).join(' ');

const prefixed = (name: string): string => (name.startsWith(NAME_PREFIX) ? name : NAME_PREFIX + name);

function placeName(value: string): string | null {
  const text = value.trim();
  if (!/^[\p{L}\p{N}_.:-]{1,100}$/u.test(text)) return null;
  return prefixed(text);
}
