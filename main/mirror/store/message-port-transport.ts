/** A line over a MessagePort. */
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
      if (!closed) port.postMessage(message);
    },
    onMessage: (listener) => {
      port.onmessage = ({ data }: MessageEvent<unknown>) => listener(data);
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
