/** Tells the server that messages are junk, or are not, and moves them to where they belong. */
import { z } from 'zod';
import type { FolderId } from '../../../shared/ids.ts';
import { branded } from '../../../shared/ipc/define.ts';
import { isFailure } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import { FLAG, flagBit } from '../../../shared/model/flags.ts';
import type { Said } from '../../../shared/words.ts';
import { uidSet } from '../../imap/uid-set.ts';
import type { Kind } from '../kind.ts';
import { mask } from '../mask.ts';
import { messageBase, titled } from '../operation-base.ts';
import { replayMove, wayBack } from './move.ts';

export const junkSchema = z.object({ ...messageBase, kind: z.literal('junk'), junk: z.boolean(), to: branded<FolderId>() });
export type Junk = z.infer<typeof junkSchema>;

const JUNK = '$Junk';
const NOT_JUNK = '$NotJunk';

export const junk: Kind<Junk> = {
  needs: 'selected',
  mask: () => mask(FLAG.hidden, 0),
  leaves: ({ to }) => to,
  async replay(entry, context) {
    const { session } = context;
    const { targets, junk: isJunk } = entry.operation;
    const set = uidSet(targets.map(({ uid }) => uid));
    const [is, isNot] = isJunk ? [JUNK, NOT_JUNK] : [NOT_JUNK, JUNK];
    const [added, removed] = await Promise.allSettled([
      session.uidStore(set, { action: 'add', flags: [is] }),
      session.uidStore(set, { action: 'remove', flags: [isNot] }),
    ]);
    for (const refused of [added, removed]) {
      // A server that keeps no keywords learns from where the message is; one that refuses the move refuses it next.
      if (refused.status === 'rejected' && !isFailure(refused.reason, 'server-no', 'server-bad')) throw refused.reason;
      if (refused.status === 'rejected') context.log('info', 'operations.no-junk-keyword', {});
    }
    const told = mask(added.status === 'fulfilled' ? flagBit(is) : 0, removed.status === 'fulfilled' ? flagBit(isNot) : 0);
    await replayMove(entry, context, told);
  },
  reverse(entry) {
    const isJunk = !entry.operation.junk;
    return { kind: 'junk', ...wayBack(entry), ...titled(describeJunk(entry.operation.targets.length, isJunk)), junk: isJunk, to: entry.operation.folderId };
  },
};

export const describeJunk = (count: number, isJunk: boolean): Said => (isJunk ? say('engine-operations.junk', { count }) : say('engine-operations.notJunk', { count }));
