/** What the computer does to connections behind our back, through Electron: sleep, a locked screen, another network. */
import type { Clock, System } from '../../main/ports.ts';
import { watchNetwork } from '../network-watch.ts';
import type { Shell } from './shell.ts';

/** A screen that is unlocked often follows a sleep of which the system has not told. */
const EVENTS = ['resume', 'unlock-screen'] as const;

export function systemPower(monitor: Pick<Shell['powerMonitor'], 'on' | 'off'>, clock: Clock): System {
  return {
    onWake(listener) {
      // Electron's overloads take one event each.
      const emitter: Pick<NodeJS.EventEmitter, 'on' | 'off'> = monitor;
      for (const event of EVENTS) emitter.on(event, listener);
      const stop = watchNetwork(listener, { clock });
      return () => {
        for (const event of EVENTS) emitter.off(event, listener);
        stop();
      };
    },
  };
}
