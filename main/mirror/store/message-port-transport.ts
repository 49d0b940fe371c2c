/** A line over a MessagePort, one frame per message as over a WebSocket: both hosts carry the same. */
import { decodeFrame, encodeFrame } from '../../../shared/ipc/frame.ts';
import type { Transport } from '../../../shared/ipc/transport.ts';

/** The port is started with the first listener; Chromium tells when the other end is gone. What is no frame closes the line. */
export function messagePortTransport(port: MessagePort): Transport {
  let onClose: (() => void) | undefined;
  let closed = false;
  const end = (): void => {
    if (closed) return;
    closed = true;
    onClose?.();
  };
  port.addEventListener('close', end);
  const close = (): void => {
    port.close();
    end();
  };
  return {
    post: (message) => {
      if (!closed) port.postMessage(encodeFrame(message));
    },
    onMessage: (listener) => {
      port.onmessage = ({ data }: MessageEvent<Uint8Array>) => {
        let message: unknown;
        try {
          message = decodeFrame(data);
        } catch {
          close();
          return;
        }
        listener(message);
      };
    },
    onClose: (listener) => {
      onClose = listener;
      if (closed) listener();
    },
    close,
    buffered: () => 0,
  };
}
