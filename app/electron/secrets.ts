/** Secrets of the desktop shell: sealed by the system's key store through Electron's asynchronous safeStorage. */
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import { say } from '../../shared/locales/say.ts';
import type { SecretStore } from '../../main/ports.ts';
import { Damaged, secretFile } from '../secret-file.ts';
import type { Sealer } from '../secret-file.ts';

export type Storage = Pick<SafeStorage, 'encryptStringAsync' | 'decryptStringAsync' | 'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend'>;

const KEPT_BY = { darwin: 'engine-app.keptBy-darwin', win32: 'engine-app.keptBy-win32', linux: 'engine-app.keptBy-linux' } as const;

/** Only after the application is ready: before that, Linux does not know its key store. */
export function systemSecrets(profile: string, storage: Storage, platform: string = process.platform): SecretStore {
  const weak = (): boolean => platform === 'linux' && ['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend());
  const needStorage = async (): Promise<void> => {
    // Not damaged: a locked keyring opens again, and what is sealed with it stays where it is.
    if (!(await storage.isAsyncEncryptionAvailable())) throw Object.assign(new Error('no key store'), { code: 'the key store of this system is locked or missing' });
  };
  const sealer: Sealer<string> = {
    describe: () => (weak() ? { note: say('engine-app.noKeyring'), weak: true } : { note: say(platform in KEPT_BY ? KEPT_BY[platform as keyof typeof KEPT_BY] : 'engine-app.keptBy-other'), weak: false }),
    check: needStorage,
    renew: async () => undefined,
    async seal(_name, value) {
      await needStorage();
      return (await storage.encryptStringAsync(value)).toString('base64');
    },
    async open(_name, sealed) {
      if (typeof sealed !== 'string') throw new Damaged('an entry is damaged');
      await needStorage();
      const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(sealed, 'base64'));
      return { value: result, reseal: shouldReEncrypt };
    },
  };
  return secretFile(join(profile, 'secrets-system.json'), sealer);
}
