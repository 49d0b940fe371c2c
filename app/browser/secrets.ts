/** Secrets of the browser host: AES-256-GCM in one file, the key in another, both readable by the owner only. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writeDurably } from '../durable-file.ts';
import type { SecretStore } from '../../main/ports.ts';
import { fail } from '../../shared/failure.ts';

/** Base64 each. */
interface Sealed { nonce: string; tag: string; data: string }
interface Safe { version: 1; entries: Record<string, Sealed> }

const NOTE = 'Passwords are kept encrypted in the profile folder, with the key in a file beside them. Other programs that run as you can read both.';

export function fileSecrets(profile: string): SecretStore {
  const keyFile = join(profile, 'secrets.key');
  const safeFile = join(profile, 'secrets.json');
  // One change at a time: each reads the whole file, changes one entry and writes it anew.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work, work);
    turn = result.catch(() => undefined);
    return result;
  };

  const readKey = async (): Promise<Buffer | undefined> => {
    const key = await readFile(keyFile).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (key && key.length !== 32) throw new Damaged('the key file is damaged');
    return key;
  };

  const readSafe = async (): Promise<Safe> => {
    const text = await readIfThere(safeFile);
    if (text === undefined) return { version: 1, entries: {} };
    const safe = parse(text);
    if (!safe) throw new Damaged('secrets.json is damaged');
    return safe;
  };

  /** For writing: what cannot be read is moved aside, not overwritten, and a new safe begins. */
  const openForWriting = async (): Promise<{ key: Buffer; safe: Safe }> => {
    try {
      const [key, safe] = [await readKey(), await readSafe()];
      if (key) return { key, safe };
      if (Object.keys(safe.entries).length > 0) throw new Damaged('the key file is missing');
    } catch (error) {
      // A file that cannot be read right now may be readable tomorrow: only what is truly broken is moved.
      if (!(error instanceof Damaged)) throw error;
      const mark = `${Date.now()}-${randomBytes(3).toString('hex')}`;
      await setAside(keyFile, mark);
      await setAside(safeFile, mark);
    }
    const key = randomBytes(32);
    await writeDurably(keyFile, key);
    return { key, safe: { version: 1, entries: {} } };
  };

  const guarded = <T>(message: string, work: () => Promise<T>): Promise<T> => inTurn(async () => {
    try {
      return await work();
    } catch (error) {
      const detail = error instanceof Damaged ? error.message : (error as NodeJS.ErrnoException).code ?? 'unknown';
      throw fail('secret-unavailable', message, { detail });
    }
  });

  return {
    describe: () => ({ note: NOTE, weak: true }),
    get: (name) => guarded('The stored passwords cannot be read.', async () => {
      const safe = await readSafe();
      const sealed = Object.hasOwn(safe.entries, name) ? safe.entries[name] : undefined;
      if (!sealed) return undefined;
      const key = await readKey();
      if (!key) throw new Damaged('the key file is missing');
      return unseal(key, name, sealed);
    }),
    set: (name, value) => guarded('The password could not be saved in the profile folder.', async () => {
      const { key, safe } = await openForWriting();
      const entries = { ...safe.entries, [name]: seal(key, name, value) };
      await writeDurably(safeFile, JSON.stringify({ version: 1, entries } satisfies Safe));
    }),
    delete: (name) => guarded('The password could not be saved in the profile folder.', async () => {
      const safe = await readSafe();
      if (!Object.hasOwn(safe.entries, name)) return;
      const { [name]: _gone, ...entries } = safe.entries;
      await writeDurably(safeFile, JSON.stringify({ version: 1, entries } satisfies Safe));
    }),
  };
}

class Damaged extends Error {}

async function setAside(file: string, mark: string): Promise<void> {
  await rename(file, `${file}.unreadable-${mark}`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

function parse(text: string): Safe | undefined {
  try {
    const value = JSON.parse(text) as Partial<Safe> | null;
    return value?.version === 1 && typeof value.entries === 'object' && value.entries !== null ? (value as Safe) : undefined;
  } catch {
    return undefined;
  }
}

/** The name is authenticated too: an entry moved under another name does not open. */
function seal(key: Buffer, name: string, value: string): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  const data = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return { nonce: nonce.toString('base64'), tag: cipher.getAuthTag().toString('base64'), data: data.toString('base64') };
}

function unseal(key: Buffer, name: string, sealed: Sealed): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'), { authTagLength: 16 })
      .setAAD(Buffer.from(name))
      .setAuthTag(Buffer.from(sealed.tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64')), decipher.final()]).toString('utf8');
  } catch {
    throw new Damaged('an entry does not open with this key');
  }
}
