/** What the servers under test announce and do wrongly: expected by the tests, shown in docs/servers.md. */

export interface KnownFault {
  /** As in the table. */
  readonly server: string;
  readonly extension: string;
  /** Part of the fault's words. */
  readonly fact: string;
  /** The client does not use it there (main/imap/quirks/by-kind.ts), so the probe has nothing to try. */
  readonly switchedOff?: true;
}

export const knownFaults: readonly KnownFault[] = [
  { server: 'Mailutils 3.15', extension: 'IDLE', fact: 'says nothing while idling', switchedOff: true },
  ...['Cyrus 3.6', 'Cyrus 3.12', 'Mailutils 3.15'].flatMap((server) => ['AUTH=SCRAM-SHA-1-PLUS', 'AUTH=SCRAM-SHA-256-PLUS'].map((extension) => ({ server, extension, fact: 'does not take tls-exporter' }))),
  { server: 'Mailutils 3.15', extension: 'APPEND', fact: 'drops the flags and date given with it' },
  { server: 'Dovecot 2.3', extension: 'NOTIFY', fact: 'tells of the selected mailbox only while idling' },
  { server: 'Courier 5.0', extension: 'SEARCH by dates', fact: 'finds others for SENTBEFORE, SENTON' },
  { server: 'Mailutils 3.15', extension: 'SEARCH by dates', fact: 'finds others for SENTON, BEFORE, ON, SINCE' },
  { server: 'Mailutils 3.15', extension: 'SEARCH KEYWORD', fact: 'finds messages for a keyword that it cannot keep' },
  { server: 'Courier 5.0', extension: 'mailbox names of every kind', fact: 'refuses names with characters beyond U+FFFF' },
];

export const knownFault = (server: string, extension: string): KnownFault | undefined =>
  knownFaults.find((known) => known.server === server && known.extension === extension);
