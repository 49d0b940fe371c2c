/** What `npm run servers` has vitest run: the matrix for the servers named in the environment. */
import { kinds, newerKinds, type ServerKind } from '../launchers/kinds.ts';
import { SERVERS_VARIABLE } from './servers-variable.ts';
import { describeMatrix } from './suite.ts';

const all: Readonly<Record<string, ServerKind>> = { ...kinds, ...newerKinds };
for (const key of process.env[SERVERS_VARIABLE]?.split(' ') ?? []) {
  const kind = all[key];
  if (kind === undefined) throw new Error(`no server called ${key}`);
  describeMatrix(kind);
}
