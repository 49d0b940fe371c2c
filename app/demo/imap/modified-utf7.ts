/** Mailbox names in modified UTF-7 (RFC 3501 5.1.3). */

export function encodeModifiedUtf7(name: string): string {
  return name.replace(/&|[^\x20-\x7e]+/g, (run) => {
    if (run === '&') return '&-';
    const utf16 = Buffer.from(run, 'utf16le').swap16();
    return `&${utf16.toString('base64').replaceAll('=', '').replaceAll('/', ',')}-`;
  });
}

/** Null if it is not well formed: eight-bit octets, a run that does not end, or one that is not UTF-16. */
export function decodeModifiedUtf7(wire: string): string | null {
  if (!/^(?:[\x20-\x25\x27-\x7e]|&[A-Za-z0-9+,]*-)*$/.test(wire)) return null;
  let sound = true;
  const name = wire.replace(/&([A-Za-z0-9+,]*)-/g, (_, run: string) => {
    if (run === '') return '&';
    const octets = Buffer.from(run.replaceAll(',', '/'), 'base64');
    if (octets.length === 0 || octets.length % 2 === 1) {
      sound = false;
      return '';
    }
    return Buffer.from(octets).swap16().toString('utf16le');
  });
  return sound && encodeModifiedUtf7(name) === wire ? name : null;
}
