/** The composer, live: knows the accounts and hands the message to the engine. */
import type { OperationId } from '../../../shared/ids.ts';
import type { Outgoing } from '../../../shared/ipc/contract/compose.ts';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { useProjection } from '../../engine/use-projection.ts';
import { ComposerPane } from './ComposerPane.tsx';

export interface ComposerProps {
  readonly initial: Outgoing;
  readonly onClose: () => void;
  readonly onSent: (operationId: OperationId) => void;
}

export function Composer({ initial, onClose, onSent }: ComposerProps) {
  const engine = useEngine();
  const accounts = useProjection('accounts.list', {}).value?.accounts ?? [];
  const forwarded = initial.source?.kind === 'forward' ? { messageId: initial.source.messageId } : null;
  const left = useProjection('messages.view', forwarded).value?.attachments ?? [];
  return <ComposerPane initial={initial} accounts={accounts} leftBehind={left.map(({ name }) => name)} onSend={(outgoing) => engine.call('compose.send', outgoing)} onClose={onClose} onSent={onSent} />;
}
