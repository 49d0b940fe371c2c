/** Which other messages a message names as those it belongs to (RFC 5322 3.6.4), from headers as strangers write them. */

/** A long conversation keeps its root and the nearest ancestors; a forged header of thousands costs no more. */
const MOST_LINKS = 50;
/** In-Reply-To names one message, or a few; more is prose. */
const MOST_ANSWERED = 4;
const LONGEST_ID = 998;
/** `<1>` and the like name nothing in particular. */
const SHORTEST_ID = 4;
const BRACKETED = /<[^<>]{1,998}>/gu;

/** The Message-ID with brackets and without blanks; '' if it names nothing. */
export function ownId(messageId: string): string {
  if (messageId === '') return '';
  const bracketed = messageId.match(BRACKETED)?.[0];
  if (bracketed !== undefined) return clean(bracketed);
  return /[<>]/u.test(messageId) ? '' : clean(`<${messageId}>`);
}

/** The ids it links to, each once, itself left out. `references` as main/mime/references gives them. */
export function linksOf(own: string, inReplyTo: string, references: readonly string[]): string[] {
  if (references.length === 0 && inReplyTo === '') return [];
  const ids = new Set<string>();
  const kept = references.length > MOST_LINKS ? [references[0] as string, ...references.slice(1 - MOST_LINKS)] : references;
  for (const reference of kept) ids.add(clean(reference));
  if (inReplyTo !== '') for (const id of answered(inReplyTo)) ids.add(id);
  ids.delete('');
  ids.delete(own);
  return [...ids];
}

function answered(inReplyTo: string): string[] {
  const ids = inReplyTo.match(BRACKETED)?.slice(0, MOST_ANSWERED).map(clean) ?? [];
  if (ids.length > 0) return ids;
  const bare = inReplyTo.trim();
  const at = bare.indexOf('@', 1);
  return at > 0 && at < bare.length - 1 && !/[\s<>"]/u.test(bare) ? [clean(`<${bare}>`)] : [];
}

function clean(id: string): string {
  const tight = /\s/u.test(id) ? id.replace(/\s+/gu, '') : id;
  return tight.length >= SHORTEST_ID && tight.length <= LONGEST_ID + 2 ? tight : '';
}
