/** A message dragged to another program is a file there: offered by the host at an address that is good once. */
import { useMemo } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { dragOutValue, GOOD_FOR } from '../../engine/offered.ts';

export interface MessageOut {
  /** A drag of it may begin: it cannot wait for an address itself. */
  readonly prepare: (id: MessageId) => void;
  /** What the drag carries for others; a browser takes one file. */
  readonly carried: (id: MessageId) => Readonly<Record<string, string>>;
}

/** The same for good. */
export function useMessageOut(): MessageOut {
  const engine = useEngine();
  return useMemo(() => {
    let offer: { id: MessageId; at: number; value: string | null } | null = null;
    return {
      prepare(id) {
        if (offer?.id === id && Date.now() - offer.at < GOOD_FOR) return;
        const asked = { id, at: Date.now(), value: null as string | null };
        offer = asked;
        // Without an address it can still be dragged to folders.
        void engine.call('attachments.offer', { messageId: id, section: '' }).then((answer) => {
          if (answer.ok && answer.value.path !== null) asked.value = dragOutValue(answer.value.name, answer.value.path);
        });
      },
      carried(id) {
        const value = offer?.id === id ? offer.value : null;
        offer = null;
        return value === null ? {} : { DownloadURL: value };
      },
    };
  }, [engine]);
}
