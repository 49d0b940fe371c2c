/** Where the mirror's databases lie: where the browser puts an origin's own, or in a storage bucket (WICG Storage Buckets), whose files are its own, since those cannot be opened any more. */
import { deleteDatabases, openDatabase, type DatabaseOptions, type OpenedDatabase } from './database.ts';
import { TRANSACTION_DEADLINE, within } from './transaction.ts';

/** What of `navigator.storageBuckets` is used here; only Chromium has it. */
export interface StorageBuckets {
  keys(): Promise<string[]>;
  open(name: string, options?: { persisted?: boolean }): Promise<{ readonly indexedDB: IDBFactory }>;
  delete(name: string): Promise<void>;
}

export interface PlaceOptions extends DatabaseOptions {
  buckets?: StorageBuckets;
}

/**
 * Opens the database in the newest place. Where the files there are beyond opening (Chromium 156 repairs no LevelDB that has lost its MANIFEST, and opens nothing of that
 * origin any more; 2026-11-21), in a new bucket. Rejects as `openDatabase` does, with what the newest place said.
 */
export async function openInPlace(options: PlaceOptions = {}): Promise<OpenedDatabase> {
  const buckets = bucketsOf(options);
  const numbers = await ownBuckets(buckets, options);
  const newest = numbers.at(-1) ?? 0;
  try {
    return await openDatabase(buckets && newest > 0 ? await inBucket(buckets, newest, options) : options);
  } catch (error) {
    if (!buckets || !isDamaged(error)) throw error;
    const opened = await moveTo(buckets, newest + 1, options).catch(() => Promise.reject(error as Error));
    // Deleting a bucket takes its files away, whatever is in them.
    for (const number of numbers) await buckets.delete(bucketName(options, number));
    return opened;
  }
}

/** Deletes every database in every place. What lies beyond opening where the browser keeps an origin's own, it does not delete either; only deleting the origin's data there does. */
export async function deleteEverywhere(options: PlaceOptions = {}): Promise<void> {
  const buckets = bucketsOf(options);
  const numbers = await ownBuckets(buckets, options);
  for (const number of numbers) await buckets?.delete(bucketName(options, number));
  try {
    await deleteDatabases(options);
  } catch (error) {
    if (numbers.length === 0 || !isDamaged(error)) throw error;
  }
}

/** If the trouble lies elsewhere (a full disk), a new bucket cannot be used either, and the place stays what it was. */
async function moveTo(buckets: StorageBuckets, number: number, options: PlaceOptions): Promise<OpenedDatabase> {
  try {
    const { db } = await openDatabase(await inBucket(buckets, number, options));
    return { db, state: 'set-aside' };
  } catch (error) {
    await buckets.delete(bucketName(options, number));
    throw error;
  }
}

const bucketsOf = ({ buckets, indexedDB: own }: PlaceOptions): StorageBuckets | undefined =>
  // A database that was handed in stays where it is.
  buckets ?? (own ? undefined : (navigator as { storageBuckets?: StorageBuckets }).storageBuckets);

const bucketName = ({ name = 'godwit-mirror' }: PlaceOptions, number: number): string => `${name}-${number}`;

const inBucket = async (buckets: StorageBuckets, number: number, options: PlaceOptions): Promise<DatabaseOptions> => {
  const bucket = await within(buckets.open(bucketName(options, number), { persisted: true }), options.deadline ?? TRANSACTION_DEADLINE, 'opening a storage bucket');
  return { ...options, indexedDB: bucket.indexedDB };
};

/** Their numbers, ascending. */
async function ownBuckets(buckets: StorageBuckets | undefined, options: PlaceOptions): Promise<number[]> {
  const prefix = bucketName(options, 0).slice(0, -1);
  const names = buckets ? await within(buckets.keys(), options.deadline ?? TRANSACTION_DEADLINE, 'listing storage buckets') : [];
  return names.flatMap((name) => (name.startsWith(prefix) && /^\d{1,9}$/u.test(name.slice(prefix.length)) ? [Number(name.slice(prefix.length))] : [])).sort((a, b) => a - b);
}

/** What Chromium says of files it cannot open. Dexie puts the browser's own error inside. */
function isDamaged(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'UnknownError' || ('inner' in error && isDamaged(error.inner));
}
