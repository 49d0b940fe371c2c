/** Drafts and settings of the engine in memory. */
import { fail } from '../../shared/failure.ts';
import type { DraftId } from '../../shared/ids.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import type { Draft, DraftRow } from '../../shared/model/draft.ts';
import { readSettings, withChange, type Settings, type StoredSettings } from '../../shared/model/settings.ts';

export interface FakeDrafts {
  readonly commands: Pick<Commands, 'drafts.read' | 'drafts.save' | 'drafts.discard' | 'drafts.restore' | 'settings.change'>;
  rows(): DraftRow[];
  settings(): { settings: Settings; isUntouched: boolean };
}

export function fakeDrafts(changed: () => void): FakeDrafts {
  const drafts = new Map<DraftId, Draft>();
  const discarded = new Map<DraftId, Draft>();
  let stored: StoredSettings | null = null;
  const move = (from: Map<DraftId, Draft>, to: Map<DraftId, Draft>, id: DraftId): void => {
    const draft = from.get(id);
    from.delete(id);
    if (draft) to.set(id, draft);
    changed();
  };
  return {
    rows: () => [...drafts.values()].reverse().map(({ letter, id, open, changedAt, writer, revision }) => ({ id, open, changedAt, writer, revision, accountId: letter.accountId, subject: letter.subject, to: letter.to, preview: letter.text.slice(0, 120), source: letter.source, replaces: letter.replaces })),
    settings: () => ({ settings: readSettings(stored ?? {}), isUntouched: stored === null }),
    commands: {
      'drafts.read': async ({ id }) => drafts.get(id) ?? Promise.reject(fail('not-found', 'This message is no longer among the drafts.')),
      'drafts.save': async ({ id, letter, writer, open }) => {
        if (discarded.has(id)) return { state: 'gone', sent: false };
        const at = Date.now();
        const revision = (drafts.get(id)?.revision ?? 0) + 1;
        drafts.set(id, { id, letter, writer, open, revision, createdAt: at, changedAt: at });
        changed();
        return { state: 'saved', revision, at };
      },
      'drafts.discard': async ({ id }) => { move(drafts, discarded, id); return {}; },
      'drafts.restore': async ({ id }) => { move(discarded, drafts, id); return {}; },
      'settings.change': async (change) => { stored = withChange(stored ?? {}, change); changed(); return {}; },
    },
  };
}
