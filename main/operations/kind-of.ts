/** Every kind of operation, by name; leaving one out does not compile. */
import type { Kind } from './kind.ts';
import { copy } from './kinds/copy.ts';
import { deleteForGood } from './kinds/delete.ts';
import { empty } from './kinds/empty.ts';
import { junk } from './kinds/junk.ts';
import { move } from './kinds/move.ts';
import { setFlags } from './kinds/set-flags.ts';
import { setKeywords } from './kinds/set-keywords.ts';
import type { Operation, OperationKind } from './operation.ts';

const KINDS: { readonly [K in OperationKind]: Kind<Extract<Operation, { kind: K }>> } = {
  'set-flags': setFlags,
  'set-keywords': setKeywords,
  move,
  copy,
  junk,
  delete: deleteForGood,
  empty,
};

export const kindOf = (operation: Operation): Kind<Operation> => KINDS[operation.kind] as unknown as Kind<Operation>;
