/** The composer, live: knows the accounts and hands the message to the engine. */
import { useEngine } from '../../engine/EngineProvider.tsx';
import { useProjection } from '../../engine/use-projection.ts';
import { ComposerPane, type ComposerPaneProps } from './ComposerPane.tsx';

export type ComposerProps = Pick<ComposerPaneProps, 'start' | 'onClose' | 'onAside' | 'onDiscarded' | 'onSent' | 'onRefused'>;

export function Composer({ start, ...rest }: ComposerProps) {
  const engine = useEngine();
  const accounts = useProjection('accounts.list', {}).value?.accounts ?? [];
  const { source } = start.initial;
  const isFresh = start.saved === null;
  const answered = useProjection('messages.view', source && (isFresh || source.kind === 'forward') ? { messageId: source.messageId } : null).value;
  const left = source?.kind === 'forward' ? answered?.attachments ?? [] : [];
  // What could not be fetched was not there to be quoted either.
  const isUnquoted = isFresh && answered?.body === null && answered.failure !== null;
  const replaces = start.saved ? start.saved.letter.replaces : start.replaces;
  return (
    <ComposerPane
      start={start} accounts={accounts} leftBehind={left.map(({ name }) => name)} isUnquoted={isUnquoted}
      onSend={(outgoing, draft) => engine.call('compose.send', { ...outgoing, draft, ...(replaces ? { replaces } : {}) })}
      {...rest}
    />
  );
}
