/** Why what the toolbars offer cannot be done with what is selected. Pure. */
import type { MessageId } from '../../shared/ids.ts';
import type { MessageAction } from '../../shared/message-actions.ts';
import type { Reasons } from '../features/reader/reader-actions.ts';
import { whyNot, type Scene } from './actions.ts';

const OFFERED: readonly MessageAction[] = ['archive', 'delete', 'move', 'copy', 'tag', 'flag', 'toggleFlag', 'markRead', 'markUnread', 'junk', 'notJunk'];
/** Of more than these only the first are looked at: what is pressed then is told why not. */
const MOST_LOOKED_AT = 200;

/** What is the same stays the same object: going through a list draws no toolbar. */
let last: { readonly text: string; readonly reasons: Reasons } = { text: '{}', reasons: {} };

export function reasonsFor(ids: ReadonlySet<MessageId>, scene: Scene): Reasons {
  const some: MessageId[] = [];
  for (const id of ids) {
    if (some.length === MOST_LOOKED_AT) break;
    some.push(id);
  }
  const reasons = some.length === 0 ? {} : Object.fromEntries(OFFERED.map((action) => [action, whyNot(action, some, scene)]));
  const text = JSON.stringify(reasons);
  if (last.text !== text) last = { text, reasons };
  return last.reasons;
}
