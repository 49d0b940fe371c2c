/** The Authentication-Results field (RFC 8601 2.2) to who says it and what. Pure, one pass, capped. */

export interface MethodResult {
  /** Lower case: `dkim`, `spf`, `dmarc`. */
  method: string;
  result: string;
  /** `header.d` → `example.org`; of a property given twice the first. */
  properties: ReadonlyMap<string, string>;
}
export interface AuthenticationResults {
  /** authserv-id, lower case; null where there is none, as Microsoft's own servers write it. */
  id: string | null;
  results: MethodResult[];
}

const LONGEST = 32 * 1024;
const MOST = 50;
const HOST_LIKE = /^[a-z0-9_](?:[a-z0-9._-]{0,253})$/u;

export function parseAuthenticationResults(value: string): AuthenticationResults {
  const pieces = split(value.slice(0, LONGEST));
  const [first = []] = pieces;
  const id = first[0]?.toLowerCase() ?? '';
  // A version may follow the id; anything else there is no id but a result.
  const named = HOST_LIKE.test(id) && !first.some((token) => token.includes('='));
  const results = (named ? pieces.slice(1) : pieces).slice(0, MOST).flatMap(resultOf);
  return { id: named ? id : null, results };
}

function resultOf([spec = '', ...rest]: readonly string[]): MethodResult[] {
  const match = /^([a-z][a-z0-9-]{0,30})(?:\/\d{1,5})?=([a-z][a-z0-9-]{0,30})$/iu.exec(spec);
  if (!match) return [];
  const properties = new Map<string, string>();
  for (const token of rest) {
    const equals = token.indexOf('=');
    const name = token.slice(0, equals).toLowerCase();
    if (equals > 0 && !properties.has(name)) properties.set(name, token.slice(equals + 1));
  }
  return [{ method: match[1]!.toLowerCase(), result: match[2]!.toLowerCase(), properties }];
}

/** Semicolons separate results, blanks their tokens; comments are nothing, quotes keep together, blanks around `=` and `.` and `/` do not count. */
function split(text: string): string[][] {
  const pieces: string[][] = [[]];
  let token = '';
  let depth = 0;
  let quoted = false;
  let glue = false;
  const flush = (): void => {
    if (token !== '') pieces.at(-1)!.push(token);
    token = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === '\\' && (quoted || depth > 0)) {
      at += 1;
      if (quoted) token += text[at] ?? '';
    } else if (depth > 0) depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    else if (char === '"') quoted = !quoted;
    else if (quoted) token += char;
    else if (char === '(') depth = 1;
    else if (char === ';') {
      flush();
      glue = false;
      if (pieces.length > MOST) return pieces;
      pieces.push([]);
    } else if (/\s/u.test(char)) glue ||= token.endsWith('=');
    else {
      const joins = char === '=' || glue;
      if (!joins && /\s|\)/u.test(text[at - 1] ?? '')) flush();
      else if (char === '=' && token === '') token = pieces.at(-1)!.pop() ?? '';
      token += char;
      glue = false;
    }
  }
  flush();
  return pieces;
}
