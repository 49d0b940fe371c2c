/** A row that the keyboard went to and that is not loaded: it is selected once it comes, and what was pressed meanwhile is done to it. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import { t } from '../../../shared/locales/t.ts';
import type { MessageId } from '../../../shared/ids.ts';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import { leadOf, type ListRow } from './list-row.ts';
import { selectOnly, type Selection } from './selection.ts';

export interface AwaitedRow {
  /** The keyboard went there. */
  readonly go: (index: number) => void;
  /** Where that is; null if none is awaited. */
  readonly at: () => number | null;
  /** It went elsewhere: what was pressed for the row is not done. */
  readonly forget: () => void;
  /** Does it once the row is selected; answers false if none is awaited. */
  readonly whenThere: (act: (lead: MessageId) => void) => boolean;
}

interface Awaited {
  /** Where the keyboard stood then: whoever has gone elsewhere since stays there. */
  readonly from: MessageId | null;
  readonly acts: ((lead: MessageId) => void)[];
}

/** `onFollow`: the row has come; nobody chooses at this moment. */
export function useAwaitedRow(rowAt: (index: number) => ListRow | undefined, selection: Selection, onFollow: (selection: Selection) => void): AwaitedRow {
  const toasts = useToasts();
  const awaited = useRef<Awaited & { readonly index: number } | null>(null);
  /** It has come, and is not drawn as selected yet. */
  const arrived = useRef<Awaited & { readonly lead: MessageId } | null>(null);
  const giveUp = ({ acts }: Awaited): void => { if (acts.length > 0) toasts.show({ text: t('list.wentElsewhere'), seconds: 6 }); };
  const forget = (): void => {
    const { current } = awaited;
    awaited.current = null;
    if (current) giveUp(current);
  };

  useLayoutEffect(() => {
    const { current } = awaited;
    if (!current) return;
    if (current.from !== selection.lead) return forget();
    const row = rowAt(current.index);
    if (!row) return;
    awaited.current = null;
    arrived.current = { ...current, lead: leadOf(row) };
    onFollow(selectOnly(row));
  });
  // By now it is drawn as selected, and everybody knows of it.
  useEffect(() => {
    const { current } = arrived;
    if (!current || selection.lead === current.from) return;
    arrived.current = null;
    if (selection.lead !== current.lead) return giveUp(current);
    for (const act of current.acts) act(current.lead);
  });

  return {
    go: (index) => {
      forget();
      awaited.current = { index, from: selection.lead, acts: [] };
    },
    at: () => awaited.current?.index ?? null,
    forget,
    whenThere: (act) => {
      const { current } = awaited;
      current?.acts.push(act);
      return current !== null;
    },
  };
}
