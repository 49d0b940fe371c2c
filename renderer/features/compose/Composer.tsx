/** The composer, live: knows the accounts and hands the message to the engine. */
import { useEngine } from '../../engine/EngineProvider.tsx';
import { useProjection } from '../../engine/use-projection.ts';
import { ComposerPane, type ComposerPaneProps } from './ComposerPane.tsx';

export type ComposerProps = Pick<ComposerPaneProps, 'start' | 'asked' | 'onClose' | 'onAside' | 'onForked' | 'onDiscarded' | 'onSent' | 'onRefused'>;

export function Composer({ start, ...rest }: ComposerProps) {
  const engine = useEngine();
  const accounts = useProjection('accounts.list', {}).value?.accounts ?? [];
  const { source } = start.initial;
  const forwarded = useProjection('messages.view', source?.kind === 'forward' ? { messageId: source.messageId } : null).value;
  const replaces = start.saved ? start.saved.letter.replaces : start.replaces;
  return (
    <ComposerPane
      start={start} accounts={accounts} leftBehind={(forwarded?.attachments ?? []).map(({ name }) => name)}
      onSend={(outgoing, draft) => engine.call('compose.send', { ...outgoing, draft, ...(replaces ? { replaces } : {}) })}
      {...rest}
    />
  );
}
