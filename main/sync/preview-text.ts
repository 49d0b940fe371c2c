/** The first words of a message as one line of plain text. Pure. */

const LENGTH = 200;

/** `markup`: the text is HTML, perhaps cut in the middle of a tag. The result is shown as text only, never as markup. */
export function previewText(source: string, markup = false): string {
  let text = source;
  if (markup) {
    text = text
      .replace(/<(style|script|head|title)\b[^>]*>[\s\S]*?(<\/\1\s*>|$)/giu, ' ')
      .replace(/<!--[\s\S]*?(-->|$)/gu, ' ')
      .replace(/<[^>]*>?/gu, ' ')
      .replace(/&nbsp;|&#160;|&zwnj;|&#8204;|&#847;/giu, ' ').replace(/&lt;/giu, '<').replace(/&gt;/giu, '>').replace(/&quot;/giu, '"').replace(/&#39;|&apos;/giu, "'").replace(/&amp;/giu, '&');
  }
  return text
    .split('\n').filter((line) => !line.startsWith('>') && !/^On .{5,120} wrote:\s*$/u.test(line)).join(' ')
    // Newsletters fill the preview with invisible characters to keep the rest of the text out of it.
    .replace(/[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\p{Cc}]/gu, ' ')
    .replace(/\s+/gu, ' ').trim().slice(0, LENGTH);
}
