/** Opens and closes the composer; what was being written is offered again, never dropped. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/failure.ts';
import { draftId as asDraftId, type DraftId, type MessageId } from '../../shared/ids.ts';
import type { DraftRow } from '../../shared/model/draft.ts';
import { t } from '../../shared/locales/t.ts';
import { failureText } from '../../shared/locales/engine-words.ts';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { useEngine } from '../engine/EngineProvider.tsx';
import type { ProjectionState } from '../engine/projection-store.ts';
import { randomName } from '../engine/random-name.ts';
import { useShared } from '../engine/use-shared.ts';
import type { SaveState } from '../features/compose/autosave.ts';
import type { ReplyKind } from '../features/compose/readdress.ts';
import { takeOverUnsent } from '../features/compose/unsent.ts';
import { useStable } from './use-stable.ts';
import { askedAs, begin, begun, goOn, NOT_WRITING, renamed, type ToWrite, type Writing } from './writing.ts';

export interface WritingHandle {
  readonly writing: Writing;
  readonly write: (what: ToWrite) => void;
  /** Opens a draft. */
  readonly open: (id: DraftId) => void;
  /** Something else is to be shown; the text is kept and offered. */
  readonly close: () => void;
  /** The composer has left the screen and the letter is kept. */
  readonly onAside: (id: DraftId, state: SaveState) => void;
  /** A letter goes on as a draft of its own, on screen or after it has left it. */
  readonly onForked: (from: DraftId, to: DraftId, isOnScreen: boolean) => void;
  /** The composer is done; `id` can be brought back. */
  readonly onDiscarded: (id: DraftId | null, isOnScreen: boolean) => void;
  /** The composer had left the screen when its letter could not be sent, or not discarded. */
  readonly onRefused: (id: DraftId, failure: Failure, what: 'send' | 'discard') => void;
}

const draftsOf = ({ value }: ProjectionState<'drafts.list'>): readonly DraftRow[] | null => value?.drafts ?? null;

/** Null while they are not known. */
export const useDrafts = (): readonly DraftRow[] | null => useShared('drafts.list', draftsOf);

