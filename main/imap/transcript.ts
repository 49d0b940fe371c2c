/** A bounded log of what went over the line, with secrets and, unless asked for, message contents left out. */

export interface TranscriptEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `note`: not on the wire: TLS begun, compression begun. */
  readonly kind: 'sent' | 'received' | 'note';
  /** One character per octet; line ends within a literal stay. */
  readonly text: string;
}

/** What a connection writes to. It hands over lines that are already free of secret arguments and, without `content`, of contents. */
export interface Transcript {
  /** Literals, FETCH rows and search words are wanted too; of a message that is sent as a stream only the size is known. */
  readonly content?: boolean;
  sent(text: string): void;
  received(text: string): void;
  note?(text: string): void;
  /** These are never to appear, whoever says them: a server may repeat what it was sent. */
  conceal?(secrets: readonly string[]): void;
}

/** Hears every entry as it is made. */
export interface TranscriptSink {
  entry(entry: TranscriptEntry): void;
}

export interface TranscriptOptions {
  /** Entries kept; default 500. */
  most?: number;
  content?: boolean;
  sink?: TranscriptSink;
  clock?: () => number;
}

/** Characters of one entry. */
const LONGEST = 400;
const LONGEST_WITH_CONTENT = 16_384;
const SIGNS = { sent: 'C: ', received: 'S: ', note: '-- ' } as const;

export interface KeptTranscript extends Transcript {
  entries(): readonly TranscriptEntry[];
  /** `C: …`, `S: …`, `-- …`. */
  lines(): string[];
}

/** Keeps the last entries in memory. */
export function transcript({ most = 500, content = false, sink, clock = Date.now }: TranscriptOptions = {}): KeptTranscript {
  const kept: TranscriptEntry[] = [];
  const concealed = new Set<string>();
  const longest = content ? LONGEST_WITH_CONTENT : LONGEST;
  const add = (kind: TranscriptEntry['kind'], said: string): void => {
    let text = said;
    for (const secret of concealed) text = text.replaceAll(secret, '…');
    if (text.length > longest) text = `${text.slice(0, longest)}…`;
    const entry = { at: clock(), kind, text };
    kept.push(entry);
    if (kept.length > most * 2) kept.splice(0, kept.length - most);
    sink?.entry(entry);
  };
  const entries = (): TranscriptEntry[] => kept.slice(-most);
  return {
    content,
    sent: (text) => add('sent', text),
    received: (text) => add('received', text),
    note: (text) => add('note', text),
    conceal: (secrets) => {
      for (const secret of secrets) for (const form of formsOf(secret)) concealed.add(form);
    },
    entries,
    lines: () => entries().map(({ kind, text }) => SIGNS[kind] + text),
  };
}

/** Shorter ones are parts of ordinary words and of numbers, and could not be told from them. */
const SHORTEST = 4;
const SHORTEST_ENCODED = 6;

/** As it may stand in a line: as typed, quoted, as octets of UTF-8, and in base64 wherever in a longer text it began. */
function formsOf(secret: string): string[] {
  if (secret.length < SHORTEST) return [];
  const octets = Buffer.from(secret, 'utf8');
  const forms = [secret, secret.replace(/[\\"]/gu, '\\$&'), octets.toString('latin1'), octets.toString('hex')];
  if (octets.length >= SHORTEST_ENCODED) {
    for (const before of [0, 1, 2]) {
      const encoded = Buffer.concat([Buffer.alloc(before), octets]).toString('base64').replaceAll('=', '');
      // The first and the last characters depend on the neighbours.
      forms.push(encoded.slice(before === 0 ? 0 : before + 1, Math.floor(((before + octets.length) * 8) / 6)));
    }
  }
  return [...new Set(forms)];
}
