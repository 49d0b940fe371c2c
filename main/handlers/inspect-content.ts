/** What octets really are: by their content first, then by what is written on them (file-type; RFC 2046 for names). */
import type { Inspection } from '../../shared/ipc/contract/attachments.ts';
import { adviceOf, dangerOf, fitsName } from '../../shared/trust/dangerous-files.ts';

/** Octets that are looked at. */
export const LOOKED_AT = 4_096;

/** `octets`: the beginning of it. Never throws for what they are. */
export async function inspectContent(octets: Buffer, { name, type }: { name: string; type: string }): Promise<Inspection> {
  const found = await kindOf(octets);
  const danger = dangerOf(name, [type, ...(found ? [found.mime] : [])]);
  return {
    type: found?.mime ?? type,
    sniffed: found !== null,
    matchesName: found === null || fitsName(name, found.ext),
    matchesDeclared: found === null || found.mime === type || type === 'application/octet-stream' || fitsName(`x.${type.split('/')[1] ?? ''}`, found.ext) || sameFamily(found, type),
    danger,
    advice: adviceOf(danger),
  };
}

interface Kind { mime: string; ext: string }

async function kindOf(octets: Buffer): Promise<Kind | null> {
  const marked = markupKind(octets);
  if (marked) return marked;
  try {
    // Only when somebody asks: at the start nobody does.
    const { fileTypeFromBuffer } = await import('file-type');
    return (await fileTypeFromBuffer(octets)) ?? null;
  } catch {
    return null; // a beginning that ends in the middle of a structure
  }
}

/** Text that some program would run or draw. */
function markupKind(octets: Buffer): Kind | null {
  const head = octets.toString('latin1', 0, 1_024).replace(/^(?:\xef\xbb\xbf)?\s*/u, '');
  if (head.startsWith('#!')) return { mime: 'text/x-shellscript', ext: 'sh' };
  if (/^\[(?:desktop entry|internetshortcut)\]/iu.test(head)) return { mime: 'application/x-desktop', ext: 'desktop' };
  // XML may say first what it is not yet.
  const body = head.replace(/^(?:<\?xml[^>]{0,200}\?>|<!--[^>]{0,500}-->|\s)+/iu, '');
  if (/^<(?:!doctype\s+svg|svg[\s>])/iu.test(body)) return { mime: 'image/svg+xml', ext: 'svg' };
  return /^<(?:!doctype\s+html|html|head|body|script|iframe|meta|title)\b/iu.test(body) ? { mime: 'text/html', ext: 'html' } : null;
}

/** Office documents are archives, and a type may be called in two ways. */
function sameFamily(found: Kind, declared: string): boolean {
  if (found.ext === 'zip') return /openxmlformats|opendocument|java-archive|epub|zip/u.test(declared);
  if (found.ext === 'cfb') return /msword|ms-excel|ms-powerpoint|ms-outlook|cfb/u.test(declared);
  return found.mime.replace('/x-', '/') === declared.replace('/x-', '/') || (found.ext === 'jpg' && /^image\/p?jpe?g$/u.test(declared));
}
