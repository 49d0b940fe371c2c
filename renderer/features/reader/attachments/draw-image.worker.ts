/** Runs image decoders away from the window. */
import type { DrawReply, DrawRequest } from './draw-image.ts';

self.addEventListener('message', (event: MessageEvent<DrawRequest>) => {
  const { id, data, type, width, height } = event.data;
  void decode(data, type, width, height).then(
    (bitmap) => self.postMessage({ id, bitmap } satisfies DrawReply, { transfer: [bitmap] }),
    () => self.postMessage({ id, bitmap: null } satisfies DrawReply),
  );
});

function decode(data: string, type: string, width: number, height: number): Promise<ImageBitmap> {
  const octets = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  return createImageBitmap(new Blob([octets], { type }), { resizeWidth: width, resizeHeight: height, resizeQuality: 'high', imageOrientation: 'from-image' });
}
