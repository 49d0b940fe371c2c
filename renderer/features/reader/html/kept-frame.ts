/** The frame that messages are shown in, kept from one message to the next: to load its page anew takes longer than to show a message. Nothing of one message is left for another. */
import styles from './Frame.module.css';

const PAGE = '/message-frame.html';

/** Empty, out of sight, and ready. One at most, and only while no frame is on screen. */
let kept: HTMLIFrameElement | null = null;
let shelf: HTMLElement | null = null;
let onScreen = 0;

/** Puts a frame into `place`; `onReady` is told its document, at once where it was kept, and another one should it be loaded anew. */
export function takeFrame(place: HTMLElement, onReady: (doc: Document) => void): HTMLIFrameElement {
  onScreen += 1;
  const frame = kept;
  kept = null;
  if (frame && isWhole(frame) && move(frame, place)) {
    follow(frame, onReady);
    onReady(frame.contentDocument!);
    return frame;
  }
  frame?.remove();
  const made = makeFrame();
  follow(made, onReady);
  place.append(made);
  return made;
}

const followed = new WeakMap<HTMLIFrameElement, AbortController>();

/** Each time: what is put elsewhere with all around it, as cards are when their order is turned, loads its page anew. */
function follow(frame: HTMLIFrameElement, onReady: (doc: Document) => void): void {
  const stop = new AbortController();
  followed.set(frame, stop);
  frame.addEventListener('load', () => { if (isWhole(frame)) onReady(frame.contentDocument!); }, { signal: stop.signal });
}

/** Takes it off the screen. */
export function leaveFrame(frame: HTMLIFrameElement): void {
  onScreen -= 1;
  followed.get(frame)?.abort();
  if (onScreen > 0 || kept !== null || !isWhole(frame) || isClobbered(frame.contentDocument!)) return frame.remove();
  empty(frame.contentDocument!);
  if (move(frame, shelfOf())) kept = frame;
  else frame.remove();
}

/** Loads one ahead, for the first message. */
export function warmFrame(): void {
  if (onScreen > 0 || kept !== null) return;
  kept = makeFrame();
  shelfOf().append(kept);
}

function makeFrame(): HTMLIFrameElement {
  const made = document.createElement('iframe');
  made.className = styles.frame ?? '';
  // Same origin so that the window can reach in; without allow-scripts nothing in there can reach out.
  made.setAttribute('sandbox', 'allow-same-origin');
  made.referrerPolicy = 'no-referrer';
  made.src = PAGE;
  return made;
}

function shelfOf(): HTMLElement {
  if (shelf === null) {
    shelf = document.createElement('div');
    shelf.hidden = true;
    document.body.append(shelf);
  }
  return shelf;
}

/** On its own page and nowhere else. */
const isWhole = (frame: HTMLIFrameElement): boolean => frame.isConnected && frame.contentDocument?.readyState === 'complete' && frame.contentDocument.location?.pathname === PAGE;

/** Names in it may pass for the document's own body or functions: it cannot be trusted to become empty. The sanitisers leave none. */
const isClobbered = (doc: Document): boolean => Document.prototype.querySelector.call(doc, '[name], form, object, embed, iframe, frameset') !== null;

/** With its page: only this way of moving does not load it anew. */
function move(frame: HTMLIFrameElement, to: HTMLElement): boolean {
  try {
    to.moveBefore(frame, null);
    return true;
  } catch {
    return false;
  }
}

function empty(doc: Document): void {
  doc.head.replaceChildren();
  doc.body.replaceChildren();
  for (const element of [doc.documentElement, doc.body]) for (const name of element.getAttributeNames()) if (name !== 'lang') element.removeAttribute(name);
  doc.getSelection()?.removeAllRanges();
  doc.defaultView?.scrollTo(0, 0);
}
