/** A MessagePort as a Transport. Values cross as frames, as over a WebSocket: both hosts carry the same. */
import { decodeFrame, encodeFrame } from '../../shared/ipc/frame.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { Mailbox } from './mailbox.ts';

export function portTransport(port: MessagePort): Transport {
  const mailbox = new Mailbox();
  const end = (): void => {
    port.close();
    mailbox.end();
  };
  port.addEventListener('message', (event: MessageEvent<unknown>) => {
    let message: unknown;
    try {
      if (!(event.data instanceof Uint8Array)) throw new TypeError('not a frame');
      message = decodeFrame(event.data);
    } catch {
      // Something else than a frame: the line cannot be trusted any more. The caller connects anew.
      return end();
    }
    mailbox.deliver(message);
  });
  port.addEventListener('messageerror', end);
  // Chromium tells one end of a channel when the other is gone.
  port.addEventListener('close', () => mailbox.end());
  port.start();
  return {
    post(message) {
      if (!mailbox.closed) port.postMessage(encodeFrame(message));
    },
    onMessage: (listener) => mailbox.listen(listener),
    onClose: (listener) => mailbox.listenForEnd(listener),
    close: end,
    buffered: () => 0,
  };
}
