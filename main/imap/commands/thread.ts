/** UID THREAD (RFC 5256 3; REFS: draft-ietf-morg-inthread). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import { charsetRefused, type SearchCharset } from '../charset-negotiation.ts';
import { SLOW, type Command } from '../command.ts';
import { extensionsOf, textsOf, type SearchKey } from '../search-key.ts';
import { MAX_SIZE } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';
import type { ThreadNode } from '../wire/thread.ts';
import { charsetName, isAscii, writeSearchKey } from './search-program.ts';

export type ThreadAlgorithm = 'REFERENCES' | 'ORDEREDSUBJECT' | 'REFS';

/** All threads in one list, in the server's order; every parent stands before its answers. */
export function uidThread(algorithm: ThreadAlgorithm, key: SearchKey, charset: SearchCharset = null): Command<ThreadNode[]> {
  let nodes: ThreadNode[] | null = null;
  let tooMany = false;
  return {
    name: 'UID THREAD',
    needsAll: [`THREAD=${algorithm}`, ...extensionsOf(key)],
    patience: SLOW,
    lane: { kind: 'search', correlated: false },
    parts(wire) {
      const writer = new CommandWriter(wire).word(`UID THREAD ${algorithm} `);
      writer.word(`${isAscii(key) && !wire.utf8 ? 'US-ASCII' : charsetName(charset === null || charset === 'omit' ? 'UTF-8' : charset)} `);
      writeSearchKey(writer, key, charset === 'omit' ? null : charset);
      return writer.finish();
    },
    take(response) {
      if (response.kind !== 'thread') return false;
      if (nodes === null) nodes = response.nodes;
      else if (nodes.length + response.nodes.length > MAX_SIZE) tooMany = true;
      else {
        const shift = nodes.length;
        for (const { uid, parent } of response.nodes) nodes.push({ uid, parent: parent < 0 ? -1 : parent + shift });
      }
      return true;
    },
    done() {
      if (tooMany) throw fail('protocol', say('engine-imap.tooManyNamed'));
      if (nodes === null && textsOf(key).length === 0) throw fail('protocol', say('engine-imap.searchNoResult'));
      return nodes ?? [];
    },
    refused: charsetRefused,
  };
}
