/** Where servers lie that apt cannot install beside Dovecot: unpacked into a cache that outlives the clone. */
import { join } from 'node:path';

/** GODWIT_TEST_CACHE, or one for the whole machine: only root fills it. */
export const CACHE = process.env['GODWIT_TEST_CACHE'] ?? '/var/cache/godwit-test';

/** The folder that takes the place of `/` for the unpacked packages of one server. */
export const unpackedRoot = (server: string): string => join(CACHE, server);

/** A file of an unpacked server, `path` as the package has it: `/usr/bin/imapd`. */
export const unpackedFile = (server: string, path: string): string => join(unpackedRoot(server), path);
