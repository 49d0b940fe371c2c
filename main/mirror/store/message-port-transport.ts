/** A line over a MessagePort, one frame per message as over a WebSocket: both hosts carry the same. */
import { decodeFrame, encodeFrame } from '../../../shared/ipc/frame.ts';
import { ReceivingEnd } from '../../../shared/ipc/receiving-end.ts';
import type { Transport } from '../../../shared/ipc/transport.ts';

/** The port is started with the first listener; Chromium tells when the other end is gone. What is no frame closes the line. */
export function messagePortTransport(port: MessagePort): Transport {
  const receiving = new ReceivingEnd();
  const close = (): void => {
    port.close();
    receiving.end();
  };
  port.addEventListener('close', () => receiving.end());
  return {
    post: (message) => {
      if (!receiving.closed) port.postMessage(encodeFrame(message));
    },
    onMessage: (listener) => {
      receiving.listen(listener);
      port.onmessage = ({ data }: MessageEvent<Uint8Array>) => {
        let message: unknown;
        try {
          message = decodeFrame(data);
        } catch {
          close();
          return;
        }
        receiving.deliver(message);
      };
    },
    onClose: (listener) => receiving.listenForEnd(listener),
    close,
    buffered: () => 0,
  };
}
