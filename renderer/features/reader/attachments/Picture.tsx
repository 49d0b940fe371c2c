/** An image of a stranger as dead pixels on a canvas. */
import { useEffect, useRef, useState } from 'react';
import { drawImage, within } from './draw-image.ts';

export interface PictureProps {
  readonly image: { readonly data: string; readonly type: string; readonly width: number; readonly height: number };
  /** At most this large, in CSS pixels. */
  readonly box: { readonly width: number; readonly height: number };
  /** Also larger than it is. */
  readonly grow?: boolean;
  /** '' for decoration. */
  readonly label: string;
  readonly className?: string | undefined;
  /** It cannot be decoded. */
  readonly onFailed?: () => void;
}

/** Pixels are enough for twice the size; more would only cost memory. */
const MOST = 4096;

export function Picture({ image, box, grow = false, label, className, onFailed }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const failed = useRef(onFailed);
  useEffect(() => { failed.current = onFailed; }, [onFailed]);
  const [isDrawn, setDrawn] = useState(false);
  const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
  const shown = grow ? box : within(image, box);
  const drawn = within(image, { width: Math.min(MOST, shown.width * ratio), height: Math.min(MOST, shown.height * ratio) });

  useEffect(() => {
    let isCurrent = true;
    void drawImage(image.data, image.type, drawn.width, drawn.height).then((bitmap) => {
      if (isCurrent && bitmap && canvas.current) {
        canvas.current.width = bitmap.width;
        canvas.current.height = bitmap.height;
        canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0);
        setDrawn(true);
      } else if (isCurrent && !bitmap) failed.current?.();
      bitmap?.close();
    });
    return () => { isCurrent = false; };
  }, [image, drawn.width, drawn.height]);

  return <canvas ref={canvas} {...(label === '' ? {} : { role: 'img', 'aria-label': label })} className={className} data-drawn={isDrawn || undefined} style={{ width: shown.width, height: shown.height }} />;
}
