/** Third wall: the frame a message is shown in. No script, no network but allowed images, no way out but through the window. */
import { useLayoutEffect, useRef, useState } from 'react';
import { t } from '../../../../shared/locales/t.ts';
import { frameStyle, type FrameColours } from './frame-style.ts';
import { fitWidth } from './fit-width.ts';
import { leaveFrame, takeFrame } from './kept-frame.ts';
import { placeholder } from './resolve.ts';
import { listenInFrame, type FrameEvents } from './frame-events.ts';
import { useFrameFont } from './use-frame-font.ts';

export interface FrameProps extends FrameEvents {
  /** Accessible name of the frame. */
  readonly title: string;
  /** Clean and resolved; taken over by the frame. A new fragment replaces the old one. */
  readonly fragment: DocumentFragment;
  /** Style sheet of the message itself, filtered. */
  readonly css: string;
  readonly colours: FrameColours;
  /** The message stands on paper of its own and needs a margin. */
  readonly padded: boolean;
  /** The fragment is in the page. */
  readonly onShown?: (() => void) | undefined;
}

/** Pixels, until its text is there. */
const FIRST_HEIGHT = 80;
/** A page longer than this scrolls inside itself. */
const MAX_HEIGHT = 60_000;
/** A message whose height follows the frame's would grow for ever. */
const MAX_GROWTH_STEPS = 60;

export function Frame({ title, fragment, css, colours, padded, onLink, onTarget, onShown }: FrameProps) {
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement | null>(null);
  const [doc, setDoc] = useState<Document | null>(null);
  const events = useRef<FrameEvents>({ onLink, onTarget });
  const shown = useRef(onShown);
  /** Where the message is now. */
  const taken = useRef<{ readonly fragment: DocumentFragment; readonly doc: Document } | null>(null);
  useLayoutEffect(() => {
    events.current = { onLink, onTarget };
    shown.current = onShown;
  });
  useFrameFont(doc);

  // In the frame of the message's header, not after it.
  useLayoutEffect(() => {
    if (!doc || !frame.current) return;
    return listenInFrame(frame.current, doc, { onLink: (url, text) => events.current.onLink(url, text), onTarget: (url) => events.current.onTarget(url) });
  }, [doc]);

  useLayoutEffect(() => {
    if (!doc) return;
    const style = doc.createElement('style');
    style.textContent = frameStyle(colours, padded);
    const own = doc.createElement('style');
    own.textContent = css;
    doc.head.replaceChildren(style, own);
  }, [doc, css, colours, padded]);

  useLayoutEffect(() => {
    if (!doc) return;
    let steps = 0;
    let last = 0;
    const measure = (): void => {
      const bar = doc.documentElement.offsetHeight && doc.defaultView ? doc.defaultView.innerHeight - doc.documentElement.clientHeight : 0;
      const wanted = Math.ceil(doc.body.getBoundingClientRect().height) + Math.max(0, bar);
      if (wanted === last) return;
      if (wanted > last) steps += 1;
      last = wanted;
      const capped = wanted > MAX_HEIGHT || steps > MAX_GROWTH_STEPS;
      doc.documentElement.classList.toggle('capped', capped);
      if (steps <= MAX_GROWTH_STEPS && frame.current) frame.current.style.height = `${Math.min(wanted, MAX_HEIGHT)}px`;
    };
    // Loaded anew, the frame has another document: the message is still in the one before.
    const before = taken.current;
    if (before?.fragment === fragment && before.doc !== doc) while (before.doc.body.firstChild) fragment.append(before.doc.body.firstChild);
    taken.current = { fragment, doc };
    doc.body.replaceChildren(doc.adoptNode(fragment));
    // The direction of the message's first letters, unless it says otherwise itself further in.
    doc.body.dir = 'auto';
    const fit = (): void => {
      fitWidth(doc);
      measure();
    };
    const observer = new ResizeObserver(measure);
    observer.observe(doc.body);
    const view = doc.defaultView;
    let room = 0;
    const onResize = (): void => {
      // Our own changes of height come here too.
      if (view && view.innerWidth !== room) fit();
      room = view?.innerWidth ?? 0;
    };
    view?.addEventListener('resize', onResize);
    // Loading and failing do not bubble.
    doc.addEventListener('load', fit, true);
    doc.addEventListener('error', showFailedImage, true);
    fit();
    shown.current?.();
    return () => {
      observer.disconnect();
      view?.removeEventListener('resize', onResize);
      doc.removeEventListener('load', fit, true);
      doc.removeEventListener('error', showFailedImage, true);
    };
  }, [doc, fragment]);

  // Last: what is done to its document is undone before it goes.
  useLayoutEffect(() => {
    if (!place.current) return;
    const own = takeFrame(place.current, setDoc);
    own.style.height = `${FIRST_HEIGHT}px`;
    frame.current = own;
    return () => {
      frame.current = null;
      leaveFrame(own);
    };
  }, []);
  useLayoutEffect(() => { if (frame.current) frame.current.title = title; }, [title]);

  return <div ref={place} />;
}

function showFailedImage(event: Event): void {
  const image = event.target as Element | null;
  if (image?.localName === 'img') image.replaceWith(placeholder(image, t('reader.imageFailed')));
}
