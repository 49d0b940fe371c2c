import { beforeEach, describe, expect, test } from 'vitest';
import { failed, failure, success, type Result } from '../../../shared/failure.ts';
import { accountId, draftId, type DraftId } from '../../../shared/ids.ts';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import type { DraftLetter } from '../../../shared/model/draft.ts';
import { Autosave, type SaveDraft } from './autosave.ts';

type Answer = Result<CommandOutput<'drafts.save'>>;
const letter = (text: string): DraftLetter => ({ accountId: accountId('a'), to: '', cc: '', bcc: '', subject: '', text, inReplyTo: '', references: [], source: null, replaces: null });
const FULL = failed(failure('storage', 'Godwit could not write: the disk is full.'));

let saves: SaveDraft[];
let discarded: DraftId[];
/** By composer. */
let net: Map<string, SaveDraft & { maySent: boolean }>;
let answers: Answer[];
let timers: { ms: number; run: () => void }[];
let held: (() => void)[] | null;
beforeEach(() => {
  saves = [];
  discarded = [];
  net = new Map();
  answers = [];
  timers = [];
  held = null;
});

function start(base = 0, saved: DraftLetter | null = null): Autosave {
  let n = 0;
  return new Autosave({
    id: draftId('d'), base, saved, savedAt: saved && 1,
    async save(input) {
      saves.push(input);
      if (held) await new Promise<void>((resolve) => held!.push(resolve));
      return answers.shift() ?? success({ state: 'saved', revision: saves.length, at: saves.length });
    },
    discard: async (id) => { discarded.push(id); return success({}); },
    net: { keep: (input, maySent) => void net.set(input.writer, { ...input, maySent }), drop: (writer) => void net.delete(writer) },
    after(ms, run) {
      const timer = { ms, run };
      timers.push(timer);
      return () => { timers = timers.filter((one) => one !== timer); };
    },
    random: () => `r${n++}`,
  });
}
const settle = () => new Promise((resolve) => setImmediate(resolve));
async function tick(): Promise<void> {
  const due = timers;
  timers = [];
  for (const { run } of due) run();
  await settle();
}

