/** A letter that another composer has changed leaves the screen: what it is called from then on is known before anything is said of it. */
import { expect, test } from 'vitest';
import { failed, failure, success, type Result } from '../../../shared/failure.ts';
import { accountId, draftId } from '../../../shared/ids.ts';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import type { DraftLetter } from '../../../shared/model/draft.ts';
import { Autosave } from './autosave.ts';
import { live, putAside } from './put-aside.ts';

type Answer = Result<CommandOutput<'drafts.save'>>;
const letter = (text: string): DraftLetter => ({ accountId: accountId('a'), to: '', cc: '', bcc: '', subject: '', text, inReplyTo: '', references: [], source: null, replaces: null });

async function newsOf(...answers: Answer[]): Promise<{ news: unknown[]; isLive: boolean }> {
  let serial = 0;
  const autosave = new Autosave({
    id: draftId('d'), base: 1, saved: letter('before'), savedAt: 1,
    save: async () => answers.shift() ?? success({ state: 'saved', revision: 2, at: 2 }),
    discard: async () => success({}), net: { keep: () => undefined, drop: () => undefined }, after: () => () => undefined, random: () => `r${serial++}`,
  });
  live.add(autosave);
  const news: unknown[] = [];
  autosave.change(letter('mine'));
  putAside(autosave, () => true, { onForked: (from, to, isOnScreen) => news.push(['forked', from, to, isOnScreen]), onAside: (id, { kind }) => news.push(['aside', id, kind]) });
  await expect.poll(() => news.some((one) => Array.isArray(one) && one[0] === 'aside')).toBe(true);
  const isLive = live.delete(autosave);
  return { news, isLive };
}

test('saved as the draft it was', async () => {
  expect(await newsOf()).toEqual({ news: [['aside', 'd', 'saved']], isLive: false });
});

test('changed elsewhere: saved as a letter of its own', async () => {
  expect(await newsOf(success({ state: 'elsewhere' }))).toEqual({ news: [['forked', 'd', 'r1', false], ['aside', 'r1', 'saved']], isLive: false });
});

test('changed elsewhere and not to be saved: by its new name it is still there to go on with', async () => {
  const full = failed(failure('storage', 'Godwit could not write: the disk is full.'));
  expect(await newsOf(success({ state: 'elsewhere' }), full)).toEqual({ news: [['forked', 'd', 'r1', false], ['aside', 'r1', 'failed']], isLive: true });
});
