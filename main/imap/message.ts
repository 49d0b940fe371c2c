/** What the server says of messages: what can be asked for, and what comes. */

/** What to fetch; UID always comes along. */
export interface FetchItems {
  flags?: boolean;
  modseq?: boolean;
  internalDate?: boolean;
  size?: boolean;
  envelope?: boolean;
  bodyStructure?: boolean;
  /** Header field names for BODY.PEEK[HEADER.FIELDS (…)]. */
  headerFields?: readonly string[];
  /** Sections for BODY.PEEK[…], '' for the whole message; `length` asks for so many octets from `offset`, by default the first. `fields`: where the section is `2.HEADER.FIELDS` or `HEADER.FIELDS.NOT`. */
  sections?: readonly { section: string; offset?: number; length?: number; fields?: readonly string[] }[];
  /** PREVIEW where offered (RFC 8970): with (LAZY), or with 'now' even where the server must make it first. */
  preview?: boolean | 'now';
  /** SAVEDATE (RFC 8514). */
  saveDate?: boolean;
  /** RFC 8474. */
  emailId?: boolean;
  threadId?: boolean;
  /** X-GM-MSGID, X-GM-THRID, X-GM-LABELS; 'thread': X-GM-THRID alone. */
  gmail?: boolean | 'thread';
  /** Parts for BINARY.PEEK[…] (RFC 3516), `1` or `2.1`. A server that cannot undo the encoding refuses all of it with UNKNOWN-CTE. */
  binary?: readonly { section: string; offset?: number; length?: number }[];
  /** Parts for BINARY.SIZE[…]. */
  binarySizes?: readonly string[];
}

export interface FetchedMessage {
  sequence: number;
  /** 0 only if the server left it out of an unsolicited answer. */
  uid: number;
  flags?: string[];
  modseq?: string;
  /** Milliseconds since 1970, NaN where it could not be understood. */
  internalDate?: number;
  size?: number;
  envelope?: Envelope;
  bodyStructure?: BodyPart;
  /** The header block of headerFields as sent, one character per octet. */
  header?: string;
  /** By section name in upper case (`''`, `1`, `2.1`, `1.MIME`, `1.HEADER.FIELDS`), a part of one that does not begin at 0 as `1<4096>`; null where the server said NIL. */
  sections?: Map<string, Buffer | null>;
  preview?: string | null;
  /** When it came into this mailbox, milliseconds since 1970; null where the server does not keep that (RFC 8514). */
  saveDate?: number | null;
  /** RFC 8474; `threadId` null where the server has no threads. */
  emailId?: string;
  threadId?: string | null;
  /** X-GM-MSGID, X-GM-THRID: decimal, 64 bits. */
  gmailMessageId?: string;
  gmailThreadId?: string;
  /** X-GM-LABELS as on the wire (modified UTF-7 like mailbox names). */
  gmailLabels?: string[];
  /** Sections with their transfer encoding undone by the server (RFC 3516), keys as in `sections`. */
  binary?: Map<string, Buffer | null>;
  /** BINARY.SIZE: octets after decoding. */
  binarySizes?: Map<string, number>;
  /** What went to a sink instead: item as `BODY[2.1]`, `BINARY[1]`, to octets. */
  streamed?: Map<string, number>;
}

/** RFC 3501 7.4.2 ENVELOPE, decoded (RFC 2047, raw UTF-8 tolerated). */
export interface Envelope {
  /** Milliseconds since 1970, NaN if absent or absurd. */
  date: number;
  subject: string;
  from: EnvelopeAddress[];
  sender: EnvelopeAddress[];
  replyTo: EnvelopeAddress[];
  to: EnvelopeAddress[];
  cc: EnvelopeAddress[];
  bcc: EnvelopeAddress[];
  /** With angle brackets, as sent; '' if absent. */
  inReplyTo: string;
  messageId: string;
}
/** [display name decoded, local@domain]; groups are flattened to their members. */
export type EnvelopeAddress = [name: string, address: string];

/** RFC 3501 7.4.2 BODYSTRUCTURE. Short keys: it is kept per message in the mirror. */
export interface BodyPart {
  /** Section number: `1`, `2.1`; '' for a multipart root. */
  s: string;
  /** `text/plain`, lower case. */
  t: string;
  /** Parameters, names lower case, RFC 2231 and 2047 decoded. */
  p?: Record<string, string>;
  /** Content-ID without brackets. */
  id?: string;
  /** Transfer encoding, lower case. */
  e?: string;
  /** Octets as encoded. */
  n?: number;
  /** Disposition, lower case, and its parameters. */
  d?: string;
  dp?: Record<string, string>;
  /** Children of a multipart, or the one body of a message/rfc822. */
  c?: BodyPart[];
}

/** COPYUID (RFC 4315): source and destination UIDs pairwise. */
export interface CopyUid { uidValidity: number; source: number[]; destination: number[] }
