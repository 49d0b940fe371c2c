/** Every kind of real server under test, in the order of the table. */
import { dovecot, type Requirement } from '../../support/requires.ts';
import { courier, cyrus, mailutils, unpackedSystem } from '../../support/requires-servers.ts';
import { unpackedRoot } from '../../support/unpacked.ts';
import type { RealServer } from '../matrix/probe.ts';
import { startCourier } from './courier.ts';
import { startCyrus } from './cyrus.ts';
import { startFullDovecot } from './dovecot.ts';
import { startNewDovecot } from './dovecot-24.ts';
import { startMailutils } from './mailutils.ts';

export interface ServerKind {
  /** As in the table. */
  readonly name: string;
  readonly requirement: Requirement;
  /** How long an answer may take, milliseconds. */
  readonly patienceMs?: number | undefined;
  start(): Promise<RealServer>;
}

/** Courier 5.0 waits for the lock of a mailbox that several sessions open at once: four of them on two cores up to 16 s, once more than 60; none without its locks; 2026-11-23. */
const LOCKED_MS = 50_000;

/** What `npm test` runs. */
export const kinds = {
  dovecot: { name: 'Dovecot 2.3', requirement: dovecot, start: startFullDovecot },
  cyrus: { name: 'Cyrus 3.6', requirement: cyrus, start: () => startCyrus() },
  courier: { name: 'Courier 5.0', requirement: courier, start: startCourier, patienceMs: LOCKED_MS },
  mailutils: { name: 'Mailutils 3.15', requirement: mailutils, start: startMailutils },
} as const satisfies Record<string, ServerKind>;

const DOVECOT_ROOT = 'sid-dovecot';
const CYRUS_ROOT = 'sid-cyrus';

/** Releases that Debian 12 does not have. */
export const newerKinds = {
  'dovecot-24': { name: 'Dovecot 2.4', requirement: unpackedSystem(unpackedRoot(DOVECOT_ROOT)), start: () => startNewDovecot(unpackedRoot(DOVECOT_ROOT)) },
  'cyrus-312': { name: 'Cyrus 3.12', requirement: unpackedSystem(unpackedRoot(CYRUS_ROOT)), start: () => startCyrus({ name: 'Cyrus 3.12', root: unpackedRoot(CYRUS_ROOT) }) },
} as const satisfies Record<string, ServerKind>;

/** What they run in: a folder of the cache, and the packages unpacked there. */
export const SYSTEMS: Readonly<Record<keyof typeof newerKinds, readonly [folder: string, packages: readonly string[]]>> = {
  'dovecot-24': [DOVECOT_ROOT, ['dovecot-core', 'dovecot-imapd', 'dovecot-sqlite']],
  'cyrus-312': [CYRUS_ROOT, ['cyrus-imapd', 'cyrus-common', 'sasl2-bin', 'libsasl2-modules', 'libsasl2-modules-db']],
};
