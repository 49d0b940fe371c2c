/** A line over a browser's WebSocket, one binary frame per message. */
import { decodeFrame, encodeFrame } from '../../../shared/ipc/frame.ts';
import type { Transport } from '../../../shared/ipc/transport.ts';

/** `socket` may still be connecting: what is posted until then waits. A frame that is none closes the line. */
export function webSocketTransport(socket: WebSocket): Transport {
  socket.binaryType = 'arraybuffer';
  const early: unknown[] = [];
  const unsent: unknown[] = [];
  let listener: ((message: unknown) => void) | undefined;
  let onClose: (() => void) | undefined;
  let closed = false;

  socket.addEventListener('open', () => {
    for (const message of unsent.splice(0)) socket.send(encodeFrame(message));
  });
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    let message: unknown;
    try {
      if (!(data instanceof ArrayBuffer)) throw new RangeError('not a binary frame');
      message = decodeFrame(new Uint8Array(data));
    } catch {
      socket.close();
      return;
    }
    if (listener) listener(message);
    else early.push(message);
  });
  socket.addEventListener('close', () => {
    closed = true;
    onClose?.();
  });

  return {
    post: (message) => {
      if (socket.readyState === WebSocket.CONNECTING) unsent.push(message);
      else if (socket.readyState === WebSocket.OPEN) socket.send(encodeFrame(message));
    },
    onMessage: (next) => {
      listener = next;
      for (const message of early.splice(0)) next(message);
    },
    onClose: (next) => {
      onClose = next;
      if (closed) next();
    },
    close: () => socket.close(),
    buffered: () => socket.bufferedAmount,
  };
}
