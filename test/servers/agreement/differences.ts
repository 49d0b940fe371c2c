/** Where imapflow 2.10.2 and ours say something else, each with the reason. What is not listed fails the test, and so does what is listed and no longer happens. */
import type { NormalMessage, NormalPart } from './normal-form.ts';

export interface ExpectedDifference {
  readonly reason: string;
  /** Makes `theirs` as ours in exactly that. */
  alike(ours: NormalMessage, theirs: NormalMessage): void;
}

export const EXPECTED_DIFFERENCES: readonly ExpectedDifference[] = [
  {
    // The server hands out the octets under our numbers: see the test of parts.
    reason: 'imapflow numbers the body of an attached message like the message itself; it is part 1 of that message (RFC 3501 6.4.5)',
    alike: (ours, theirs) => eachPart(ours.structure, theirs.structure, (own, other, attached) => void (attached && (other.part = own.part))),
  },
  {
    reason: 'imapflow leaves a parameter with charset and language (RFC 2231 4) as the encoded-word it has made of it',
    alike: (ours, theirs) => eachPart(ours.structure, theirs.structure, (own, other) => {
      for (const [name, value] of Object.entries(other.parameters)) if (fromEncodedWord(value) === own.parameters[name]) other.parameters[name] = own.parameters[name]!;
    }),
  },
  {
    reason: 'imapflow reads octets that are no UTF-8 as UTF-8, ours as windows-1252',
    alike({ envelope: own }, { envelope: other }) {
      if (String(other['subject']).includes('\ufffd') && ascii(String(own['subject'])) === ascii(String(other['subject']))) other['subject'] = own['subject'];
    },
  },
  {
    reason: 'ours understands obsolete dates (RFC 5322 4.3) that the JavaScript engine does not',
    alike({ envelope: own }, { envelope: other }) {
      if (other['date'] === null && own['date'] !== null) other['date'] = own['date'];
    },
  },
  {
    reason: 'a Date field outside 1970 to 2200 says nothing true: ours calls it unknown',
    alike({ envelope: own }, { envelope: other }) {
      const date = other['date'] as number | null;
      if (own['date'] === null && date !== null && (date < 0 || date >= Date.UTC(2201, 0, 1))) other['date'] = null;
    },
  },
];

/** Only where both trees have the part. `attached`: it lies within an attached message. */
function eachPart(own: NormalPart, other: NormalPart, visit: (own: NormalPart, other: NormalPart, attached: boolean) => void, attached = false): void {
  visit(own, other, attached);
  const within = attached || own.type.startsWith('message/');
  for (const [index, child] of own.children.entries()) {
    const twin = other.children[index];
    if (twin !== undefined) eachPart(child, twin, visit, within);
  }
}

function fromEncodedWord(text: string): string | null {
  const word = /^=\?[^?]+\?Q\?([^?]*)\?=$/u.exec(text)?.[1];
  return word === undefined ? null : word.replaceAll('_', ' ').replace(/=([0-9A-F]{2})/gu, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const ascii = (text: string): string => text.replace(/[^ -~]+/gu, '?');
