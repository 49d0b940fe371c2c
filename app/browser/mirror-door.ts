/** Lets in one mirror at a time: two that write the same account's mail would fight over the engine. */
import type { WebSocket } from 'ws';
import type { MirrorPort } from '../../main/ports.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { socketTransport } from './socket-transport.ts';

/** Closing code for a mirror that comes while another one lives: try again later. */
export const MIRROR_TAKEN = 4001;
/** How long the one before has to answer, or to end when its window has just been reloaded. */
const GRACE = 1_500;

export interface MirrorDoor extends MirrorPort {
  knock(socket: WebSocket): void;
}

export function createMirrorDoor(grace = GRACE): MirrorDoor {
  let listener: ((transport: Transport) => void) | undefined;
  let current: WebSocket | undefined;
  let line: Transport | undefined;

  const admit = (socket: WebSocket): void => {
    current = socket;
    line = socketTransport(socket);
    socket.once('close', () => {
      if (current === socket) current = line = undefined;
    });
    listener?.(line);
  };

  return {
    onConnect(callback) {
      listener = callback;
      if (line) callback(line);
    },
    knock(socket) {
      const before = current;
      if (!before || before.readyState !== before.OPEN) return admit(socket);
      // The newcomer's messages stay in its socket until it is decided.
      socket.pause();
      let answered = false;
      before.once('pong', () => { answered = true; });
      before.ping();
      let settled = false;
      const settle = (): void => {
        if (settled) return;
        settled = true;
        clearTimeout(timer);
        socket.resume();
        if (current === undefined && socket.readyState === socket.OPEN) return admit(socket);
        socket.close(MIRROR_TAKEN, 'another window has the mirror');
      };
      const timer = setTimeout(() => {
        if (answered) return settle();
        before.terminate();
      }, grace);
      before.once('close', settle);
    },
  };
}
