/** Where a folder at the top really goes: some servers keep all that is one's own below INBOX, and have nothing else to tell it by while there is no other folder. */
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { namespace } from '../imap/commands/namespace.ts';
import type { Session } from '../imap/session.ts';
import { ESCAPED_SLASH, lastLevel } from './folder-paths.ts';

/** Wire name of a new folder of that path, which has one level; null where the server says of no prefix (RFC 2342), or takes names without one. Throws 'invalid-input' for a name that would be two levels there. */
export async function prefixedName(session: Session, path: string): Promise<string | null> {
  if (!session.capabilities.has('NAMESPACE')) return null;
  const { personal } = await session.run(namespace());
  const [first] = personal;
  if (!first || personal.some(({ prefix }) => prefix === '')) return null;
  const name = lastLevel(path).replaceAll(ESCAPED_SLASH, '/');
  if (first.delimiter !== null && name.includes(first.delimiter)) throw fail('invalid-input', say('engine-operations.delimiter', { delimiter: first.delimiter }), { step: 'operation' });
  return first.prefix + session.wireName(name);
}
