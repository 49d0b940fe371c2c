/** Which scripts a name is written in, and whether they go together (UTS 39 5.2, highly restrictive). */

const SCRIPTS = {
  Latin: /\p{Script=Latin}/u, Cyrillic: /\p{Script=Cyrillic}/u, Greek: /\p{Script=Greek}/u, Armenian: /\p{Script=Armenian}/u, Hebrew: /\p{Script=Hebrew}/u,
  Arabic: /\p{Script=Arabic}/u, Devanagari: /\p{Script=Devanagari}/u, Thai: /\p{Script=Thai}/u, Georgian: /\p{Script=Georgian}/u, Cherokee: /\p{Script=Cherokee}/u,
  Han: /\p{Script=Han}/u, Hiragana: /\p{Script=Hiragana}/u, Katakana: /\p{Script=Katakana}/u, Hangul: /\p{Script=Hangul}/u, Bopomofo: /\p{Script=Bopomofo}/u,
} as const;
/** Scripts that are written together, with Latin beside them. */
const TOGETHER: readonly ReadonlySet<string>[] = [new Set(['Latin', 'Han', 'Hiragana', 'Katakana']), new Set(['Latin', 'Han', 'Bopomofo']), new Set(['Latin', 'Han', 'Hangul'])];
const NEUTRAL = /[\p{Script=Common}\p{Script=Inherited}]/u;

/** Names of the scripts in order of appearance; 'Other' for one not in the table. */
export function scriptsOf(text: string): string[] {
  const found = new Set<string>();
  for (const char of text) {
    if (NEUTRAL.test(char)) continue;
    found.add(Object.entries(SCRIPTS).find(([, pattern]) => pattern.test(char))?.[0] ?? 'Other');
  }
  return [...found];
}

/** Does one label mix scripts that nobody writes together? */
export function mixesScripts(label: string): boolean {
  const scripts = scriptsOf(label);
  return scripts.length > 1 && !TOGETHER.some((set) => scripts.every((script) => set.has(script)));
}
