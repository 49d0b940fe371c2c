/** A WebSocket of the server side as a Transport: one binary frame per message, with a heartbeat. */
import type { RawData, WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '../../shared/ipc/frame.ts';
import { ReceivingEnd } from '../../shared/ipc/receiving-end.ts';
import type { Transport } from '../../shared/ipc/transport.ts';

/** A window that answers no ping for one whole interval is gone, whatever TCP says. */
const HEARTBEAT = 30_000;

export function socketTransport(socket: WebSocket, heartbeat = HEARTBEAT): Transport {
  const receiving = new ReceivingEnd();
  let answered = true;

  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, heartbeat);

  socket.on('pong', () => { answered = true; });
  socket.on('message', (data: RawData, binary: boolean) => {
    answered = true;
    if (!binary) return socket.close(1003, 'binary frames only');
    let message: unknown;
    try {
      message = decodeFrame(bytesOf(data));
    } catch {
      // Bytes that are no frame: nothing behind them can be trusted. The other side connects anew.
      return socket.close(4002, 'bad frame');
    }
    receiving.deliver(message);
  });
  socket.on('close', () => {
    clearInterval(timer);
    receiving.end();
  });

  return {
    post(message) {
      if (socket.readyState !== socket.OPEN) return;
      const frame = encodeFrame(message);
      // Given back once it is on the wire: until the garbage collector comes, a first sync would pile up dozens of megabytes of sent frames.
      socket.send(frame, { binary: true }, (error) => {
        if (!error) frame.buffer.transfer(0);
      });
    },
    onMessage: (listener) => receiving.listen(listener),
    onClose: (listener) => receiving.listenForEnd(listener),
    close() {
      socket.close(1000);
      // One who does not answer the closing handshake is cut off.
      setTimeout(() => socket.terminate(), 1_000).unref();
    },
    buffered: () => socket.bufferedAmount,
  };
}

/** Never a Buffer: its `slice` is a view where that of a Uint8Array is a copy, and what goes on from here are Uint8Arrays. */
function bytesOf(data: RawData): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  const { buffer, byteOffset, byteLength } = Array.isArray(data) ? Buffer.concat(data) : data;
  return new Uint8Array(buffer, byteOffset, byteLength);
}
