/** Asks the engine to change a folder, and tells how it went: with Undo, or with what the server said. */
import type { Failure } from '../../../shared/failure.ts';
import type { OperationId } from '../../../shared/ids.ts';
import type { CommandInput } from '../../../shared/ipc/contract.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureDetail, failureText } from '../../../shared/locales/engine-words.ts';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { takingUp } from '../../engine/taking-up.ts';

type FolderCommand = 'folders.create' | 'folders.rename' | 'folders.delete' | 'folders.subscribe' | 'folders.empty' | 'folders.move' | 'folders.markRead';

export interface FolderCommands {
  /** `told` afterwards, unless that is null, with Undo unless `isFinal`. Answers the failure if its code is one of `own` (`all`: any), else tells it; null where there is nothing more to do. */
  run<K extends FolderCommand>(name: K, input: CommandInput<K>, told: string | null, own?: readonly string[] | 'all', isFinal?: boolean): Promise<Failure | null>;
  tell(failure: Failure): void;
}

export function useFolderCommand(): FolderCommands {
  const engine = useEngine();
  const toasts = useToasts();
  const tell = (failure: Failure): void => {
    const detail = failureDetail(failure);
    toasts.show({ text: detail ? t('folders.reasonAndServer', { reason: failureText(failure), detail }) : failureText(failure), tone: 'error' });
  };
  const undo = async (operationId: OperationId): Promise<void> => {
    const result = await takingUp(engine.call('activity.undo', { operationId }));
    if (!result.ok) tell(result.failure);
  };
  return {
    tell,
    async run(name, input, told, own = [], isFinal = false) {
      const result = await takingUp(engine.call(name, input));
      if (!result.ok) {
        if (own === 'all' || own.includes(result.failure.code)) return result.failure;
        tell(result.failure);
        return null;
      }
      const { operationId } = result.value as { operationId: OperationId };
      if (told !== null) toasts.show({ text: told, ...(isFinal ? {} : { action: { label: t('actions.undo'), undoes: operationId, onAction: () => void undo(operationId) } }) });
      return null;
    },
  };
}
