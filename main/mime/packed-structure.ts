/** BODYSTRUCTURE as the mirror keeps it: a tenth of the size, because most messages are built alike. Both ways, without loss of what is used. */
import type { BodyPart } from '../imap/message.ts';

/** Positions are stored: append, never reorder. */
const TYPES = ['text/plain', 'text/html', 'text/calendar', 'image/png', 'image/jpeg', 'image/gif', 'application/pdf', 'application/octet-stream', 'message/rfc822', 'message/delivery-status', 'application/pgp-signature', 'application/pkcs7-signature', 'application/zip', 'text/rfc822-headers'];
const ENCODINGS = ['7bit', '8bit', 'quoted-printable', 'base64', 'binary'];
const CHARSETS = ['utf-8', 'us-ascii', 'iso-8859-1', 'windows-1252', 'iso-8859-15'];
const DISPOSITIONS = ['inline', 'attachment'];

type Coded = number | string | null;
type Params = number | Record<string, string>;
/** `*subtype`, parameters, children. */
type PackedMultipart = [`*${string}`, Params, ...Packed[]];
/** Type, encoding, octets (-1 unknown), parameters, Content-ID, disposition, its parameters, body of a message; zeros at the end are left out. */
type PackedLeaf = [type: Coded, encoding: Coded, size: number, params?: Params, id?: string | 0, disposition?: Coded | 0, dispositionParams?: Params, child?: Packed];
export type Packed = PackedMultipart | PackedLeaf;

const code = (list: readonly string[], value: string | undefined): Coded => {
  if (value === undefined) return null;
  const index = list.indexOf(value);
  return index < 0 ? value : index;
};
const decode = (list: readonly string[], coded: Coded | 0 | undefined): string | undefined => (typeof coded === 'number' ? list[coded] : (coded ?? undefined));

export function packStructure(part: BodyPart): Packed {
  if (part.t.startsWith('multipart/')) {
    const packed: PackedMultipart = [`*${part.t.slice(10)}`, packParams(part.p, 'boundary')];
    for (const child of part.c ?? []) packed.push(packStructure(child));
    return packed;
  }
  // Without the zeros at its end.
  const leaf: PackedLeaf = [code(TYPES, part.t), code(ENCODINGS, part.e), part.n ?? -1];
  const params = packParams(part.p);
  const id = part.id ?? 0;
  const disposition = part.d === undefined ? 0 : packDisposition(part.d);
  const dispositionParams = packParams(part.dp);
  const child = part.c?.[0];
  if (child) leaf.push(params, id, disposition, dispositionParams, packStructure(child));
  else if (dispositionParams !== 0) leaf.push(params, id, disposition, dispositionParams);
  else if (disposition !== 0) leaf.push(params, id, disposition);
  else if (id !== 0) leaf.push(params, id);
  else if (params !== 0) leaf.push(params);
  return leaf;
}

/** 0 means none, so codes begin at 1. */
function packDisposition(disposition: string): Coded {
  const index = DISPOSITIONS.indexOf(disposition);
  return index < 0 ? disposition : index + 1;
}

/** A boundary is of use only to whoever reads the whole message, and finds it there. */
function packParams(params: Record<string, string> | undefined, without?: string): Params {
  if (!params) return 0;
  let only: string | null = null;
  let count = 0;
  for (const name in params) {
    if (name === without) continue;
    only = name;
    count++;
  }
  if (count === 0) return 0;
  if (count === 1 && only === 'charset') {
    const index = CHARSETS.indexOf(params['charset']!.toLowerCase());
    if (index >= 0) return index + 1;
  }
  if (without === undefined || !(without in params)) return params;
  const { [without]: _dropped, ...rest } = params;
  return rest;
}

/** Null for what is no packed structure. Section numbers follow from the places (RFC 3501 6.4.5), as the wire's parser gives them. */
export function unpackStructure(packed: unknown): BodyPart | null {
  return Array.isArray(packed) && packed.length > 0 ? unpack(packed as Packed, null, '') : null;
}

function unpack(packed: Packed, number: string | null, prefix: string): BodyPart {
  const [first] = packed;
  if (typeof first === 'string' && first.startsWith('*')) {
    const [, params, ...children] = packed as PackedMultipart;
    const below = number === null ? prefix : `${number}.`;
    return {
      s: number ?? (prefix === '' ? '' : `${prefix}TEXT`),
      t: `multipart/${first.slice(1)}`,
      ...optional('p', unpackParams(params)),
      c: children.map((child, index) => unpack(child, `${below}${index + 1}`, below)),
    };
  }
  const [type, encoding, size, params, id, disposition, dispositionParams, child] = packed as PackedLeaf;
  const section = number ?? `${prefix}1`;
  return {
    s: section,
    t: decode(TYPES, type) ?? 'application/octet-stream',
    ...optional('p', unpackParams(params)),
    ...optional('id', id === 0 ? undefined : id),
    ...optional('e', decode(ENCODINGS, encoding)),
    ...optional('n', size < 0 ? undefined : size),
    ...optional('d', typeof disposition === 'number' ? DISPOSITIONS[disposition - 1] : (disposition ?? undefined)),
    ...optional('dp', unpackParams(dispositionParams)),
    ...optional('c', child ? [unpack(child, null, `${section}.`)] : undefined),
  };
}

const unpackParams = (params: Params | undefined): Record<string, string> | undefined =>
  typeof params === 'number' ? (params === 0 ? undefined : { charset: CHARSETS[params - 1] ?? '' }) : params;

const optional = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> => (value === undefined ? {} : { [key]: value } as Record<K, V>);
