/** A line over a browser's WebSocket, one binary frame per message. */
import { decodeFrame, encodeFrame } from '../../../shared/ipc/frame.ts';
import { ReceivingEnd } from '../../../shared/ipc/receiving-end.ts';
import type { Transport } from '../../../shared/ipc/transport.ts';

/** `socket` may still be connecting: what is posted until then waits. A frame that is none closes the line. */
export function webSocketTransport(socket: WebSocket): Transport {
  socket.binaryType = 'arraybuffer';
  const receiving = new ReceivingEnd();
  const unsent: unknown[] = [];

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
    receiving.deliver(message);
  });
  socket.addEventListener('close', () => receiving.end());

  return {
    post: (message) => {
      if (socket.readyState === WebSocket.CONNECTING) unsent.push(message);
      else if (socket.readyState === WebSocket.OPEN) socket.send(encodeFrame(message));
    },
    onMessage: (listener) => receiving.listen(listener),
    onClose: (listener) => receiving.listenForEnd(listener),
    close: () => socket.close(),
    buffered: () => socket.bufferedAmount,
  };
}