/** `isAlone`: no other window writes, so that what lies unsaved is taken over and offered. */
export function useWriting({ isAlone = true }: { readonly isAlone?: boolean } = {}): WritingHandle {
  const engine = useEngine();
  const drafts = useDrafts();
  const [writing, setWriting] = useState<Writing>(NOT_WRITING);
  const toasts = useToasts();
  /** What left the screen last, in case the journal has not got it. */
  const last = useRef<Writing>(NOT_WRITING);
  const news = useRef<number | null>(null);
  /** Counts what was asked for: a draft that is read late does not take the place of what came after it. */
  const turn = useRef(0);

  const show = useCallback((next: Writing) => {
    turn.current += 1;
    if (next.kind !== 'none') {
      last.current = next;
      // It would lie over what is being written.
      if (news.current !== null) toasts.dismiss(news.current);
    }
    setWriting(next);
  }, [toasts]);
  const close = useCallback(() => show(NOT_WRITING), [show]);
  const open = useStable((id: DraftId) => {
    if (writing.kind !== 'none' && writing.draftId === id) return;
    const mine = (turn.current += 1);
    void engine.call('drafts.read', { id }).then((answer) => {
      if (turn.current !== mine) return;
      if (answer.ok) show(goOn(answer.value));
      else toasts.show({ text: t('app.messageNotOpened', { reason: failureText(answer.failure) }), tone: 'error' });
    });
  });
  /** The text stays, and goes to whom that kind of answer goes. */
  const goOnAs = useStable((id: DraftId, kind: ReplyKind, messageId: MessageId) => {
    const isHere = writing.kind !== 'none' && writing.draftId === id;
    void Promise.all([engine.call('compose.recipients', { messageId }), isHere ? null : engine.call('drafts.read', { id })]).then(([people, draft]) => {
      const asked = { kind, people: people.ok ? people.value : null };
      if (!draft) setWriting((now) => askedAs(now, id, asked));
      else if (draft.ok) show(goOn(draft.value, asked));
      else toasts.show({ text: t('app.messageNotOpened', { reason: failureText(draft.failure) }), tone: 'error' });
    });
  });
  const write = useStable((what: ToWrite) => {
    const found = begun(what, drafts ?? []);
    if (found && (what.kind === 'reply' || what.kind === 'replyAll')) goOnAs(found.id, what.kind, what.messageId);
    else if (found) open(found.id);
    else show(begin(what, asDraftId(randomName())));
  });
  const onAside = useStable((id: DraftId, state: SaveState) => {
    if (state.kind === 'saved') {
      if (news.current !== null) toasts.dismiss(news.current);
      news.current = toasts.show({ text: t('app.messageKept'), seconds: 8, action: { label: t('app.continueWriting'), onAction: () => open(id) } });
    } else if (state.kind === 'failed') {
      const before = last.current;
      toasts.show({ text: t('app.notSavedYet', { reason: failureText(state.failure) }), tone: 'error', action: { label: t('app.backToIt'), onAction: () => { if (before.kind !== 'none' && before.draftId === id) show(before); else open(id); } } });
    }
  });
  const onForked = useStable((from: DraftId, to: DraftId, isOnScreen: boolean) => {
    // What another composer saved by that name has been opened since.
    if (!isOnScreen && writing.kind !== 'none' && writing.draftId === from) return;
    last.current = renamed(last.current, from, to);
    setWriting((now) => renamed(now, from, to));
  });
  const onDiscarded = useStable((id: DraftId | null, isOnScreen: boolean) => {
    if (isOnScreen) close();
    if (id === null) return;
    toasts.show({ text: t('app.messageDiscarded'), seconds: 15, action: { label: t('actions.undo'), onAction: () => void engine.call('drafts.restore', { id }).then((answer) => {
      if (answer.ok) open(id);
      else toasts.show({ text: t('app.notBroughtBack', { reason: failureText(answer.failure) }), tone: 'error' });
    }) } });
  });

  const onRefused = useStable((id: DraftId, failure: Failure, what: 'send' | 'discard') => {
    toasts.show({ text: t(what === 'send' ? 'app.messageNotSent' : 'app.messageNotDiscarded', { reason: failureText(failure) }), tone: 'error', action: { label: t('app.continueWriting'), onAction: () => open(id) } });
  });

  useOffer({ drafts: isAlone ? drafts : null, isWriting: writing.kind !== 'none', onOpen: open });
  return { writing, write, open, close, onAside, onForked, onDiscarded, onRefused };
}

/** After a crash or a reload: what was in a composer then. Whoever writes by then has no use for the offer, and it would lie over Send. */
function useOffer({ drafts, isWriting, onOpen }: { drafts: readonly DraftRow[] | null; isWriting: boolean; onOpen: (id: DraftId) => void }): void {
  const engine = useEngine();
  const toasts = useToasts();
  const [isTakenOver, setTakenOver] = useState(false);
  const isAsked = useRef(false);
  const offered = useRef<number | null>(null);
  const isKnown = drafts !== null;

  useEffect(() => {
    if (!isKnown || isAsked.current) return;
    isAsked.current = true;
    void takeOverUnsent(engine, randomName).finally(() => setTakenOver(true));
  }, [engine, isKnown]);
  const ready = isTakenOver && isKnown;
  const offer = useStable(() => {
    const left = (drafts ?? []).filter((draft) => draft.open);
    const [first] = left;
    if (!first || isWriting) return;
    const text = t('app.writingKept', { count: left.length });
    offered.current = toasts.show({ text, seconds: 15, action: { label: t('app.continueWriting'), onAction: () => onOpen(first.id) } });
  });
  useEffect(() => { if (ready) offer(); }, [ready, offer]);
  useEffect(() => {
    if (isWriting && offered.current !== null) toasts.dismiss(offered.current);
  }, [isWriting, toasts]);
}
