/** Parts that are signed, encrypted or packed, recognised and named: S/MIME (RFC 8551), OpenPGP (RFC 3156, RFC 9580 6), TNEF. */
import type { Protection } from '../../shared/model/message-details.ts';
import type { BodyPart } from '../imap/message.ts';

const MOST = 50;
/** Characters of the text in which armour is looked for. */
const LOOKED_AT = 256 * 1024;

/** `text`: the plain text that is shown, if any. */
export function protectionOf(root: BodyPart, text: string | null): Protection[] {
  const found: Protection[] = [];
  const walk = (part: BodyPart, depth: number): void => {
    if (found.length >= MOST || depth > 100) return;
    const kind = kindOf(part);
    if (kind) found.push({ kind, section: part.s });
    // What is inside another message is its own matter.
    if (part.t.startsWith('multipart/')) for (const child of part.c ?? []) walk(child, depth + 1);
  };
  walk(root, 0);
  const head = text?.slice(0, LOOKED_AT) ?? '';
  if (/^-----BEGIN PGP SIGNED MESSAGE-----\s*$/mu.test(head)) found.push({ kind: 'pgp-inline-signed', section: '' });
  else if (/^-----BEGIN PGP MESSAGE-----\s*$/mu.test(head)) found.push({ kind: 'pgp-inline-encrypted', section: '' });
  return found;
}

function kindOf({ t, p, dp }: BodyPart): Protection['kind'] | null {
  const protocol = p?.['protocol']?.toLowerCase() ?? '';
  const name = (dp?.['filename'] ?? p?.['name'] ?? '').toLowerCase();
  switch (t) {
    case 'multipart/signed':
      return protocol.includes('pgp') ? 'pgp-signed' : protocol.includes('pkcs7') ? 'smime-signed' : null;
    case 'multipart/encrypted':
      return 'pgp-encrypted';
    case 'application/pkcs7-mime':
    case 'application/x-pkcs7-mime': {
      const type = p?.['smime-type']?.toLowerCase() ?? '';
      if (type === 'signed-data' || type === 'compressed-data') return 'smime-signed';
      return type === 'certs-only' || name.endsWith('.p7c') ? 'smime-certificates' : 'smime-encrypted';
    }
    case 'application/pgp-keys':
      return 'pgp-key';
    case 'application/ms-tnef':
    case 'application/vnd.ms-tnef':
      return 'tnef';
    default:
      return name === 'winmail.dat' ? 'tnef' : null;
  }
}
