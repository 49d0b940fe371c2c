/** Tags: IMAP keywords with a name and a colour. */

export const TAG_COLOURS = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'grey'] as const;
export type TagColour = (typeof TAG_COLOURS)[number];

export interface Tag {
  /** As the server has it. */
  readonly keyword: string;
  readonly name: string;
  readonly colour: TagColour;
}

/** Those that Thunderbird gives names and colours to, so that mail tagged there looks the same here. */
export const THUNDERBIRD_TAGS = [
  { keyword: '$label1', name: 'Important', colour: 'red' },
  { keyword: '$label2', name: 'Work', colour: 'orange' },
  { keyword: '$label3', name: 'Personal', colour: 'green' },
  { keyword: '$label4', name: 'To do', colour: 'blue' },
  { keyword: '$label5', name: 'Later', colour: 'violet' },
] as const satisfies readonly Tag[];

/** Keywords that programs use among themselves (IANA registry of IMAP keywords, and what Apple and others set): never shown as tags. */
const NOT_TAGS = /^(\$(forwarded|junk|notjunk|mdnsent|phishing|submitpending|submitted|recent|hasattachment|hasnoattachment|ismailinglist|isnotification|istrusted|maskedemail|followed|muted|memo|hasmemo|notify|imported|new|unsubscribed|autosent|canunsubscribe|mailflagbit[0-2])|junk|nonjunk|notjunk|junkrecorded|jr|redirected|forwarded|receiptchecked|old|nonspam|spam)$/iu;

export const isTag = (keyword: string): boolean => !NOT_TAGS.test(keyword);

/** What the user has chosen for tags, by keyword in lower case: `settings.tags`. */
export type TagChoices = Readonly<Record<string, { readonly name?: string | undefined; readonly colour?: TagColour | undefined; readonly place?: number | undefined; readonly hidden?: boolean | undefined }>>;

const KNOWN: ReadonlyMap<string, Tag> = new Map<string, Tag>(THUNDERBIRD_TAGS.map((tag) => [tag.keyword, tag]));
/** Keywords without a place come after those with one. */
const LAST = 1_000_000;

/** How a keyword is shown: as chosen, as Thunderbird shows it, else by its own letters and a colour that is always the same. */
export function tagOf(keyword: string, choices: TagChoices): Tag {
  const key = keyword.toLowerCase();
  const chosen = choiceOf(key, choices);
  const known = KNOWN.get(key);
  return { keyword, name: chosen?.name ?? known?.name ?? wordsOf(keyword), colour: chosen?.colour ?? known?.colour ?? TAG_COLOURS[hash(key) % TAG_COLOURS.length]! };
}

/** Those of a message, in the order of the list of tags. */
export function tagsOn(keywords: readonly string[], choices: TagChoices): Tag[] {
  const once = new Map(keywords.filter(isTag).map((keyword) => [keyword.toLowerCase(), keyword]));
  return inOrder([...once.values()], choices).map((keyword) => tagOf(keyword, choices));
}

/** Those that can be given to messages: Thunderbird's, those with a name of their own, those the server has; without hidden ones. */
export function offeredTags(choices: TagChoices, serverKeywords: readonly string[]): Tag[] {
  const spelled = new Map([...KNOWN.keys(), ...Object.keys(choices), ...serverKeywords.filter(isTag)].map((keyword) => [keyword.toLowerCase(), keyword]));
  return inOrder([...spelled.values()].filter((keyword) => !choiceOf(keyword.toLowerCase(), choices)?.hidden), choices).map((keyword) => tagOf(keyword, choices));
}

/** A keyword for a new tag: an atom (RFC 9051 9 `flag-keyword`), the same on every computer where the name is the same, and none of `taken`. */
export function keywordFor(name: string, taken: readonly string[]): string {
  const letters = name.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(/[^a-z0-9.-]+/gu, '_').replace(/^[_.-]+|(?<![_.-])[_.-]+$/gu, '').slice(0, 60);
  // Nothing or little left of a name in other letters: told apart by a number made of it.
  const lost = [...name].filter((sign) => /[^\p{ASCII}\p{M}]/u.test(sign.normalize('NFKD').replace(/\p{M}+/gu, ''))).length > 0;
  const stem = [letters === '' || !isTag(letters) ? 'tag' : '', letters, lost ? hash(name.normalize('NFC').toLowerCase()).toString(36) : ''].filter(Boolean).join('_');
  const used = new Set(taken.map((keyword) => keyword.toLowerCase()));
  for (let count = 1; ; count += 1) {
    const keyword = count === 1 ? stem : `${stem}_${count}`;
    if (!used.has(keyword)) return keyword;
  }
}

const choiceOf = (key: string, choices: TagChoices): TagChoices[string] | undefined => (Object.hasOwn(choices, key) ? choices[key] : undefined);

function inOrder(keywords: readonly string[], choices: TagChoices): string[] {
  const place = (keyword: string): number => choiceOf(keyword.toLowerCase(), choices)?.place ?? [...KNOWN.keys()].indexOf(keyword.toLowerCase()) + (KNOWN.has(keyword.toLowerCase()) ? 0 : LAST);
  const name = (keyword: string): string => tagOf(keyword, choices).name;
  return keywords.toSorted((a, b) => place(a) - place(b) || name(a).localeCompare(name(b)));
}

/** `Trip_2026` → `Trip 2026`; one line, whoever made it. */
const wordsOf = (keyword: string): string => keyword.replace(/^\$+(?=.)/u, '').replace(/_+/gu, ' ').trim() || keyword;

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
