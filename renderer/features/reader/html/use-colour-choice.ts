/** How the colours of a message are shown in a dark window: turned, or as they were made. Remembered for its sender. */
import { useCallback, useLayoutEffect, useState } from 'react';
import type { ProjectionState } from '../../../engine/projection-store.ts';
import { useEngine } from '../../../engine/EngineProvider.tsx';
import { useShared } from '../../../engine/use-shared.ts';
import { offerToggle } from './colour-toggle.ts';

export interface ColourChoice {
  readonly original: boolean;
  readonly toggle: () => void;
}

type State = ProjectionState<'settings.read'>;

/** `canToggle`: the message has two looks just now, and the key turns it. */
export function useColourChoice(from: string | undefined, canToggle: boolean): ColourChoice {
  const engine = useEngine();
  const address = from?.toLowerCase() ?? '';
  const usual = useShared('settings.read', useCallback(({ value }: State): boolean => (address === '' ? undefined : value?.settings.senders[address]?.original) ?? value?.settings.reading.darkMessages === 'original', [address]));
  const [chosen, setChosen] = useState<{ readonly of: string; readonly original: boolean } | null>(null);
  const original = chosen?.of === address ? chosen.original : usual;
  const toggle = useCallback(() => {
    setChosen({ of: address, original: !original });
    // Not remembered, it holds until the message is closed: no reason to trouble anybody.
    if (address !== '') void engine.call('settings.change', { senders: { [address]: { original: !original } } });
  }, [engine, address, original]);
  // With the button, not after it: whoever sees that may press the key.
  useLayoutEffect(() => (canToggle ? offerToggle(toggle) : undefined), [canToggle, toggle]);
  return { original, toggle };
}
