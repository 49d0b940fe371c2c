/** A window that closes with its message cannot say what became of it: the windows with a list do, with the way back. */
import { useEffect } from 'react';
import type { OperationId } from '../../shared/ids.ts';
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

/** Only pages of this application reach it: they alone have its origin. */
export function useToldElsewhere(onTold: (told: Told) => void): void {
  const hear = useStable(onTold);
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }: MessageEvent<Told>) => hear(data);
    return () => channel.close();
  }, [hear]);
}
