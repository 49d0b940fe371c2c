/** Characters in a name that are not seen, or that change the order of what is seen. */

const HIDDEN = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;
/** Joiners that belong to the writing: after a letter of a script that joins, or an emoji. */
const JOINER = /(?<=[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Extended_Pictographic}\p{M}])[\u200c\u200d]/gu;
const MOST = 8;

/** `['U+202E', 'U+200B']`: each once, at most eight. */
export function hiddenCharacters(text: string): string[] {
  const found = new Set<string>();
  for (const [char] of text.slice(0, 10_000).replace(JOINER, '').matchAll(HIDDEN)) {
    found.add(`U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`);
    if (found.size === MOST) break;
  }
  return [...found];
}

/** The text as it was meant to be read by whoever hid something in it. */
export const withoutHidden = (text: string): string => text.replace(HIDDEN, '');