describe('autosave', () => {
  test('a change is saved after a pause, several as one, and the same again not at all', async () => {
    const save = start();
    save.change(letter('a'));
    save.change(letter('ab'));
    expect([timers.length, saves.length, save.get().kind]).toEqual([1, 0, 'unsaved']);
    await tick();
    expect(saves.map((one) => one.letter.text)).toEqual(['ab']);
    expect(save.get()).toEqual({ kind: 'saved', at: 1 });
    save.change(letter('ab'));
    expect([timers.length, net.size]).toEqual([0, 0]);
  });

  test('somebody who types without a pause is saved all the same', async () => {
    const save = start();
    for (let i = 0; i < 50; i++) save.change(letter('x'.repeat(i)));
    const [first] = timers;
    save.change(letter('more'));
    expect(timers).toEqual([first]);
  });

  test('what is typed while a save is on its way is saved after it', async () => {
    held = [];
    const save = start();
    save.change(letter('a'));
    const done = save.flush();
    save.change(letter('ab'));
    held.shift()!();
    await settle();
    held.shift()!();
    expect(await done).toMatchObject({ kind: 'saved' });
    expect(saves.map((one) => one.letter.text)).toEqual(['a', 'ab']);
  });

  test('a full disk: it says why, the letter lies in the net, and it is tried again until it works', async () => {
    answers = [FULL, FULL];
    const save = start();
    save.change(letter('a'));
    expect(await save.flush()).toMatchObject({ kind: 'failed', failure: { code: 'storage' } });
    expect(net.get('r0')?.letter.text).toBe('a');
    await tick();
    save.change(letter('ab'));
    expect(save.get().kind).toBe('failed');
    await tick();
    expect(save.get().kind).toBe('saved');
    expect([saves.at(-1)?.letter.text, net.size]).toEqual(['ab', 0]);
  });

  test('the window goes in the middle of a pause: it lies in the net and is sent on its way', async () => {
    held = [];
    const save = start();
    save.change(letter('a'));
    save.keep();
    expect([net.get('r0')?.letter.text, saves.length]).toEqual(['a', 1]);
  });

  test('saved by another composer meanwhile: nothing is overwritten, both can be kept', async () => {
    answers = [success({ state: 'elsewhere' })];
    const save = start(4, letter('old'));
    save.change(letter('mine'));
    expect((await save.flush()).kind).toBe('elsewhere');
    save.change(letter('mine, more'));
    await tick();
    expect(saves).toHaveLength(1);
    save.fork();
    await settle();
    expect(saves.at(-1)).toMatchObject({ id: 'r1', base: 0, letter: { text: 'mine, more' } });
    expect(save.get().kind).toBe('saved');
  });

  test('as a letter of its own it is sent and discarded as that one, not as the one it was', async () => {
    answers = [success({ state: 'elsewhere' })];
    const save = start(2);
    save.change(letter('mine'));
    await save.flush();
    save.fork();
    const claims: unknown[] = [];
    await save.send(async ({ id, base }) => { claims.push({ id, base }); return failed(failure('invalid-input', 'no')); });
    expect(claims).toEqual([{ id: 'r1', base: 0 }]);
    expect(await save.discard()).toEqual({ ok: true, value: 'r1' });
    expect(discarded).toEqual(['r1']);
  });

  test('put aside without having chosen: kept as a letter of its own', async () => {
    answers = [success({ state: 'gone', sent: false })];
    const save = start();
    save.change(letter('mine'));
    await save.flush();
    expect(await save.close(true)).toBe(true);
    expect(saves.at(-1)).toMatchObject({ id: 'r1', open: false, letter: { text: 'mine' } });
  });

  test('put aside: saved as such; nothing in it: taken away; never touched: nothing at all', async () => {
    const kept = start();
    kept.change(letter('a'));
    await kept.close(true);
    expect(saves.at(-1)).toMatchObject({ open: false, letter: { text: 'a' } });
    const emptied = start(1, letter('a'));
    emptied.change(letter(''));
    await emptied.close(false);
    expect(discarded).toEqual(['d']);
    const before = saves.length;
    await start().close(true);
    expect(saves).toHaveLength(before);
  });

  test('discarded with its last change, so that undo brings back all of it', async () => {
    const save = start();
    save.change(letter('a'));
    expect(await save.discard()).toEqual(success('d'));
    expect([saves.at(-1)?.letter.text, discarded]).toEqual(['a', ['d']]);
    save.change(letter('b'));
    await tick();
    expect(saves).toHaveLength(1);
    expect(await start().discard()).toEqual(success(null));
  });

  test('while it is sent nothing is saved, and nothing any more once it is', async () => {
    const save = start();
    save.change(letter('a'));
    const sent = Promise.withResolvers<Result<object>>();
    const sending = save.send(() => sent.promise);
    const left = save.close(true);
    await settle();
    expect(saves).toHaveLength(0);
    sent.resolve(success({}));
    await Promise.all([sending, left]);
    expect([saves.length, net.size, save.isStopped]).toEqual([0, 0, true]);
  });

  test('put aside while it is sent: nothing is kept of what has gone, and whoever has it open again hears of it', async () => {
    const save = start(1, letter('a'));
    const answer = Promise.withResolvers<Result<string>>();
    const sending = save.send(() => answer.promise);
    const aside = save.close(true);
    const heard: string[] = [];
    save.subscribe(() => heard.push(save.get().kind));
    answer.resolve(success('sent'));
    await sending;
    expect(await aside).toBe(false);
    expect([saves.length, heard, save.isStopped]).toEqual([0, ['sent'], true]);
  });

  test('under way it takes no words, refused it does again; whoever listens is told of both', async () => {
    const save = start(1, letter('a'));
    const heard: boolean[] = [];
    save.subscribe(() => heard.push(save.isSending()));
    await save.send(async () => failed(failure('storage', 'full')));
    expect(heard).toEqual([true, false]);
    await save.send(async () => success('sent'));
    expect([heard.at(-1), save.isSending()]).toEqual([true, true]);
  });

  test('opened again and sent once more while the first is on its way: that is the same letter', async () => {
    const save = start(1, letter('a'));
    const answer = Promise.withResolvers<Result<string>>();
    const first = save.send(() => answer.promise);
    let again = 0;
    const second = save.send(async () => { again++; return success('another'); });
    await settle();
    answer.resolve(success('sent'));
    expect([await first, await second, again]).toEqual([success('sent'), success('sent'), 0]);
  });

  test('refused while it was sent once more: that is tried', async () => {
    const save = start(1, letter('a'));
    const first = save.send(async () => failed(failure('storage', 'full')));
    const second = save.send(async () => success('sent'));
    expect([(await first).ok, await second]).toEqual([false, success('sent')]);
  });

  test('discarded while it is sent: what has gone is not said to be discarded', async () => {
    const save = start(1, letter('a'));
    const answer = Promise.withResolvers<Result<string>>();
    const sending = save.send(() => answer.promise);
    const discarding = save.discard();
    answer.resolve(success('sent'));
    await sending;
    expect([await discarding, discarded]).toEqual([success(null), []]);
  });

  test('discarded twice, and put aside meanwhile: discarded once, and nothing is said to be kept', async () => {
    const save = start(1, letter('a'));
    save.change(letter('ab'));
    held = [];
    const both = [save.discard(), save.discard()];
    const aside = save.close(true);
    await settle();
    for (const go of held.splice(0)) go();
    held = null;
    expect(await Promise.all(both)).toEqual([success(draftId('d')), success(draftId('d'))]);
    expect([await aside, discarded, saves.map((one) => one.letter.text)]).toEqual([false, ['d'], ['ab']]);
  });

  test('refused: saved as before', async () => {
    const save = start();
    save.change(letter('a'));
    expect((await save.send(async () => FULL)).ok).toBe(false);
    await save.flush();
    expect([saves.length, save.get().kind]).toEqual([1, 'saved']);
  });

  test('the answer to a send is lost: the next save finds out whether it went', async () => {
    const save = start();
    save.change(letter('a'));
    await save.send(async () => failed(failure('connection-lost', 'Lost.')));
    answers = [success({ state: 'gone', sent: true })];
    await tick();
    expect([save.get().kind, net.size]).toEqual(['sent', 0]);
    const other = start();
    other.change(letter('b'));
    answers = [success({ state: 'gone', sent: true })];
    await other.flush();
    expect(other.get()).toEqual({ kind: 'gone', sent: true });
  });

  test('what is written after a send whose answer was lost is not taken for sent', async () => {
    const save = start();
    save.change(letter('a'));
    const lost = async () => failed(failure('connection-lost', 'Lost.'));
    await save.send(lost);
    save.change(letter('a, and more'));
    await save.send(lost);
    answers = [success({ state: 'gone', sent: true })];
    await tick();
    expect(save.get()).toEqual({ kind: 'gone', sent: true });
    expect(net.get('r0')).toMatchObject({ letter: { text: 'a, and more' }, maySent: false });
    await save.close(true);
    expect(saves.at(-1)).toMatchObject({ id: 'r1', letter: { text: 'a, and more' } });
    expect([save.get().kind, net.size]).toEqual(['saved', 0]);
  });
});

