/** Feeds damaged streams to the wire, and to a connection with commands in flight, for a given time; tells after each thousand that it lives. */
import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { FailureError, failure } from '../../../../shared/failure.ts';
import { capabilities } from '../../../../main/imap/capabilities.ts';
import { list } from '../../../../main/imap/commands/list.ts';
import { noop } from '../../../../main/imap/commands/noop.ts';
import { status } from '../../../../main/imap/commands/status.ts';
import { uidSearch } from '../../../../main/imap/commands/search.ts';
import { uidFetch } from '../../../../main/imap/commands/fetch.ts';
import { uidStore } from '../../../../main/imap/commands/store.ts';
import { Connection } from '../../../../main/imap/connection.ts';
import { Cursor } from '../../../../main/imap/wire/cursor.ts';
import { Framer } from '../../../../main/imap/wire/framer.ts';
import { DEFAULT_LIMITS, type WireLimits } from '../../../../main/imap/wire/limits.ts';
import { parseResponse } from '../../../../main/imap/wire/response.ts';
import { damagedStream, pieces, seeded, type Random } from './random.ts';

export interface FuzzOrder { kind: 'wire' | 'session'; seed: number; milliseconds: number }
/** `at`: how many cases so far. `failed` is the first case that did what it must not, with its octets in base64. */
export interface FuzzNews { at: number; over: boolean; growth: number; refused: number; failed?: { error: string; octets: string } }

const LIMITS: WireLimits = { ...DEFAULT_LIMITS, line: 1 << 20, literal: 1 << 20, response: 2 << 20 };
const order = JSON.parse(process.argv[2] ?? '') as FuzzOrder;

/** True if it was refused as no IMAP. Anything thrown but that is a defect. */
function wire(octets: Buffer, random: Random): boolean {
  const framer = new Framer(LIMITS);
  const cursor = new Cursor();
  try {
    for (const piece of pieces(octets, random)) {
      framer.push(piece);
      while (framer.next()) {
        cursor.set(framer.bytes, framer.from, framer.to);
        parseResponse(cursor);
      }
    }
    return false;
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'protocol') return true;
    throw error;
  }
}

/** True if a command was refused. All that is in flight must settle once the line is gone. */
async function session(octets: Buffer, random: Random): Promise<boolean> {
  const line = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done: () => void) => done() });
  const socket = line as unknown as Socket;
  const connection = new Connection(socket, capabilities(['IMAP4rev1', 'ESEARCH', 'CONDSTORE', 'LITERAL+']), { silenceMs: 60_000, limits: LIMITS, onUntagged: () => undefined, onStatus: () => undefined });
  const greeting = connection.greeting();
  line.push('* OK hi\r\n');
  await greeting;
  const running = [
    connection.run(uidFetch({ set: [[1, 9]], items: { flags: true, envelope: true, bodyStructure: true, sections: [{ section: '' }] }, onMessage: () => undefined })),
    connection.run(uidSearch({ all: true }, { returns: { all: true } })),
    connection.run(status('INBOX', true)),
    connection.run(noop()),
    connection.run(uidStore([[20, 30]], { action: 'add', flags: ['\\Seen'], unchangedSince: '5' })),
    connection.run(list()),
  ];
  const settled = Promise.allSettled(running);
  await Promise.resolve();
  for (const piece of pieces(octets, random)) line.push(piece);
  line.push(null);
  await Promise.race([settled, connection.closed.then(() => settled)]);
  connection.destroy(failure('cancelled', 'Enough.'));
  await connection.closed;
  const outcomes = await settled;
  for (const outcome of outcomes) if (outcome.status === 'rejected' && !(outcome.reason instanceof FailureError)) throw outcome.reason;
  return outcomes.some((outcome) => outcome.status === 'rejected');
}

const say = (news: FuzzNews): void => void process.send?.(news);
const held = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

process.on('unhandledRejection', (reason) => say({ at: -1, over: true, growth: 0, refused: 0, failed: { error: `unhandled: ${String(reason)}`, octets: '' } }));

const random = seeded(order.seed);
const end = performance.now() + order.milliseconds;
let at = 0;
let refused = 0;
const before = held();
for (; performance.now() < end; at++) {
  // What was put off to the next turn holds its connection until then.
  if (at % 100 === 0) await new Promise((resolve) => void setImmediate(resolve));
  if (at % 500 === 0) say({ at, over: false, growth: held() - before, refused });
  const octets = damagedStream(random);
  try {
    if (order.kind === 'wire' ? wire(octets, random) : await session(octets, random)) refused++;
  } catch (error) {
    say({ at, over: true, growth: 0, refused, failed: { error: error instanceof Error ? (error.stack ?? error.message) : String(error), octets: octets.toString('base64') } });
    break;
  }
}
say({ at, over: true, growth: held() - before, refused });
