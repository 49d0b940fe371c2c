/** Address lists (RFC 5322 3.4) for ENVELOPE; forgiving, because mail is. */
import { splitOutsideQuotes, unquote, withoutComments } from './parameters.ts';

export type Address =
  | { kind: 'mailbox'; name: string | null; route: string | null; local: string; domain: string }
  | { kind: 'group-start'; name: string }
  | { kind: 'group-end' };

/** Names stay encoded words. A name in a trailing comment is taken where there is no other. */
export function readAddresses(text: string): Address[] {
  const result: Address[] = [];
  let inGroup = false;
  for (const item of splitOutsideQuotes(protectComments(text), ',')) {
    let rest = item.trim();
    const colon = topLevelColon(rest);
    if (!inGroup && colon >= 0) {
      result.push({ kind: 'group-start', name: phrase(rest.slice(0, colon)) });
      inGroup = true;
      rest = rest.slice(colon + 1).trim();
    }
    const [before = '', after] = splitOutsideQuotes(rest, ';');
    if (before.trim() !== '') result.push(readMailbox(before.trim()));
    if (inGroup && after !== undefined) {
      result.push({ kind: 'group-end' });
      inGroup = false;
      if (after.trim() !== '') result.push(readMailbox(after.trim()));
    }
  }
  if (inGroup) result.push({ kind: 'group-end' });
  return result;
}

/** Commas inside comments must not separate addresses. */
function protectComments(text: string): string {
  return text.includes('(') ? text.replace(/\([^()]*\)/g, (comment) => comment.replaceAll(/[,;:]/g, ' ')) : text;
}

function topLevelColon(text: string): number {
  const colon = splitOutsideQuotes(text, ':')[0]?.length ?? text.length;
  const angle = text.indexOf('<');
  return colon < text.length && (angle < 0 || colon < angle) ? colon : -1;
}

function readMailbox(text: string): Address {
  const plain = withoutComments(text).trim();
  const angle = plain.lastIndexOf('<');
  const [, route = null, address = ''] = /^(?:(@[^:]*):)?([^]*)$/.exec((angle < 0 ? plain : (plain.slice(angle + 1).split('>', 1)[0] ?? '')).trim()) ?? [];
  let name = angle < 0 ? '' : phrase(plain.slice(0, angle));
  if (name === '') name = /\(([^()]*)\)\s*$/.exec(text)?.[1]?.trim() ?? '';
  const at = address.lastIndexOf('@');
  const local = unquote((at < 0 ? address : address.slice(0, at)).trim());
  const domain = at < 0 ? '' : address.slice(at + 1).trim();
  return { kind: 'mailbox', name: name === '' ? null : name, route, local, domain };
}

function phrase(text: string): string {
  return text.trim().replace(/"((?:[^"\\]|\\.)*)"/g, (quoted) => unquote(quoted)).trim();
}
