/** Structured header values: `type/subtype; name=value` (RFC 2045 5.1, RFC 2183 2). */

export interface Parameterized {
  value: string;
  /** In order of appearance, names as sent; RFC 2231 pieces (`filename*0*`) are left as they are. */
  parameters: [name: string, value: string][];
}

/** Comments in parentheses are dropped; quoted strings are unquoted. */
export function readParameters(text: string): Parameterized {
  const parts = splitOutsideQuotes(withoutComments(text), ';');
  const parameters: [string, string][] = [];
  for (const part of parts.slice(1)) {
    const equals = part.indexOf('=');
    const name = part.slice(0, equals).trim();
    if (equals <= 0 || name === '' || /[\s"]/.test(name)) continue;
    parameters.push([name, unquote(part.slice(equals + 1).trim())]);
  }
  return { value: (parts[0] ?? '').trim(), parameters };
}

export function parameter(of: Parameterized, name: string): string | null {
  return of.parameters.find(([key]) => key.toLowerCase() === name)?.[1] ?? null;
}

export function withoutComments(text: string): string {
  if (!text.includes('(')) return text;
  let result = '';
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '\\' && (quoted || depth > 0)) {
      if (depth === 0) result += char + (text[i + 1] ?? '');
      i++;
    } else if (char === '"' && depth === 0) {
      quoted = !quoted;
      result += char;
    } else if (char === '(' && !quoted) depth++;
    else if (char === ')' && !quoted && depth > 0) depth--;
    else if (depth === 0) result += char;
  }
  return result;
}

export function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let quoted = false;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '\\' && quoted) i++;
    else if (char === '"') quoted = !quoted;
    else if (char === separator && !quoted) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

export function unquote(text: string): string {
  const match = /^"((?:[^"\\]|\\.)*)"?/s.exec(text);
  return match ? (match[1] ?? '').replace(/\\(.)/gs, '$1') : text;
}
