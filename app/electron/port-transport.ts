/** A MessagePortMain as a Transport. Values cross as frames, as over a WebSocket: both hosts carry the same. */
import type { MessagePortMain } from 'electron';
import { decodeFrame, encodeFrame } from '../../shared/ipc/frame.ts';
import { ReceivingEnd } from '../../shared/ipc/receiving-end.ts';
import type { Transport } from '../../shared/ipc/transport.ts';

export type MainPort = Pick<MessagePortMain, 'on' | 'start' | 'close' | 'postMessage'>;

export function portTransport(port: MainPort): Transport {
  const receiving = new ReceivingEnd();
  port.on('close', () => receiving.end());
  port.on('message', ({ data }: { data: unknown }) => {
    let message: unknown;
    try {
      if (!(data instanceof Uint8Array)) throw new TypeError('not a frame');
      // A Buffer's `slice` is a view: what goes on from here are plain Uint8Arrays.
      message = decodeFrame(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    } catch {
      // Something else than a frame: nothing behind it can be trusted. The window connects anew.
      port.close();
      return receiving.end();
    }
    receiving.deliver(message);
  });
  port.start();

  return {
    post(message) {
      if (!receiving.closed) port.postMessage(encodeFrame(message));
    },
    onMessage: (listener) => receiving.listen(listener),
    onClose: (listener) => receiving.listenForEnd(listener),
    close() {
      port.close();
      receiving.end();
    },
    buffered: () => 0,
  };
}
