/** What the window does for the message frame: no script runs in there, so every click, key and drag is handled from outside. */
import { LINK } from '../../../../shared/html/policy.ts';
import { toggleQuote } from '../quotes/fold-html.ts';
import { drawnText } from './drawn-text.ts';

export interface FrameEvents {
  /** A person followed a link. */
  onLink(url: string, text: string): void;
  /** The pointer or the focus is on a link, or on none. */
  onTarget(url: string | null): void;
}

/** Listens in the frame's document; the answer stops it. `frame` gets a copy of every key that the message does not use. */
export function listenInFrame(frame: HTMLIFrameElement, doc: Document, events: FrameEvents): () => void {
  const stop = new AbortController();
  const on = <K extends keyof DocumentEventMap>(type: K, handler: (event: DocumentEventMap[K]) => void): void => {
    doc.addEventListener(type, handler, { capture: true, signal: stop.signal });
  };
  const follow = (event: Event, link: Element): void => {
    event.preventDefault();
    // Only what a person did counts.
    if (!event.isTrusted) return;
    const target = link.getAttribute(LINK) ?? '';
    if (target.startsWith('#')) doc.getElementById(target.slice(1))?.scrollIntoView({ block: 'start' });
    // What is drawn: a word that is not may stand beside the address that is read.
    else events.onLink(target, drawnText(link));
  };

  on('click', (event) => {
    const link = linkOf(event.target);
    if (link) follow(event, link);
    else if (event.isTrusted && toggleQuote(inside(event.target, '*'))) event.preventDefault();
    else if (inside(event.target, 'a,area')) event.preventDefault();
  });
  // The middle button asks for a new tab; for us that is the same as opening.
  on('auxclick', (event) => {
    const link = linkOf(event.target);
    if (link && event.button === 1) follow(event, link);
    else if (event.button === 1) event.preventDefault();
  });
  on('keydown', (event) => {
    const link = linkOf(event.target);
    if (isPress(event) && event.isTrusted && toggleQuote(inside(event.target, '*'))) event.preventDefault();
    else if (link && event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.altKey) follow(event, link);
    else passOn(frame, event);
  });
  on('keyup', (event) => passOn(frame, event));
  on('mouseover', (event) => events.onTarget(linkOf(event.target)?.getAttribute(LINK) ?? null));
  on('mouseout', (event) => { if (!event.relatedTarget) events.onTarget(null); });
  on('focusin', (event) => events.onTarget(linkOf(event.target)?.getAttribute(LINK) ?? null));
  on('focusout', () => events.onTarget(null));
  for (const type of ['submit', 'dragover', 'drop'] as const) on(type, (event) => event.preventDefault());
  // Text may be dragged out; a link or an image would be a way to load it.
  on('dragstart', (event) => { if (inside(event.target, `a,img,[${LINK}]`)) event.preventDefault(); });
  return () => stop.abort();
}

/** Elements of another document are not `instanceof` ours. */
const inside = (target: EventTarget | null, selector: string): Element | null => {
  const node = target as Node | null;
  const element = node?.nodeType === 1 ? (node as Element) : node?.parentElement;
  return element?.closest(selector) ?? null;
};

const isPress = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => (key === 'Enter' || key === ' ') && !ctrlKey && !metaKey && !altKey;

const linkOf = (target: EventTarget | null): Element | null => inside(target, `[${LINK}]`);

/** The application's keys work while the message has the focus. */
function passOn(frame: HTMLIFrameElement, event: KeyboardEvent): void {
  const copy = new KeyboardEvent(event.type, {
    key: event.key, code: event.code, location: event.location, repeat: event.repeat, isComposing: event.isComposing,
    ctrlKey: event.ctrlKey, shiftKey: event.shiftKey, altKey: event.altKey, metaKey: event.metaKey, bubbles: true, cancelable: true,
  });
  if (!frame.dispatchEvent(copy)) event.preventDefault();
}
