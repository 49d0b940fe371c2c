/** Walks a body structure and finds what reads as HTML and what reads as plain text (RFC 2046 5.1). */
import type { BodyPart } from '../imap/message.ts';

export interface TextPart {
  section: string;
  type: 'text/html' | 'text/plain';
  /** As declared, '' if not. */
  charset: string;
  encoding: string;
  /** RFC 3676. */
  flowed: boolean;
  delSp: boolean;
  /** Octets as encoded; Infinity if the server did not say. */
  size: number;
}

export interface Leaf {
  part: BodyPart;
  /** Below a multipart/related. */
  related: boolean;
  /** Shown as text, but has a name of its own: offered for saving too. */
  alsoAttached: boolean;
}

/** One part of the message read both ways. `text` is complete: empty as soon as something exists only as HTML. */
interface View { html: TextPart[]; text: TextPart[] }

const DEEPEST = 100;
const MOST_PARTS = 10_000;
const NOTHING: View = { html: [], text: [] };

export function collectViews(root: BodyPart): View & { leaves: Leaf[]; damaged: boolean } {
  const walk = new Walk();
  let view = walk.view(root, 0, false);
  if (view.html.length === 0 && view.text.length === 0) view = walk.anyText();
  return { ...view, leaves: walk.leaves, damaged: walk.damaged };
}

class Walk {
  readonly leaves: Leaf[] = [];
  damaged = false;
  #seenText = false;

  view(part: BodyPart, depth: number, related: boolean): View {
    if (!part.t.startsWith('multipart/')) return this.#leaf(part, related);
    const children = part.c ?? [];
    if (children.length === 0 || depth >= DEEPEST) {
      this.damaged = true;
      return NOTHING;
    }
    switch (part.t) {
      case 'multipart/alternative':
        return alternative(children.map((child) => this.view(child, depth + 1, related)));
      case 'multipart/related':
        return this.#related(part, children, depth);
      default:
        return mixed(children.map((child) => this.view(child, depth + 1, related)));
    }
  }

  /** RFC 2387: one root, named by `start` or the first; where that shows nothing, the first sibling that does. */
  #related(part: BodyPart, children: BodyPart[], depth: number): View {
    const start = part.p?.['start']?.replace(/^<|>$/gu, '');
    const named = start === undefined ? undefined : children.find((child) => child.id === start);
    const ordered = named === undefined ? children : [named, ...children.filter((child) => child !== named)];
    let view = NOTHING;
    for (const child of ordered) {
      const read = this.view(child, depth + 1, true);
      if (view.html.length === 0 && view.text.length === 0) view = read;
    }
    return view;
  }

  #leaf(part: BodyPart, related: boolean): View {
    if (this.leaves.length >= MOST_PARTS) {
      this.damaged = true;
      return NOTHING;
    }
    const isText = part.t === 'text/plain' || part.t === 'text/html';
    const named = (part.dp?.['filename'] ?? part.p?.['name'] ?? '') !== '';
    // A named text without a word about its place is a file, unless the message has nothing before it.
    const shown = isText && part.d !== 'attachment' && (!named || part.d === 'inline' || !this.#seenText);
    this.leaves.push({ part, related, alsoAttached: shown && named });
    if (!shown) return NOTHING;
    this.#seenText = true;
    const text = textPart(part);
    return text.type === 'text/html' ? { html: [text], text: [] } : { html: [], text: [text] };
  }

  /** A message of unusual text only (text/enriched, text/markdown) is shown as plain text (RFC 2046 4.1.4). */
  anyText(): View {
    const leaf = this.leaves.find(({ part }) => part.t.startsWith('text/') && part.d !== 'attachment' && !FILE_TEXT.has(part.t));
    if (leaf === undefined) return NOTHING;
    leaf.alsoAttached = true;
    return { html: [], text: [{ ...textPart(leaf.part), type: 'text/plain' }] };
  }
}

const FILE_TEXT: ReadonlySet<string> = new Set(['text/plain', 'text/html', 'text/calendar', 'text/csv', 'text/vcard', 'text/x-vcard', 'text/directory', 'text/rfc822-headers', 'text/x-amp-html']);

/** RFC 2046 5.1.4: later is richer. What is not chosen stays a leaf and is offered as an attachment. */
function alternative(views: View[]): View {
  const html = views.findLast((view) => view.html.length > 0)?.html ?? [];
  const text = (views.findLast((view) => view.html.length === 0 && view.text.length > 0) ?? views.findLast((view) => view.text.length > 0))?.text ?? [];
  return { html, text };
}

function mixed(views: View[]): View {
  const filled = views.filter((view) => view.html.length > 0 || view.text.length > 0);
  const rich = filled.some((view) => view.html.length > 0);
  return {
    html: rich ? filled.flatMap((view) => (view.html.length > 0 ? view.html : view.text)) : [],
    text: filled.every((view) => view.text.length > 0) ? filled.flatMap((view) => view.text) : [],
  };
}

function textPart(part: BodyPart): TextPart {
  const parameter = (name: string): string => (part.p?.[name] ?? '').trim().toLowerCase();
  return {
    section: part.s,
    type: part.t === 'text/html' ? 'text/html' : 'text/plain',
    charset: part.p?.['charset'] ?? '',
    encoding: part.e ?? '',
    flowed: parameter('format') === 'flowed',
    delSp: parameter('delsp') === 'yes',
    size: part.n ?? Infinity,
  };
}
