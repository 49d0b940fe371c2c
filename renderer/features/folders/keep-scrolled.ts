/** The folder tree stays where it was scrolled to when it gets the focus: what is under the pointer is what is pressed. */

/** Until the answered function is called. */
export function keepScrolled(tree: HTMLElement): () => void {
  // On focus react-aria goes back to where it last heard of scrolling, and the browser tells of that only a frame later.
  const tell = (): void => void tree.dispatchEvent(new Event('scroll'));
  tree.addEventListener('focusin', tell);
  return () => tree.removeEventListener('focusin', tell);
}
