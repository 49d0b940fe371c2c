/** A MessagePortMain as a Transport. Values cross as frames, as over a WebSocket: both hosts carry the same. */
import type { MessagePortMain } from 'electron';
import { decodeFrame, encodeFrame } from '../../shared/ipc/frame.ts';
import type { Transport } from '../../shared/ipc/transport.ts';

export type MainPort = Pick<MessagePortMain, 'on' | 'start' | 'close' | 'postMessage'>;

export function portTransport(port: MainPort): Transport {
  let waiting: unknown[] = [];
  let onMessage: ((message: unknown) => void) | undefined;
  let onClose: (() => void) | undefined;
  let closed = false;

  const end = (): void => {
    if (closed) return;
    closed = true;
    onClose?.();
  };
  port.on('close', end);
  port.on('message', ({ data }: { data: unknown }) => {
    let message: unknown;
    try {
      if (!(data instanceof Uint8Array)) throw new TypeError('not a frame');
      // A Buffer's `slice` is a view: what goes on from here are plain Uint8Arrays.
      message = decodeFrame(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    } catch {
      // Something else than a frame: nothing behind it can be trusted. The window connects anew.
      port.close();
      return end();
    }
    if (onMessage) onMessage(message);
    else waiting.push(message);
  });
  port.start();

  return {
    post(message) {
      if (!closed) port.postMessage(encodeFrame(message));
    },
    onMessage(listener) {
      onMessage = listener;
      const kept = waiting;
      waiting = [];
      for (const message of kept) listener(message);
    },
    onClose(listener) {
      onClose = listener;
      if (closed) queueMicrotask(listener);
    },
    close() {
      port.close();
      end();
    },
    buffered: () => 0,
  };
}
