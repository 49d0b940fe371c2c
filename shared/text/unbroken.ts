/** Letters that a line is not broken between, as the source of a regular expression (flag `u`): scripts that are written without blanks are broken between their words. */
export const UNBROKEN = String.raw`[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]`;
