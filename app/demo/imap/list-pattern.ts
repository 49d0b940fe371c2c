/** Mailbox patterns of LIST (RFC 3501 6.3.8): `*` matches anything, `%` anything up to the next delimiter. */
import { DELIMITER } from '../store/mailbox-store.ts';

/** Matches wire names; INBOX whatever its case. */
export function listPattern(reference: string, pattern: string): (wireName: string) => boolean {
  const whole = reference + pattern;
  const source = whole.replace(/[*%]+|[^*%]+/g, (run) => {
    if (run.includes('*')) return '.*';
    return run.startsWith('%') ? `[^${DELIMITER}]*` : run.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  const exact = new RegExp(`^${source}$`, 's');
  const anyCase = new RegExp(`^${source}$`, 'is');
  return (wireName) => exact.test(wireName) || (/^INBOX$/i.test(wireName) && anyCase.test(wireName));
}
