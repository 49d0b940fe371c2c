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
  start(): Promise<RealServer>;
}

/** What `npm test` runs. */
export const kinds = {
  dovecot: { name: 'Dovecot 2.3', requirement: dovecot, start: startFullDovecot },
  cyrus: { name: 'Cyrus 3.6', requirement: cyrus, start: () => startCyrus() },
  courier: { name: 'Courier 5.0', requirement: courier, start: startCourier },
  mailutils: { name: 'Mailutils 3.15', requirement: mailutils, start: startMailutils },
} as const satisfies Record<string, ServerKind>;

/** Folder in the cache and packages of each system that `npm run servers -- --all` unpacks beside. */
export const SYSTEMS = {
  'sid-dovecot': ['dovecot-core', 'dovecot-imapd', 'dovecot-sqlite'],
  'sid-cyrus': ['cyrus-imapd', 'cyrus-common', 'sasl2-bin', 'libsasl2-modules', 'libsasl2-modules-db'],
} as const;

const dovecotRoot = unpackedRoot('sid-dovecot');
const cyrusRoot = unpackedRoot('sid-cyrus');

/** Releases that Debian 12 does not have. */
export const newerKinds = {
  'dovecot-24': { name: 'Dovecot 2.4', requirement: unpackedSystem(dovecotRoot), start: () => startNewDovecot(dovecotRoot) },
  'cyrus-312': { name: 'Cyrus 3.12', requirement: unpackedSystem(cyrusRoot), start: () => startCyrus({ name: 'Cyrus 3.12', root: cyrusRoot }) },
} as const satisfies Record<string, ServerKind>;
