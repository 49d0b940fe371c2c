/** A MessagePort as a Transport; values cross by structured clone. */
import type { Transport } from '../../shared/ipc/transport.ts';
import { Mailbox } from './mailbox.ts';

export function portTransport(port: MessagePort): Transport {
  const mailbox = new Mailbox();
  port.addEventListener('message', (event: MessageEvent<unknown>) => mailbox.deliver(event.data));
  port.addEventListener('messageerror', () => {
    port.close();
    mailbox.end();
  });
  // Chromium tells one end of a channel when the other is gone.
  port.addEventListener('close', () => mailbox.end());
  port.start();
  return {
    post(message) {
      if (!mailbox.closed) port.postMessage(message);
    },
    onMessage: (listener) => mailbox.listen(listener),
    onClose: (listener) => mailbox.listenForEnd(listener),
    close() {
      port.close();
      mailbox.end();
    },
    buffered: () => 0,
  };
}
