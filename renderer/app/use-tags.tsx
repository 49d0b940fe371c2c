/** Opens the menu of tags for messages of the list, where the focus is, and the dialog of all tags. */
import { useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { MessageId } from '../../shared/ids.ts';
import { useEngine } from '../engine/EngineProvider.tsx';
import type { Connection } from '../engine/connection.ts';
import { ProjectionStore } from '../engine/projection-store.ts';
import { idsOf, isConversation, placeIn, type ListRow } from '../features/message-list/list-row.ts';
import { TagMenu } from '../features/tags/TagMenu.tsx';
import type { TaggedMessage } from '../features/tags/tag-state.ts';
import { TagsDialog } from '../features/tags/TagsDialog.tsx';
import { useStable } from './use-stable.ts';

interface Request {
  readonly number: number;
  readonly ids: readonly MessageId[];
  /** Null until it is known what is on them. */
  readonly messages: readonly TaggedMessage[] | null;
  readonly at: { readonly x: number; readonly y: number };
}

export interface Tags {
  readonly tags: ReactNode;
  readonly showTags: (ids: readonly MessageId[]) => void;
  readonly editTags: () => void;
}

/** Conversations whose messages are asked for: a row says nothing of their tags. */
const MOST_ASKED = 20;
/** Milliseconds: what is not known by then counts as without tags. */
const PATIENCE = 3_000;

/** `rows`: null where there is no list, only one conversation. */
export function useTags(rows: RefObject<readonly ListRow[]> | null, onClosed: () => void): Tags {
  const engine = useEngine();
  const [request, setRequest] = useState<Request | null>(null);
  const [isEditing, setEditing] = useState(false);
  const asked = useRef(0);
  const showTags = useStable((ids: readonly MessageId[]) => {
    if (ids.length === 0) return;
    const at = place();
    const number = (asked.current += 1);
    const { messages, more } = messagesOf(engine, rows?.current ?? null, ids);
    setRequest({ number, ids, messages, at });
    // Closed meanwhile, or asked for others: then nobody waits for it.
    void more.then((whole) => setRequest((now) => (now?.number === number ? { ...now, messages: whole } : now)));
  });
  const editTags = useStable(() => setEditing(true));
  const close = useStable(() => {
    setRequest(null);
    // The menu or button it was opened from may be gone: then the list takes the focus.
    setTimeout(() => { if (document.activeElement === document.body) onClosed(); }, 250);
  });
  const tags = useMemo(() => (
    <>
      {request ? <TagMenu key={request.number} count={request.ids.length} messages={request.messages} at={request.at} onClose={close} onEdit={editTags} /> : null}
      <TagsDialog isOpen={isEditing} onClose={() => setEditing(false)} />
    </>
  ), [request, isEditing, close, editTags]);
  return { showTags, editTags, tags };
}

/** Under what has the focus: the button that was pressed, or the row the key was for. */
function place(): Request['at'] {
  const focus = document.activeElement;
  const box = focus && focus !== document.body ? focus.getBoundingClientRect() : new DOMRect(innerWidth / 2 - 130, innerHeight / 4, 0, 0);
  const isWide = box.width > 120;
  const mirrored = document.documentElement.dir === 'rtl';
  const inset = isWide ? 32 : 0;
  return { x: mirrored ? box.right - inset : box.left + inset, y: Math.min(box.bottom, innerHeight - 40) };
}

/** With their keywords: from the list at once, else null until their conversations have answered. */
function messagesOf(engine: Connection, list: readonly ListRow[] | null, ids: readonly MessageId[]): { messages: readonly TaggedMessage[] | null; more: Promise<readonly TaggedMessage[]> } {
  const wanted = new Set(ids);
  const rows = list ?? [];
  const known = new Map<MessageId, readonly string[]>(rows.flatMap((row) => (isConversation(row) ? [] : [[row.id, row.keywords]])));
  const whole = (): readonly TaggedMessage[] => ids.map((id) => ({ id, keywords: known.get(id) ?? [] }));
  const conversations = list ? rows.filter((row) => isConversation(row) && idsOf(row).some((id) => wanted.has(id))).map(({ id }) => id) : ids.slice(0, 1);
  // One message of the open conversation may lie in another folder than that of the list.
  if (list && ids.length === 1 && placeIn(rows, ids[0]!) < 0) conversations.push(ids[0]!);
  if (conversations.length === 0) return { messages: whole(), more: Promise.resolve(whole()) };
  const asked = conversations.slice(0, MOST_ASKED).map(async (id) => {
    for (const message of await conversation(engine, id)) known.set(message.id, message.keywords);
  });
  return { messages: null, more: Promise.all(asked).then(whole) };
}

/** What is known of it at this moment. */
function conversation(engine: Connection, messageId: MessageId): Promise<TaggedMessage[]> {
  const { client } = engine.state();
  if (!client) return Promise.resolve([]);
  const store = new ProjectionStore<'conversations.open'>();
  const close = store.open(client, 'conversations.open', { messageId, withDeleted: true });
  return new Promise((resolve) => {
    const end = (): void => {
      const { value } = store.get();
      clearTimeout(timer);
      off();
      close();
      resolve(value?.messages.flatMap(({ row, copies }) => [row.id, ...copies.map((copy) => copy.messageId)].map((id) => ({ id, keywords: row.keywords }))) ?? []);
    };
    const off = store.subscribe(() => { if (store.get().value) end(); });
    const timer = setTimeout(end, PATIENCE);
  });
}
