/** Handlers: what can be done to folders. */
import { fail } from '../../shared/failure.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import { describeEmpty } from '../operations/kinds/empty.ts';
import { folderById, type Parts } from '../parts.ts';
import { head, newId, submit } from './submit.ts';

type Names = 'folders.empty';

export function folderHandlers(parts: Parts): Pick<Commands, Names> {
  return {
    async 'folders.empty'({ folderId }) {
      const { role, checkpoint } = await folderById(parts, folderId);
      if (role !== 'trash' && role !== 'junk') throw fail('invalid-input', 'Only Trash and Junk can be emptied.');
      const { uids } = await parts.mirror.query('spine', { folderId });
      const upTo = uids.length ? new Uint32Array(new Uint8Array(uids).buffer).at(-1)! : 0;
      if (upTo === 0) return { operationId: newId(parts) }; // nothing to do is done
      return submit(parts, { ...head(parts, folderId, checkpoint.uidValidity, [], describeEmpty(role)), kind: 'empty', upTo });
    },
  };
}
