/** A window that closes with its message cannot say what became of it: the window with a list that was looked at last does, with the way back. */
import { useEffect } from 'react';
import type { OperationId } from '../../shared/ids.ts';
import { oneOfWindows } from './one-of-windows.ts';
import { useStable } from './use-stable.ts';

/** What was done, and by what it is taken back: null where that cannot be. */
export interface Told {
  readonly text: string;
  readonly operationId: OperationId | null;
}

const CHANNEL = 'godwit.told';

export function tellElsewhere(told: Told): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(told);
  channel.close();
}

/** Only pages of this application reach it: they alone have its origin. Of several windows one is told. */
export function useToldElsewhere(onTold: (told: Told) => void): void {
  const hear = useStable(onTold);
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    const one = oneOfWindows(navigator.locks);
    channel.onmessage = ({ data }: MessageEvent<Told>) => { if (one.isThis()) hear(data); };
    one.claim();
    addEventListener('focus', one.claim);
    return () => {
      removeEventListener('focus', one.claim);
      one.leave();
      channel.close();
    };
  }, [hear]);
}
