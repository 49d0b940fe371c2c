/** What message HTML may hold, as data: elements, attributes, URL schemes and limits. Both sanitisers read this one list. */

/**
 * Allowed elements. Left out on purpose: everything that runs, loads, navigates or takes input, and every element whose
 * content parsers disagree about (svg, math, xmp, textarea, option, select, noscript, noembed, noframes, plaintext, title,
 * style, template).
 */
export const ELEMENTS = [
  'a', 'abbr', 'acronym', 'address', 'article', 'aside', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup',
  'dd', 'del', 'details', 'dfn', 'dir', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'font', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr',
  'i', 'img', 'ins', 'kbd', 'li', 'main', 'mark', 'nav', 'ol', 'p', 'pre', 'q', 'rp', 'rt', 'ruby', 's', 'samp', 'section', 'small', 'span', 'strike', 'strong',
  'sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'var', 'wbr',
] as const;

/** Elements that go away with everything in them. Of all others only the tags go. */
export const DROPPED_WITH_CONTENT = [
  'script', 'style', 'textarea', 'option', 'optgroup', 'select', 'xmp', 'noscript', 'noembed', 'noframes', 'plaintext', 'title', 'template', 'svg', 'math',
  'iframe', 'frame', 'frameset', 'object', 'embed', 'applet', 'audio', 'video', 'canvas', 'map', 'datalist', 'xml', 'fencedframe', 'portal',
] as const;

/** Attributes with a plain value on any element. URLs, styles and ids have rules of their own. */
export const ATTRIBUTES = [
  'abbr', 'align', 'alt', 'bgcolor', 'border', 'cellpadding', 'cellspacing', 'char', 'charoff', 'clear', 'color', 'cols', 'colspan', 'compact', 'datetime', 'dir',
  'face', 'frame', 'headers', 'height', 'hspace', 'lang', 'noshade', 'nowrap', 'open', 'reversed', 'rowspan', 'rules', 'scope', 'size', 'span', 'start', 'summary',
  'title', 'type', 'valign', 'value', 'vspace', 'width',
] as const;

/** Attributes that the rules themselves write: where a link goes, an image waits for consent, a place in the text is. */
export const LINK = 'data-href';
export const REMOTE = 'data-remote';
export const REMOTE_BACKGROUND = 'data-remote-background';
export const INLINE = 'data-cid';
/** On the box that stands for a blocked image; written after sanitising, so no message can. */
export const BLOCKED = 'data-blocked';
export const OWN_ATTRIBUTES = [LINK, REMOTE, REMOTE_BACKGROUND, INLINE] as const;

/** Put before ids, names and classes, so that none meets a name that scripts, styles or the page know (DOM clobbering). */
export const NAME_PREFIX = 'm-';

/** Class of the box that stands for the body of the message. */
export const BODY_CLASS = `${NAME_PREFIX}-body-`;

/** Raster images that may stand in the message itself. SVG is a document, not an image. */
export const DATA_IMAGE = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon);base64,[A-Za-z0-9+/=\s]*$/iu;

export const LIMITS = {
  /** UTF-16 units of HTML shown at first, and when the user asks for all. */
  length: 1_000_000,
  lengthAll: 8_000_000,
  /** No newsletter has more; the window stands still while a browser lays them out. */
  elements: 4_000,
  elementsAll: 100_000,
  /** Characters of text: a paragraph without end takes long to break into lines. */
  text: 150_000,
  textAll: 4_000_000,
  /** Columns and rows that cells stretch over: of one cell, and of all of a message together. */
  columns: 50,
  rows: 1_000,
  spans: 800,
  /** Of one row. */
  cells: 200,
  /** Deeper elements lose their tags, not their text. */
  depth: 120,
  attribute: 2_000,
  style: 4_000,
  /** Characters and rules of all style sheets together; selectors of a rule. */
  sheet: 200_000,
  rules: 1_500,
  selectors: 40,
  /** Comparisons that a browser may need to find what the rules speak of. */
  matching: 20_000_000,
  /** Milliseconds for one message. */
  time: 3_000,
  timeAll: 15_000,
} as const;
