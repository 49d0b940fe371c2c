/** What attachments really are, asked for when their message has been on screen for a moment. */
import { useEffect } from 'react';
import type { MessageId } from '../../../../shared/ids.ts';
import type { Inspection } from '../../../../shared/ipc/contract/attachments.ts';
import type { Attachment } from '../../../../shared/model/message.ts';
import { useEngine } from '../../../engine/EngineProvider.tsx';
import { useStateOf } from '../use-state-of.ts';

/** Milliseconds: whoever leafs through messages asks for nothing. */
const A_MOMENT = 250;
/** Each costs a few kilobytes from the server. */
const MOST = 24;

const NONE: ReadonlyMap<string, Inspection> = new Map();

/** By section; those that cannot be had are left out. */
export function useInspections(messageId: MessageId, attachments: readonly Attachment[]): ReadonlyMap<string, Inspection> {
  const engine = useEngine();
  const [found, setFound] = useStateOf(messageId, NONE);
  const sections = attachments.slice(0, MOST).map(({ section }) => section).join(' ');

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => void (async () => {
      for (const section of sections.split(' ').filter(Boolean)) {
        const answer = await engine.call('attachments.inspect', { messageId, section }, { signal });
        if (signal.aborted) return;
        if (answer.ok) setFound((old) => new Map(old).set(section, answer.value));
        // Without a line to the server none of the others would come either.
        else if (answer.failure.code !== 'not-found') return;
      }
    })(), A_MOMENT);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [engine, messageId, sections, setFound]);
  return found;
}
