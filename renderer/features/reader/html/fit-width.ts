/** Shrinks a message that is made for a wider page until it fits, as far as it stays readable; beyond that it scrolls sideways. */

const SMALLEST = 0.6;

/** Looks at the layout twice, so it is called when the frame's width or the content changes, not at every measure. */
export function fitWidth(doc: Document): void {
  const { body, documentElement: root } = doc;
  body.style.zoom = '';
  const wide = root.scrollWidth;
  const room = root.clientWidth;
  if (room > 0 && wide > room + 1) body.style.zoom = String(Math.max(SMALLEST, Math.floor((room / wide) * 1000) / 1000));
}
