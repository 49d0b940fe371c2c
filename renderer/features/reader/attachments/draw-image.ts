/** Decodes an image away from the screen and no larger than it is shown: a hostile one costs a worker, never the window. */

export interface DrawRequest { readonly id: number; readonly data: string; readonly type: string; readonly width: number; readonly height: number }
export type DrawReply = { readonly id: number; readonly bitmap: ImageBitmap } | { readonly id: number; readonly bitmap: null };

/** Milliseconds after which an image counts as one that cannot be shown. */
const PATIENCE = 10_000;
/** Raster images a browser decodes; SVG is a document. */
const TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/x-ms-bmp', 'image/apng']);

let worker: Worker | null = null;
let nextId = 1;

/** `data` is base64; `width` and `height` how large it is wanted, in pixels of the screen. Null if it cannot be decoded. The caller closes the bitmap. */
export function drawImage(data: string, type: string, width: number, height: number): Promise<ImageBitmap | null> {
  if (!TYPES.has(type)) return Promise.resolve(null);
  worker ??= new Worker(new URL('./draw-image.worker.ts', import.meta.url), { type: 'module', name: 'draw-image' });
  const current = worker;
  const id = nextId++;
  return new Promise((resolve) => {
    const end = (bitmap: ImageBitmap | null): void => {
      clearTimeout(timer);
      current.removeEventListener('message', onMessage);
      current.removeEventListener('error', onError);
      resolve(bitmap);
    };
    const onMessage = ({ data: reply }: MessageEvent<DrawReply>): void => { if (reply.id === id) end(reply.bitmap); };
    const onError = (): void => {
      if (worker === current) worker = null;
      current.terminate();
      end(null);
    };
    const timer = setTimeout(onError, PATIENCE);
    current.addEventListener('message', onMessage);
    current.addEventListener('error', onError);
    current.postMessage({ id, data, type, width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) } satisfies DrawRequest);
  });
}

/** The largest size of the same shape within a box, never larger than it is. */
export function within(image: { readonly width: number; readonly height: number }, box: { readonly width: number; readonly height: number }): { width: number; height: number } {
  const scale = Math.min(1, box.width / image.width, box.height / image.height);
  return { width: Math.max(1, Math.round(image.width * scale)), height: Math.max(1, Math.round(image.height * scale)) };
}
