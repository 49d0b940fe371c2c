/** Which port to serve on: the mirror belongs to the origin, so the same one must come back. */
import { fail } from '../../shared/failure.ts';
import { rememberedPort } from '../profile.ts';
import { startServer } from './server.ts';
import type { RunningServer, ServerParts } from './server.ts';

/** `moved` is the remembered port that was taken. Rejects with FailureError 'invalid-input' if a port asked for cannot be had. */
export async function listenSomewhere(profile: string, asked: number | undefined, parts: ServerParts): Promise<{ running: RunningServer; moved?: number }> {
  const remembered = asked ?? await rememberedPort(profile);
  try {
    return { running: await startServer(remembered ?? 0, parts) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (remembered === undefined || (code !== 'EADDRINUSE' && code !== 'EACCES')) throw error;
    if (asked !== undefined) {
      throw fail('invalid-input', `Port ${asked} ${code === 'EADDRINUSE' ? 'is in use by another program' : 'may not be used'}: choose another one with --port, or leave it out.`);
    }
    return { running: await startServer(0, parts), moved: remembered };
  }
}
