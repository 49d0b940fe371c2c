/** Modified UTF-7 mailbox names (RFC 3501 5.1.3), both ways. */

/** From the wire, one character per octet. Raw UTF-8 and malformed parts are tolerated: a part that cannot be decoded stays as it is. */
export function decodeMailboxName(wireName: string): string {
  const text = hasHigh(wireName) ? fromUtf8(wireName) : wireName;
  if (!text.includes('&')) return text;
  return text.replace(/&([A-Za-z0-9+,]*)-/gu, (whole, shifted: string) => (shifted === '' ? '&' : (decodeShifted(shifted) ?? whole)));
}

/** To the wire. Lone surrogates are kept as they are (UTF-16 has room for them). */
export function encodeMailboxName(name: string): string {
  return name.replace(/&|[^ -~]+/gu, (part) => {
    if (part === '&') return '&-';
    const octets = Buffer.alloc(part.length * 2);
    for (let at = 0; at < part.length; at++) octets.writeUInt16BE(part.charCodeAt(at), at * 2);
    return `&${octets.toString('base64').replace(/=+$/u, '').replaceAll('/', ',')}-`;
  });
}

function decodeShifted(shifted: string): string | null {
  const octets = Buffer.from(shifted.replaceAll(',', '/'), 'base64');
  if (octets.length < 2) return null;
  let text = '';
  for (let at = 0; at + 1 < octets.length; at += 2) text += String.fromCharCode(octets.readUInt16BE(at));
  return text;
}

function hasHigh(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return true;
  return false;
}

function fromUtf8(wireName: string): string {
  const decoded = Buffer.from(wireName, 'latin1').toString('utf8');
  return decoded.includes('\ufffd') ? wireName : decoded;
}
