/** GETQUOTAROOT (RFC 9208 4.1.2): which quotas a mailbox counts against. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { readQuota, type Quota } from './quota-answer.ts';
import { sameMailbox } from './status.ts';

/** None: nothing limits this mailbox. No QUOTAROOT, or a root that was named and not told of, is 'protocol'. */
export function getQuotaRoot(wireName: string): Command<Quota[]> {
  let roots: string[] | null = null;
  let broken = false;
  const quotas = new Map<string, Quota>();
  return {
    name: 'GETQUOTAROOT',
    lane: { kind: 'data', name: 'QUOTA', about: null },
    needs: ['QUOTA'],
    parts: (wire) => new CommandWriter(wire).word('GETQUOTAROOT ').mailbox(wireName).finish(),
    take(response) {
      if (response.kind !== 'data') return false;
      if (response.name === 'QUOTA') {
        const quota = readQuota(response.values);
        if (quota === null) broken = true;
        else quotas.set(quota.root, quota);
        return true;
      }
      if (response.name !== 'QUOTAROOT') return false;
      const [mailbox, ...names] = response.values ?? [];
      if (typeof mailbox === 'string' && sameMailbox(mailbox, wireName)) roots = names.filter((name) => typeof name === 'string');
      return true;
    },
    done() {
      const told = roots?.map((root) => quotas.get(root));
      if (broken || told === undefined || told.includes(undefined)) throw fail('protocol', say('engine-imap.noQuota'));
      return told.filter((quota) => quota !== undefined);
    },
  };
}
