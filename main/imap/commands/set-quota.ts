/** SETQUOTA (RFC 9208 4.1.3). */
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { quotaCommand } from './get-quota.ts';
import type { Quota } from './quota-answer.ts';

/** Limits not named are lifted. Resolves what the server then has; most let only administrators do it. */
export function setQuota(root: string, limits: readonly { name: string; limit: number }[]): Command<Quota> {
  return quotaCommand('SETQUOTA', root, ['QUOTASET', 'QUOTA'], () => {
    const writer = new CommandWriter().word('SETQUOTA ').string(root).word(' (');
    for (const [index, { name, limit }] of limits.entries()) writer.word(index > 0 ? ' ' : '').atom(name).word(' ').number(limit);
    return writer.word(')');
  });
}
