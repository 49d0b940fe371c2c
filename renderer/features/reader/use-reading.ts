/** How the user wants to read. */
import type { Settings } from '../../../shared/model/settings.ts';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { useShared } from '../../engine/use-shared.ts';

const readingOf = ({ value }: ProjectionState<'settings.read'>): Settings['reading'] => value?.settings.reading ?? USUAL;
const USUAL: Settings['reading'] = { order: 'oldest', readAfter: 0, darkMessages: 'adapted' };

export const useReading = (): Settings['reading'] => useShared('settings.read', readingOf);
