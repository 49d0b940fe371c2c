/** Text from strangers made fit for one line of the screen: nothing invisible, nothing that reorders or floods. */
const LINE_CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu;
/** Bidi controls, zero-width characters, soft hyphen, tags, variation selectors of no use in names, interlinear marks. */
export const INVISIBLE = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{1d173}-\u{1d17a}]|[\u{e0000}-\u{e0fff}]/gu;
/** Zero-width (non-)joiners. */
export const JOINERS = /[\u200c\u200d\ufe00-\ufe0f]/gu;
/** Zero-width joiners mean something only between letters of scripts that join, or between emoji. */
const STRAY_JOINER = /(?<![\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Extended_Pictographic}\p{M}])[\u200c\u200d]/gu;
/** Blanks that are drawn as nothing: Braille blank and wide spaces. */
const BLANK = /[\u2800\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\s]+/gu;
const MARK_FLOOD = /(\p{M}{4})\p{M}+/gu;
/** Words of ASCII with single blanks between them: nothing to clean. Most text is that, and lists ask for thousands. */
const PLAIN = /^[!-~]*(?: [!-~]+)*$/u;

/** One line, at most `limit` UTF-16 units (cut with an ellipsis). */
export function visibleLine(text: string, limit = 1000): string {
  const short = text.length > limit * 4 ? text.slice(0, limit * 4) : text;
  const clean = PLAIN.test(short) ? short : short.replace(LINE_CONTROL, ' ').replace(INVISIBLE, '').replace(STRAY_JOINER, '').replace(MARK_FLOOD, '$1').replace(BLANK, ' ').trim();
  if (clean.length <= limit) return clean;
  return `${clean.slice(0, limit - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}

/** `Quarterly re…ort.pdf.exe`: at most `limit` units, cut in the middle so that the end, where the extension is, stays. */
export function middleEllipsis(text: string, limit: number, tail = 12): string {
  const line = visibleLine(text, 4096);
  if (line.length <= limit) return line;
  return `${line.slice(0, Math.max(1, limit - tail - 1)).replace(/[\ud800-\udbff]$/u, '')}…${line.slice(-tail).replace(/^[\udc00-\udfff]/u, '')}`;
}
