/** The names of FETCH items (RFC 3501 6.4.5; RFC 3516, 7162, 8474, 8514, 8970; Gmail) as numbers. */
import { KeywordTable } from './intern.ts';

/** Which items a response held, as bits: an item may be there and yet unreadable. */
export const ITEM = {
  uid: 1, flags: 2, modseq: 4, internalDate: 8, size: 16, envelope: 32, bodyStructure: 64, header: 128, section: 256, preview: 512,
  saveDate: 1024, emailId: 2048, threadId: 4096, gmail: 8192, binary: 16384, binarySize: 32768,
} as const;

/** What stands before the value or the bracket. */
export const CODE = {
  UID: 1, FLAGS: 2, INTERNALDATE: 3, 'RFC822.SIZE': 4, ENVELOPE: 5, BODYSTRUCTURE: 6, BODY: 7, MODSEQ: 8, PREVIEW: 9, SAVEDATE: 10,
  EMAILID: 11, THREADID: 12, 'X-GM-MSGID': 13, 'X-GM-THRID': 14, 'X-GM-LABELS': 15, RFC822: 16, 'RFC822.HEADER': 17, 'RFC822.TEXT': 18,
  BINARY: 19, 'BINARY.SIZE': 20, 'BODY.PEEK': 21, 'BINARY.PEEK': 22,
} as const;

export const itemNames = new KeywordTable(CODE);
