/** A WebSocket of this page as a Transport: one binary frame per message, kept back until the socket is open. */
import { decodeFrame, encodeFrame } from '../../shared/ipc/frame.ts';
import { ReceivingEnd } from '../../shared/ipc/receiving-end.ts';
import type { Transport } from '../../shared/ipc/transport.ts';

export function webSocketTransport(socket: WebSocket): Transport {
  socket.binaryType = 'arraybuffer';
  const receiving = new ReceivingEnd();
  let unsent: unknown[] = [];
  socket.addEventListener('open', () => {
    const waiting = unsent;
    unsent = [];
    for (const message of waiting) socket.send(encodeFrame(message));
  });
  socket.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (!(event.data instanceof ArrayBuffer)) return socket.close(1003);
    let message: unknown;
    try {
      message = decodeFrame(new Uint8Array(event.data));
    } catch {
      // Bytes that are no frame: the line cannot be trusted any more. The caller connects anew.
      return socket.close(4002, 'bad frame');
    }
    receiving.deliver(message);
  });
  socket.addEventListener('close', () => receiving.end());
  return {
    post(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(encodeFrame(message));
      else if (socket.readyState === WebSocket.CONNECTING) unsent.push(message);
    },
    onMessage: (listener) => receiving.listen(listener),
    onClose: (listener) => receiving.listenForEnd(listener),
    close() {
      socket.close(1000);
      receiving.end();
    },
    buffered: () => socket.bufferedAmount,
  };
}
