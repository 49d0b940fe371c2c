/** Projections: what only this computer knows: drafts and settings. */
import type { Projections } from '../../shared/ipc/server.ts';
import type { Draft, DraftRow } from '../../shared/model/draft.ts';
import type { Parts } from '../parts.ts';

const PREVIEW = 120;

export function keptHereProjections({ drafts, settings }: Parts): Pick<Projections, 'drafts.list' | 'settings.read'> {
  return {
    'drafts.list'(_input, sink) {
      const push = (): void => sink.push({ drafts: drafts.all().map(rowOf) });
      push();
      return drafts.changed.on(push);
    },
    'settings.read'(_input, sink) {
      const push = (): void => sink.push({ settings: settings.all, isUntouched: settings.isUntouched });
      push();
      return settings.changed.on(push);
    },
  };
}

const rowOf = ({ id, open, changedAt, writer, revision, letter: { accountId, subject, to, text, source, replaces } }: Draft): DraftRow =>
  ({ id, open, changedAt, writer, revision, accountId, subject: subject.slice(0, PREVIEW), to: to.slice(0, PREVIEW), preview: text.slice(0, 4 * PREVIEW).trim().slice(0, PREVIEW), source, replaces });
