/** Every kind of operation, by name; leaving one out does not compile. */
import type { Kind } from './kind.ts';
import { append } from './kinds/append.ts';
import { copy } from './kinds/copy.ts';
import { createFolder } from './kinds/create-folder.ts';
import { deleteFolder } from './kinds/delete-folder.ts';
import { deleteForGood } from './kinds/delete.ts';
import { empty } from './kinds/empty.ts';
import { junk } from './kinds/junk.ts';
import { move } from './kinds/move.ts';
import { removeCopy } from './kinds/remove-copy.ts';
import { renameFolder } from './kinds/rename-folder.ts';
import { setFlags } from './kinds/set-flags.ts';
import { setKeywords } from './kinds/set-keywords.ts';
import { subscribeFolder } from './kinds/subscribe-folder.ts';
import type { Operation, OperationKind } from './operation.ts';

const KINDS: { readonly [K in OperationKind]: Kind<Extract<Operation, { kind: K }>> } = {
  'set-flags': setFlags,
  'set-keywords': setKeywords,
  move,
  copy,
  junk,
  delete: deleteForGood,
  'remove-copy': removeCopy,
  empty,
  append,
  'create-folder': createFolder,
  'rename-folder': renameFolder,
  'delete-folder': deleteFolder,
  'subscribe-folder': subscribeFolder,
};

export const kindOf = (operation: Operation): Kind<Operation> => KINDS[operation.kind] as unknown as Kind<Operation>;
