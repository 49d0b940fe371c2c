/** GETQUOTA (RFC 9208 4.1.1). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { readQuota, type Quota } from './quota-answer.ts';

/** An answer about another root, or none, is 'protocol'. */
export const getQuota = (root: string): Command<Quota> => quotaCommand('GETQUOTA', root, ['QUOTA'], () => new CommandWriter().word('GETQUOTA ').string(root));

/** GETQUOTA and SETQUOTA are answered alike. */
export function quotaCommand(name: string, root: string, needs: readonly string[], write: () => CommandWriter): Command<Quota> {
  let quota: Quota | null = null;
  return {
    name,
    lane: { kind: 'data', name: 'QUOTA', about: null },
    needs,
    parts: () => write().finish(),
    take(response) {
      if (response.kind !== 'data' || response.name !== 'QUOTA') return false;
      const told = readQuota(response.values);
      if (told === null || told.root === root) quota = told;
      return true;
    },
    done() {
      if (quota === null) throw fail('protocol', say('engine-imap.noQuota'));
      return quota;
    },
  };
}
