/** One part of a message into a file: in ranges straight from the wire, going on behind what an earlier try has left. */
import type { FileHandle } from 'node:fs/promises';
import { canRetry, fail, FailureError, toFailure } from '../../../shared/failure.ts';
import { splitMessageId, type MessageId } from '../../../shared/ids.ts';
import { say } from '../../../shared/locales/say.ts';
import { uidFetchStream } from '../../imap/commands/fetch-stream.ts';
import type { LiteralSink } from '../../imap/command.ts';
import { fileSink } from '../../imap/file-sink.ts';
import type { Session } from '../../imap/session.ts';
import type { FolderRecord } from '../../mirror/protocol/records.ts';
import { selectForReading } from '../open-body.ts';
import type { AttachmentCache } from './attachment-cache.ts';

/** Octets asked for at once: between two of them it can be given up. */
const RANGE = 1024 * 1024;
/** Lines lost in a row without a single octet. */
const TRIES = 3;

export interface AttachmentFetchOptions {
  cache: AttachmentCache;
  folder: FolderRecord;
  id: MessageId;
  /** Where it is now, if that is not what it is called. */
  at?: { uidValidity: number; uid: number };
  section: string;
  lease<T>(work: (session: Session) => Promise<T>, signal: AbortSignal): Promise<T>;
  signal: AbortSignal;
  /** Told how many octets are here, as they come. */
  onOctets?(octets: number): void;
}

/** Fetches of one file wait for each other: the second finds it there. */
const under = new Map<string, Promise<unknown>>();

/** Resolves with the path of the file, octets as encoded. Rejects 'cancelled', 'storage' if the disk is full, 'message-gone', and whatever a lease rejects with; what has come stays. */
export async function fetchAttachment(options: AttachmentFetchOptions): Promise<string> {
  const { cache, id, section } = options;
  const place = cache.place(id, section);
  const before = under.get(place.path) ?? Promise.resolve();
  const work = before.then(() => undefined, () => undefined).then(async () => {
    if (!(await cache.has(place))) await fetchRest(options);
    return place.path;
  });
  under.set(place.path, work);
  try {
    return await work;
  } finally {
    if (under.get(place.path) === work) under.delete(place.path);
  }
}

async function fetchRest({ cache, folder, id, at, section, lease, signal, onOctets }: AttachmentFetchOptions): Promise<void> {
  const place = cache.place(id, section);
  const { file } = await cache.begin(place);
  try {
    for (let tries = 0; ;) {
      const before = (await file.stat()).size;
      try {
        await lease((session) => fetchRanges({ session, folder, at: at ?? splitMessageId(id), section, file, signal, onOctets }), signal);
        break;
      } catch (error) {
        const moved = (await file.stat()).size > before;
        tries = moved ? 0 : tries + 1;
        if (signal.aborted || tries >= TRIES || !canRetry(toFailure(error))) throw error;
      }
    }
  } finally {
    await file.close();
  }
  await cache.finish(place);
}

interface Ranges extends Pick<AttachmentFetchOptions, 'folder' | 'section' | 'signal'> {
  at: { uidValidity: number; uid: number };
  session: Session;
  file: FileHandle;
  onOctets: ((octets: number) => void) | undefined;
}

async function fetchRanges({ session, folder, at, section, file, signal, onOctets }: Ranges): Promise<void> {
  const { uid, uidValidity } = at;
  await selectForReading(session, folder, uidValidity);
  for (;;) {
    if (signal.aborted) throw fail('cancelled', say('engine-ipc.cancelled'));
    const offset = (await file.stat()).size;
    let octets: number | null;
    onOctets?.(offset);
    try {
      octets = await session.run(uidFetchStream({ uid, section, offset, length: RANGE, sink: counted(fileSink(file), offset, onOctets) }));
    } catch (error) {
      if (!(error instanceof FailureError)) throw fail('storage', say('engine-sync.attachmentNotWritten'), { detail: (error as NodeJS.ErrnoException).code ?? 'unknown' });
      // Of a lost line what came is good; what was refused or is not what was asked for is not.
      if (!canRetry(error.failure)) await file.truncate(offset);
      throw error;
    }
    if (octets === null && offset === 0) throw fail('message-gone', say('engine-sync.partGone'));
    // A server may round a range down, and says with nothing that there is no more.
    if (octets === null || octets === 0) return;
    if (octets > RANGE) {
      // The server does not know ranges, and has sent the whole: the beginning is there twice.
      if (offset === 0) return;
      await file.truncate(0);
    }
  }
}

function counted(sink: LiteralSink, from: number, onOctets: ((octets: number) => void) | undefined): LiteralSink {
  if (!onOctets) return sink;
  let octets = from;
  return {
    ...sink,
    async write(chunk) {
      await sink.write(chunk);
      octets += chunk.length;
      onOctets(octets);
    },
  };
}
