/** Does the mirror take batches and questions at this moment? */
import type { MirrorClient } from './client.ts';

export const isUsable = ({ status }: Pick<MirrorClient, 'status'>): boolean => status.state === 'ready' || status.state === 'rebuilding';
