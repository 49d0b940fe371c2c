/** A MessagePort as a Transport. Values cross as frames, as over a WebSocket: both hosts carry the same. */
import { decodeFrame, encodeFrame } from '../../shared/ipc/frame.ts';
import { ReceivingEnd } from '../../shared/ipc/receiving-end.ts';
import type { Transport } from '../../shared/ipc/transport.ts';

export function portTransport(port: MessagePort): Transport {
  const receiving = new ReceivingEnd();
  const end = (): void => {
    port.close();
    receiving.end();
  };
  port.addEventListener('message', (event: MessageEvent<unknown>) => {
    let message: unknown;
    try {
      if (!(event.data instanceof Uint8Array)) throw new TypeError('not a frame');
      message = decodeFrame(event.data);
    } catch {
      // Something else than a frame: the line cannot be trusted any more. The caller connects anew.
      return end();
    }
    receiving.deliver(message);
  });
  port.addEventListener('messageerror', end);
  // Chromium tells one end of a channel when the other is gone.
  port.addEventListener('close', () => receiving.end());
  port.start();
  return {
    post(message) {
      if (!receiving.closed) port.postMessage(encodeFrame(message));
    },
    onMessage: (listener) => receiving.listen(listener),
    onClose: (listener) => receiving.listenForEnd(listener),
    close: end,
    buffered: () => 0,
  };
}
