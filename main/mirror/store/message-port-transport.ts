/** A line over a MessagePort, one frame per message as over a WebSocket: both hosts carry the same. */
import { decodeFrame, encodeFrame } from '../../../shared/ipc/frame.ts';
import type { Transport } from '../../../shared/ipc/transport.ts';

/** The port is started with the first listener; Chromium tells when the other end is gone. */
export function messagePortTransport(port: MessagePort): Transport {
  let onClose: (() => void) | undefined;
  let closed = false;
  const end = (): void => {
    if (closed) return;
    closed = true;
    onClose?.();
  };
  port.addEventListener('close', end);
  return {
    post: (message) => {
      if (!closed) port.postMessage(encodeFrame(message));
    },
    onMessage: (listener) => {
      port.onmessage = ({ data }: MessageEvent<Uint8Array>) => listener(decodeFrame(data));
    },
    onClose: (listener) => {
      onClose = listener;
      if (closed) listener();
    },
    close: () => {
      port.close();
      end();
    },
    buffered: () => 0,
  };
}
