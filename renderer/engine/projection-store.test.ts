import { expect, test } from 'vitest';
import { fail } from '../../shared/failure.ts';
import { accountId, folderId, messageId } from '../../shared/ids.ts';
import type { Client } from '../../shared/ipc/client.ts';
import { say } from '../../shared/locales/say.ts';
import { ProjectionStore } from './projection-store.ts';

const input = (uid: number) => ({ messageId: messageId(folderId(accountId('one'), 'INBOX'), 7, uid) });

test('why nothing came for one input is not told of the next, which loads; it is told until there is one', () => {
  const { failure } = fail('internal', say('engine-mirror.messageGone'));
  const onFailure: ((reason: typeof failure) => void)[] = [];
  const watch = (_name: unknown, _input: unknown, sink: { onFailure(reason: typeof failure): void }) => {
    onFailure.push((reason) => sink.onFailure(reason));
    return () => undefined;
  };
  const store = new ProjectionStore<'messages.view'>();
  const stop = store.open({ watch } as unknown as Client, 'messages.view', input(1));
  onFailure[0]?.(failure);
  stop();
  expect(store.get().failure).toEqual(failure);
  store.open({ watch } as unknown as Client, 'messages.view', input(2));
  expect(store.get().failure).toBeNull();
});
