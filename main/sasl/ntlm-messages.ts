/** The three messages of NTLM as octets ([MS-NLMP] 2.2.1). */
import { unusable } from './mechanism.ts';

/** [MS-NLMP] 2.2.2.5. */
export const FLAG = {
  unicode: 0x1, oem: 0x2, requestTarget: 0x4, ntlm: 0x200, alwaysSign: 0x8000,
  extendedSecurity: 0x80000, targetInfo: 0x800000, bits128: 0x20000000, bits56: 0x80000000,
} as const;
const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
/** Signing and sealing are not asked for: TLS does that. */
export const OFFERED = (FLAG.unicode | FLAG.oem | FLAG.requestTarget | FLAG.ntlm | FLAG.alwaysSign | FLAG.extendedSecurity | FLAG.targetInfo | FLAG.bits128 | FLAG.bits56) >>> 0;

/** [MS-NLMP] 2.2.2.1. */
export const AV = { end: 0, flags: 6, timestamp: 7 } as const;
export interface AvPair { id: number; value: Buffer }

export interface Challenge {
  flags: number;
  /** 8 octets. */
  nonce: Buffer;
  /** Null where the server sent none (Cyrus SASL 2.1.28; 2026-11-20). */
  targetInfo: AvPair[] | null;
}

export function negotiateMessage(): Buffer {
  const message = Buffer.alloc(32);
  SIGNATURE.copy(message);
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(OFFERED, 12);
  // Domain and workstation: none, at the end.
  message.writeUInt32LE(32, 20);
  message.writeUInt32LE(32, 28);
  return message;
}

/** Throws 'unsupported' for what is none. */
export function readChallenge(message: Buffer): Challenge {
  if (message.length < 32 || !message.subarray(0, 8).equals(SIGNATURE) || message.readUInt32LE(8) !== 2) throw unusable('NTLM', 'a challenge that is none of it');
  const flags = message.readUInt32LE(20);
  const hasInfo = (flags & FLAG.targetInfo) !== 0 && message.length >= 48;
  return { flags, nonce: Buffer.from(message.subarray(24, 32)), targetInfo: hasInfo ? readPairs(field(message, 40)) : null };
}

function field(message: Buffer, at: number): Buffer {
  const length = message.readUInt16LE(at);
  const from = message.readUInt32LE(at + 4);
  if (from + length > message.length) throw unusable('NTLM', 'a challenge cut short');
  return message.subarray(from, from + length);
}

function readPairs(octets: Buffer): AvPair[] {
  const pairs: AvPair[] = [];
  for (let at = 0; at + 4 <= octets.length;) {
    const id = octets.readUInt16LE(at);
    const length = octets.readUInt16LE(at + 2);
    if (id === AV.end) break;
    if (at + 4 + length > octets.length) throw unusable('NTLM', 'a challenge cut short');
    pairs.push({ id, value: Buffer.from(octets.subarray(at + 4, at + 4 + length)) });
    at += 4 + length;
  }
  return pairs;
}

export function writePairs(pairs: readonly AvPair[]): Buffer {
  const write = ({ id, value }: AvPair): Buffer[] => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(value.length, 2);
    return [head, value];
  };
  return Buffer.concat([...pairs.flatMap(write), ...write({ id: AV.end, value: Buffer.alloc(0) })]);
}

export interface Answer { flags: number; lm: Buffer; nt: Buffer; domain: Buffer; user: Buffer; workstation: Buffer; withMic: boolean }

/** Where the MIC stands, behind the fixed fields and the version. */
export const MIC_AT = 72;

/** The MIC is left zero. */
export function authenticateMessage({ flags, lm, nt, domain, user, workstation, withMic }: Answer): Buffer {
  const head = Buffer.alloc(withMic ? MIC_AT + 16 : MIC_AT);
  SIGNATURE.copy(head);
  head.writeUInt32LE(3, 8);
  let end = head.length;
  const payload = [domain, user, workstation, lm, nt, Buffer.alloc(0)];
  const places = [28, 36, 44, 12, 20, 52];
  for (const [index, octets] of payload.entries()) {
    const at = places[index] ?? 0;
    head.writeUInt16LE(octets.length, at);
    head.writeUInt16LE(octets.length, at + 2);
    head.writeUInt32LE(end, at + 4);
    end += octets.length;
  }
  head.writeUInt32LE(flags, 60);
  return Buffer.concat([head, ...payload]);
}
