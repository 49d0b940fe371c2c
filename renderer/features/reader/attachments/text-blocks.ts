/** Text of any length in pieces, so that only those in sight are laid out. */
import { withoutFloods } from '../../../../shared/text/flood.ts';

/** UTF-16 units after which a piece ends with the next line; and at the latest, where lines never end. */
const USUAL = 4_000;
const LONGEST = 16_000;

/** The pieces are the text, less what would be drawn for ever; a line break between two of them is left out. */
export function textBlocks(text: string): string[] {
  const calm = withoutFloods(text.replaceAll(/\r\n?/gu, '\n'));
  const blocks: string[] = [];
  for (let at = 0; at < calm.length;) {
    const end = calm.indexOf('\n', at + USUAL);
    if (end < 0 || end - at > LONGEST) {
      const cut = Math.min(calm.length, at + LONGEST);
      // Not between the halves of one sign.
      const whole = cut < calm.length && /[\ud800-\udbff]/u.test(calm[cut - 1]!) ? cut - 1 : cut;
      blocks.push(calm.slice(at, whole));
      at = whole;
    } else {
      blocks.push(calm.slice(at, end));
      at = end + 1;
    }
  }
  return blocks;
}
