/** Arguments of MAIL and RCPT: a path and its parameters (RFC 5321 4.1.2). */

export interface Path {
  /** '' for the null sender. */
  address: string;
  parameters: [name: string, value: string][];
}

/** `FROM:<a@example.org> SIZE=100`; null if it is not well formed. */
export function readPath(text: string, keyword: 'FROM' | 'TO'): Path | null {
  const match = new RegExp(`^${keyword}:\\s*<([^<>\\s]*)>((?:\\s+[A-Za-z0-9-]+(?:=\\S*)?)*)$`, 'i').exec(text);
  const address = match?.[1] ?? '';
  if (!match || (address !== '' && !/^[^@\p{Cc}]+@[^@\p{Cc}]+$/u.test(address))) return null;
  const parameters = (match[2] ?? '').trim().split(/\s+/).filter((item) => item !== '').map((item): [string, string] => {
    const [name = '', value = ''] = item.split('=', 2);
    return [name.toUpperCase(), value];
  });
  return { address, parameters };
}
