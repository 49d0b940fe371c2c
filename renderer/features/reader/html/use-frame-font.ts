/** Gives the frame our typeface. The frame may load nothing itself, so the window hands the font over. */
import latin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import { useEffect } from 'react';

let bytes: Promise<ArrayBuffer> | undefined;
const given = new WeakSet<Document>();

const load = (): Promise<ArrayBuffer> => {
  bytes ??= fetch(latin).then((answer) => answer.arrayBuffer());
  return bytes;
};

export function useFrameFont(doc: Document | null): void {
  useEffect(() => {
    const Face = (doc?.defaultView as (Window & typeof globalThis) | null)?.FontFace;
    if (!doc || !Face || given.has(doc)) return;
    let gone = false;
    load().then((font) => {
      if (gone || given.has(doc)) return;
      given.add(doc);
      doc.fonts.add(new Face('Inter Variable', font, { weight: '100 900' }));
    }, () => {
      // The system's typeface does as well; the next message tries again.
      bytes = undefined;
    });
    return () => { gone = true; };
  }, [doc]);
}
