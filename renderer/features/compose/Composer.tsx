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
  const { source } = initial;
  const answered = useProjection('messages.view', source ? { messageId: source.messageId } : null).value;
  const left = source?.kind === 'forward' ? answered?.attachments ?? [] : [];
  // What could not be fetched was not there to be quoted either.
  const isUnquoted = answered?.body === null && answered.failure !== null;
  return <ComposerPane initial={initial} accounts={accounts} leftBehind={left.map(({ name }) => name)} isUnquoted={isUnquoted} onSend={(outgoing) => engine.call('compose.send', outgoing)} onClose={onClose} onSent={onSent} />;
}
