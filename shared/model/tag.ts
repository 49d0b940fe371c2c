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
export const THUNDERBIRD_TAGS: readonly Tag[] = [
  { keyword: '$label1', name: 'Important', colour: 'red' },
  { keyword: '$label2', name: 'Work', colour: 'orange' },
  { keyword: '$label3', name: 'Personal', colour: 'green' },
  { keyword: '$label4', name: 'To do', colour: 'blue' },
  { keyword: '$label5', name: 'Later', colour: 'violet' },
];

/** Keywords that programs use among themselves (IANA registry of IMAP keywords, and what Apple and others set): never shown as tags. */
const NOT_TAGS = /^(\$(forwarded|junk|notjunk|mdnsent|phishing|submitpending|submitted|recent|hasattachment|hasnoattachment|ismailinglist|isnotification|istrusted|maskedemail|followed|muted|memo|hasmemo|notify|imported|new|unsubscribed|autosent|canunsubscribe|mailflagbit[0-2])|junk|nonjunk|notjunk|junkrecorded|jr|redirected|forwarded|receiptchecked|old|nonspam|spam)$/iu;

export const isTag = (keyword: string): boolean => !NOT_TAGS.test(keyword);
