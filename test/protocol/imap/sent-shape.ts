/** A command as a server reads it (RFC 3501 9): words, strings and brackets, so that two can be compared whatever is in their strings. */

/** `string`: quoted or literal, with its octets one character each; `word`: an atom or part of one; else the bracket itself. */
export interface SentToken { kind: 'word' | 'string' | '(' | ')' | '[' | ']'; value: string }

/** One command: pieces of text, and literals between them. */
export type SentPiece = { text: string } | { literal: string };

/** Throws for text that is no command. */
export function tokensOf(pieces: readonly SentPiece[]): SentToken[] {
  const tokens: SentToken[] = [];
  for (const piece of pieces) {
    if ('literal' in piece) tokens.push({ kind: 'string', value: piece.literal });
    else readText(piece.text.replace(/~?\{\d+\+?\}$/u, ''), tokens);
  }
  return tokens;
}

const SECTION = /^((?:BODY|BINARY)(?:\.PEEK|\.SIZE)?)\[/iu;

/** Square brackets stand around a section; elsewhere they are letters like others. */
function readText(text: string, tokens: SentToken[]): void {
  let inSection = false;
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const character = rest[0]!;
    const section = inSection ? null : SECTION.exec(rest);
    if (character === ' ') at++;
    else if (section !== null) {
      tokens.push({ kind: 'word', value: section[1]! }, { kind: '[', value: '[' });
      at += section[0].length;
      inSection = true;
    } else if (character === '(' || character === ')' || (inSection && character === ']')) {
      tokens.push({ kind: character as '(' | ')' | ']', value: character });
      if (character === ']') inSection = false;
      at++;
    } else if (character === '"') {
      const end = /^"((?:[^"\\]|\\["\\])*)"/u.exec(rest);
      if (end === null) throw new Error(`a quoted string without end: ${JSON.stringify(text)}`);
      tokens.push({ kind: 'string', value: end[1]!.replace(/\\(.)/gu, '$1') });
      at += end[0].length;
    } else {
      const word = (inSection ? /^[^ ()\]"]+/u : /^[^ ()"]+/u).exec(rest)![0];
      if (/[\0-\x1f\x7f]/u.test(word)) throw new Error(`a control character outside a string: ${JSON.stringify(text)}`);
      tokens.push({ kind: 'word', value: word });
      at += word.length;
    }
  }
}

/** What a text that is not ASCII brings along is no difference: `CHARSET UTF-8` in SEARCH, UTF-8 in place of US-ASCII in SORT and THREAD. */
export function withoutCharset(tokens: readonly SentToken[]): SentToken[] {
  const at = tokens.findIndex(({ kind, value }) => kind === 'word' && value === 'CHARSET');
  const rest = at < 0 ? tokens : [...tokens.slice(0, at), ...tokens.slice(at + 2)];
  return rest.map((token) => (token.kind === 'word' && token.value === 'US-ASCII' ? { ...token, value: 'UTF-8' } : token));
}
