/** Delivery reports (RFC 3464) and disposition notifications (RFC 8098) to facts. Capped; never throws. */
import type { Report } from '../../shared/model/message-details.ts';
import { decodeEncodedWords } from './encoded-word.ts';
import { fieldValue, parseHeaderBlock, type HeaderField } from './header-block.ts';

/** Octets of such a part that are looked at. */
export const REPORT_LIMIT = 64 * 1024;
const MOST_RECIPIENTS = 100;
const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

export const isReportType = (type: string): boolean => /^message\/(?:global-)?(?:delivery-status|disposition-notification)$/u.test(type);

/** `content`: with its transfer encoding undone. Null if it says nothing. */
export function readReport(type: string, content: Buffer): Report | null {
  const groups = groupsOf(content.subarray(0, REPORT_LIMIT));
  return type.endsWith('delivery-status') ? deliveryReport(groups) : readNotification(groups[0] ?? []);
}

/** One group about the message, then one for each recipient (RFC 3464 2.1). Some senders put an empty line too many, or the first group last. */
function deliveryReport(groups: readonly HeaderField[][]): Report | null {
  const perMessage = groups.find((fields) => fieldValue(fields, 'reporting-mta') !== undefined) ?? [];
  const recipients = groups.flatMap((fields) => {
    const written = fieldValue(fields, 'final-recipient') ?? fieldValue(fields, 'original-recipient');
    if (written === undefined) return [];
    const action = fieldValue(fields, 'action')?.trim().toLowerCase() ?? '';
    return [{
      address: typed(written),
      action: ACTIONS.find((one) => action.startsWith(one)) ?? 'unknown' as const,
      status: /\d\.\d{1,3}\.\d{1,3}/u.exec(fieldValue(fields, 'status') ?? '')?.[0] ?? '',
      diagnostic: typed(fieldValue(fields, 'diagnostic-code') ?? ''),
    }];
  }).slice(0, MOST_RECIPIENTS);
  const server = typed(fieldValue(perMessage, 'reporting-mta') ?? '');
  return recipients.length > 0 || server !== '' ? { kind: 'delivery', server, recipients } : null;
}

/** RFC 8098 3.2.6: `manual-action/MDN-sent-manually; displayed`. */
function readNotification(fields: readonly HeaderField[]): Report | null {
  const disposition = fieldValue(fields, 'disposition');
  if (disposition === undefined) return null;
  const [mode = '', type = ''] = disposition.slice(0, 500).split(';');
  return {
    kind: 'read',
    address: typed(fieldValue(fields, 'final-recipient') ?? fieldValue(fields, 'original-recipient') ?? ''),
    disposition: (type.trim().split(/[/\s]/u)[0] ?? '').toLowerCase().slice(0, 100),
    automatic: /automatic/iu.test(mode),
    messageIdHeader: (fieldValue(fields, 'original-message-id') ?? '').slice(0, 1_000),
  };
}

/** `rfc822; robin@example.org` without its type. */
const typed = (value: string): string => decodeEncodedWords(value.slice(0, 2_000)).replace(/^\s*[\w-]{1,40}\s*;/u, '').replace(/\s+/gu, ' ').trim().slice(0, 1_000);

/** Blocks between empty lines. */
function groupsOf(content: Buffer): HeaderField[][] {
  return content.toString('latin1').split(/\r?\n[ \t]*\r?\n/u, MOST_RECIPIENTS * 2).map((block) => parseHeaderBlock(Buffer.from(block, 'latin1'))).filter((fields) => fields.length > 0);
}
