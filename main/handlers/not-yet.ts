/** Commands whose contract stands and whose work does not yet. */
import { fail } from '../../shared/failure.ts';
import type { Commands } from '../../shared/ipc/server.ts';

const notYet = (): Promise<never> => Promise.reject(fail('unsupported', 'This is not possible yet.'));

export const notYetHandlers: Pick<Commands, 'messages.unsubscribe' | 'messages.saveAsEml' | 'attachments.saveAll' | 'attachments.inspect' | 'attachments.open' | 'attachments.preview'> = {
  'messages.unsubscribe': notYet, 'messages.saveAsEml': notYet, 'attachments.saveAll': notYet, 'attachments.inspect': notYet, 'attachments.open': notYet, 'attachments.preview': notYet,
};
