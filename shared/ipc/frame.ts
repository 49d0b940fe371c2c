/** One message as bytes: JSON with its Uint8Array leaves cut out and appended, so that binary pages cross without base64. */

/** Layout: u32 length of JSON, JSON (UTF-8), then the cut-out arrays one after another. All little-endian. */
interface Envelope { value: unknown; sizes: number[] }
const MARK = '\u0000bytes';
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encodeFrame(message: unknown): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const json = encoder.encode(JSON.stringify({ value: cutOut(message, parts), sizes: parts.map((part) => part.length) } satisfies Envelope));
  const out = new Uint8Array(4 + json.length + parts.reduce((sum, part) => sum + part.length, 0));
  new DataView(out.buffer).setUint32(0, json.length, true);
  out.set(json, 4);
  let at = 4 + json.length;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The message of a frame; its arrays are views on the frame's bytes. Throws RangeError or SyntaxError on bytes that are no frame. */
export function decodeFrame(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  if (4 + length > bytes.length) throw new RangeError('frame is cut');
  const envelope = JSON.parse(decoder.decode(bytes.subarray(4, 4 + length))) as Envelope;
  let at = 4 + length;
  const parts = envelope.sizes.map((size) => {
    if (!Number.isInteger(size) || size < 0 || at + size > bytes.length) throw new RangeError('frame is cut');
    at += size;
    return bytes.subarray(at - size, at);
  });
  return putBack(envelope.value, parts);
}

function cutOut(value: unknown, parts: Uint8Array[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return { [MARK]: parts.push(value) - 1 };
  // Few messages have bytes in them: what has none stays as it is, uncopied.
  if (Array.isArray(value)) {
    let out: unknown[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i];
      const cut = cutOut(item, parts);
      if (cut !== item) (out ??= value.slice())[i] = cut;
    }
    return out ?? value;
  }
  let out: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[key];
    const cut = cutOut(item, parts);
    if (cut !== item) (out ??= { ...value })[key] = cut;
  }
  return out ?? value;
}

function putBack(value: unknown, parts: readonly Uint8Array[]): unknown {
  if (parts.length === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => putBack(item, parts));
  const record = value as Record<string, unknown>;
  const index = record[MARK];
  if (typeof index === 'number') return parts[index];
  for (const key of Object.keys(record)) record[key] = putBack(record[key], parts);
  return record;
}
