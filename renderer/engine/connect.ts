/** Reaches the engine from a window: over the desktop shell's port if there is one, else over a WebSocket to where this page came from. */
import { fail } from '../../shared/failure.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { t } from '../../shared/locales/t.ts';
import { startMirror } from './start-mirror.ts';
import { portTransport } from './port-transport.ts';
import { takeWindowKey } from './window-key.ts';
import { webSocketTransport } from './web-socket-transport.ts';

/** What the preload of the desktop shell exposes, and all of it. */
interface ShellBridge {
  /** Asks for a new port; it arrives as a window message `godwit:port`, because a port cannot cross the bridge itself. */
  requestPort(): void;
}

const PORT_MESSAGE = 'godwit:port';
const PATIENCE = 10_000;

/** One new line, open. Rejects with FailureError 'connection-refused', 'timeout', or 'authentication' if this window belongs to an earlier start. When it closes, call again for the next one. */
export function connectEngine(): Promise<Transport> {
  const { godwit } = window as unknown as { godwit?: ShellBridge };
  return godwit ? connectThroughShell(godwit) : connectOverWebSocket();
}

function connectThroughShell(shell: ShellBridge): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(() => reject(fail('timeout', t('failures.engine-silent')))), PATIENCE);
    const finish = (then: () => void): void => {
      clearTimeout(timer);
      window.removeEventListener('message', receive);
      then();
    };
    const receive = (event: MessageEvent<unknown>): void => {
      // Only the preload, which shares this window, may hand over a port; a frame inside the page may not.
      const port = event.ports[0];
      if (event.source !== window || event.data !== PORT_MESSAGE || !port) return;
      finish(() => resolve(portTransport(port)));
    };
    window.addEventListener('message', receive);
    shell.requestPort();
  });
}

function connectOverWebSocket(): Promise<Transport> {
  const key = takeWindowKey();
  if (!startMirror(key)) return Promise.reject(fail('unsupported', t('failures.browser-too-old')));
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ipc`, key === '' ? ['godwit'] : ['godwit', key]);
    const transport = webSocketTransport(socket);
    const timer = setTimeout(() => socket.close(), PATIENCE);
    socket.addEventListener('open', () => {
      clearTimeout(timer);
      resolve(transport);
    }, { once: true });
    socket.addEventListener('close', () => {
      clearTimeout(timer);
      void whyRefused(key).then(reject);
    }, { once: true });
  });
}

/** A socket that is refused does not say why; a page does. */
async function whyRefused(key: string): Promise<Error> {
  const status = await fetch('/', { method: 'HEAD', cache: 'no-store' }).then((answer) => answer.status, () => null);
  if (status === 403 || (status === 200 && key === '')) return fail('authentication', t('failures.window-of-before'));
  return fail('connection-refused', t('failures.engine-gone'));
}