describe('the letter was sent, discarded or changed in another window', () => {
  test.each([{ state: 'gone', sent: true }, { state: 'gone', sent: false }, { state: 'elsewhere' }] as const)('$state, sent $sent: what was typed last here before it was put aside is kept', async (state) => {
    answers = [success(state)];
    const save = start(3, letter('old'));
    save.change(letter('old, and new'));
    expect(await save.close(true)).toBe(true);
    expect(saves.at(-1)).toMatchObject({ id: 'r1', base: 0, open: false, letter: { text: 'old, and new' } });
    expect([save.get().kind, net.size]).toEqual(['saved', 0]);
  });

  test('put aside with nothing typed: there is nothing to keep', async () => {
    answers = [success({ state: 'gone', sent: true })];
    const save = start(3, letter('old'));
    expect(await save.close(true)).toBe(false);
    expect([saves.length, net.size, save.isStopped]).toEqual([1, 0, true]);
  });

  test('discarded here with a last change: what the other one saved stays, and undo brings back what was typed here', async () => {
    answers = [success({ state: 'elsewhere' })];
    const save = start(3, letter('old'));
    save.change(letter('old, and new'));
    expect(await save.discard()).toEqual(success('r1'));
    expect([saves.at(-1)?.letter.text, discarded]).toEqual(['old, and new', ['r1']]);
  });

  test('what is typed until it is chosen what becomes of it lies in the net', async () => {
    answers = [success({ state: 'gone', sent: false })];
    const save = start(3, letter('old'));
    save.change(letter('old, and new'));
    await save.flush();
    save.change(letter('old, and newer'));
    await tick();
    expect(net.get('r0')).toMatchObject({ letter: { text: 'old, and newer' }, maySent: false });
    held = [];
    save.fork();
    expect(net.get('r0')).toMatchObject({ id: 'r1', base: 0, letter: { text: 'old, and newer' } });
  });

  test('the window goes while it is sent: what lies in the net may be what was sent', () => {
    const save = start();
    save.change(letter('a'));
    save.keep();
    expect(net.get('r0')).toMatchObject({ maySent: false });
    void save.send(() => new Promise(() => {}));
    save.keep();
    expect(net.get('r0')).toMatchObject({ maySent: true });
  });
});
