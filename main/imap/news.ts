/** What the server says unasked (RFC 3501 7; RFC 5267 4.3, RFC 5465 5, RFC 7162 3.1.2 and 3.2.7) as typed news. */
import type { MailboxNews } from './mailbox.ts';
import { MAX_SIZE, parseUidOrder } from './uid-set.ts';
import type { Esearch } from './wire/esearch.ts';
import { ITEM, type FetchRow } from './wire/fetch.ts';
import type { Response, ResponseCode } from './wire/response.ts';

/** Null for what is none. */
export function asNews(response: Response): MailboxNews | null {
  switch (response.kind) {
    case 'exists':
      return { kind: 'exists', count: response.count };
    case 'expunge':
      return { kind: 'expunge', sequence: response.sequence };
    case 'vanished':
      return { kind: 'vanished', uids: response.uids };
    case 'fetch':
      return fetchNews(response.row);
    case 'mailbox-status':
      return { kind: 'mailbox-status', wireName: response.wireName, items: response.items ?? {} };
    case 'list':
      return { kind: 'mailbox-list', listing: response.listing };
    case 'esearch':
      return updateNews(response);
    case 'status':
      return codeNews(response.code);
    case 'data':
      return response.name === 'METADATA' ? metadataNews(response.values) : null;
    default:
      return null;
  }
}

const BARE = ITEM.uid | ITEM.flags | ITEM.modseq;

function fetchNews({ message, items }: FetchRow): MailboxNews {
  return {
    kind: 'fetch',
    sequence: message.sequence,
    uid: message.uid === 0 ? null : message.uid,
    flags: message.flags ?? null,
    ...(message.modseq === undefined ? {} : { modseq: message.modseq }),
    ...((items & ~BARE) === 0 ? {} : { message }),
  };
}

function updateNews({ tag, updates }: Esearch): MailboxNews | null {
  if (tag === null || updates.length === 0) return null;
  let left = MAX_SIZE;
  return {
    kind: 'search-update',
    tag,
    updates: updates.map(({ action, position, set }) => {
      const uids = parseUidOrder(set, left);
      left -= uids.length;
      return { action, position, uids };
    }),
  };
}

/** Of tagged answers too: HIGHESTMODSEQ comes in the OK of EXPUNGE. */
export function codeNews(code: ResponseCode | null): MailboxNews | null {
  if (code === null) return null;
  const rest = code.rest.trim();
  if (code.name === 'HIGHESTMODSEQ' && /^\d{1,20}$/u.test(rest)) return { kind: 'highest-modseq', modseq: rest };
  if (code.name === 'NOTIFICATIONOVERFLOW') return { kind: 'notification-overflow' };
  if (code.name !== 'NOUPDATE') return null;
  const tag = /^"([^"\\]{1,50})"$/u.exec(rest);
  return tag === null ? null : { kind: 'search-update-end', tag: tag[1]! };
}

/** `* METADATA "INBOX" /shared/comment /private/comment` (RFC 5464 4.4.2): names without values. */
function metadataNews(values: Extract<Response, { kind: 'data' }>['values']): MailboxNews | null {
  const [wireName, ...entries] = values ?? [];
  if (typeof wireName !== 'string' || entries.length === 0 || !entries.every((entry): entry is string => typeof entry === 'string')) return null;
  return { kind: 'metadata', wireName, entries };
}
