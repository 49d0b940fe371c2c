/** Extensions that no server here offers, and the scripted conversations that test them instead. */

export interface ScriptedOnly {
  readonly extension: string;
  /** Null: no RFC has it. */
  readonly rfc: number | null;
  /** From the root of the project. */
  readonly test: string;
}

export const scriptedOnly: readonly ScriptedOnly[] = [
  { extension: 'MESSAGELIMIT', rfc: 9738, test: 'test/protocol/imap/search-lanes.test.ts' },
  { extension: 'CONTEXT=SORT', rfc: 5267, test: 'test/protocol/imap/search-lanes.test.ts' },
  { extension: 'STORE of X-GM-LABELS', rfc: null, test: 'test/protocol/imap/store-copy-move.test.ts' },
  { extension: 'SEARCH of X-GM-EXT-1', rfc: null, test: 'test/protocol/imap/search.test.ts' },
  { extension: 'FETCH of X-GM-EXT-1', rfc: null, test: 'test/protocol/imap/fetch.test.ts' },
  { extension: 'LITERAL-', rfc: 7888, test: 'test/protocol/imap/literals-out.test.ts' },
  { extension: 'LOGIN-REFERRALS, MAILBOX-REFERRALS', rfc: 2221, test: 'test/protocol/imap/nostarttls/negotiation.test.ts' },
  { extension: 'PREAUTH', rfc: 3501, test: 'test/protocol/imap/login.test.ts' },
  { extension: 'UTF8=ONLY', rfc: 6855, test: 'test/protocol/imap/introduction.test.ts' },
  { extension: 'METADATA-SERVER', rfc: 5464, test: 'test/protocol/imap/admin.test.ts' },
  { extension: 'IMAP4rev2 without IMAP4rev1', rfc: 9051, test: 'test/protocol/imap/introduction.test.ts' },
];
