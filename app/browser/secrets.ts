/** Secrets of the browser host: AES-256-GCM in one file, the key in another, both readable by the owner only. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../shared/locales/say.ts';
import type { SecretStore } from '../../main/ports.ts';
import { writeDurably } from '../durable-file.ts';
import { Damaged, secretFile, setAside } from '../secret-file.ts';
import type { Sealer } from '../secret-file.ts';

/** Base64 each. */
interface Sealed { nonce: string; tag: string; data: string }

export function fileSecrets(profile: string): SecretStore {
  const keyFile = join(profile, 'secrets.key');

  const readKey = async (): Promise<Buffer | undefined> => {
    const key = await readFile(keyFile).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (key && key.length !== 32) throw new Damaged('its key file is damaged');
    return key;
  };
  const needKey = async (): Promise<Buffer> => {
    const key = await readKey();
    if (!key) throw new Damaged('its key file is missing');
    return key;
  };
  const makeKey = (): Promise<void> => writeDurably(keyFile, randomBytes(32));

  const sealer: Sealer<Sealed> = {
    describe: () => ({ note: say('engine-app.secretsInFile'), weak: true }),
    async check(filled) {
      if (filled) await needKey();
      else if (!(await readKey())) await makeKey();
    },
    async renew() {
      await setAside(keyFile);
      await makeKey();
    },
    seal: async (name, value) => seal(await needKey(), name, value),
    open: async (name, sealed) => ({ value: unseal(await needKey(), name, sealed), reseal: false }),
  };
  return secretFile(join(profile, 'secrets.json'), sealer);
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
