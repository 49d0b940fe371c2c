/** Short news at the foot of the window, with Undo and a running line for the time left. */
import { CircleAlert, X } from 'lucide-react';
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { OperationId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import { Button } from './Button.tsx';
import { IconButton } from './IconButton.tsx';
import styles from './Toasts.module.css';
import { queued, shownOf } from './toast-queue.ts';

export interface ToastOptions {
  readonly text: string;
  /** The one thing that can be done about it: Undo, Retry. */
  readonly action?: {
    readonly label: string;
    readonly onAction: () => void;
    /** The operation it takes back: the undo key, which goes through the log of operations, puts the toast away with it. */
    readonly undoes?: OperationId;
  };
  /** How long it stays; hovering or focusing it holds the time. Errors stay until closed. */
  readonly seconds?: number;
  readonly tone?: 'plain' | 'error';
}

interface Toast extends ToastOptions {
  readonly id: number;
}

export interface Toasts {
  /** Shows it and answers its id. */
  show(toast: ToastOptions): number;
  dismiss(id: number): void;
  /** The undo key: does the newest toast's Undo, if it takes back something that is no operation. */
  undoLocal(): boolean;
  /** What it offers to take back has been taken back. */
  undone(id: OperationId): void;
}

const ToastContext = createContext<Toasts | null>(null);

export function useToasts(): Toasts {
  const toasts = use(ToastContext);
  if (!toasts) throw new Error('useToasts needs a ToastProvider above it');
  return toasts;
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [list, setList] = useState<readonly Toast[]>([]);
  const current = useRef(list);
  const nextId = useRef(1);

  const update = useCallback((change: (old: readonly Toast[]) => readonly Toast[]) => {
    current.current = change(current.current);
    setList(current.current);
  }, []);

  const toasts = useMemo<Toasts>(() => ({
    show: (toast) => {
      const id = nextId.current++;
      update((old) => queued(old, { ...toast, id }));
      return id;
    },
    dismiss: (id) => update((old) => old.filter((toast) => toast.id !== id)),
    undone: (id) => update((old) => old.filter((toast) => toast.action?.undoes !== id)),
    undoLocal: () => {
      const newest = current.current.findLast(({ action }) => action?.label === t('actions.undo'));
      if (!newest || newest.action?.undoes !== undefined) return false;
      update((old) => old.filter((toast) => toast.id !== newest.id));
      newest.action?.onAction();
      return true;
    },
  }), [update]);

  return (
    <ToastContext value={toasts}>
      {children}
      <div className={styles.region} role="region" aria-label={t('design.notifications')} data-pane={list.length > 0 ? 'toasts' : undefined}>
        {shownOf(list).map((toast) => (
          <ToastView key={toast.id} toast={toast} onClose={() => toasts.dismiss(toast.id)} />
        ))}
      </div>
    </ToastContext>
  );
}

const HEARD_AFTER_MS = 100;

function ToastView({ toast, onClose }: { readonly toast: Toast; readonly onClose: () => void }) {
  const [held, setHeld] = useState(false);
  const [isHeard, setIsHeard] = useState(false);
  const isError = toast.tone === 'error';
  const seconds = isError ? null : (toast.seconds ?? 8);
  const left = useRef((seconds ?? 0) * 1000);
  const close = useRef(onClose);
  useEffect(() => { close.current = onClose; }, [onClose]);

  useEffect(() => {
    // A live region speaks of what changes in it: what it came with is passed over by some screen readers.
    const timer = setTimeout(() => setIsHeard(true), HEARD_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);

  useEffect(() => {
    if (seconds === null || held) return;
    const startedAt = performance.now();
    const timer = setTimeout(() => close.current(), left.current);
    return () => {
      clearTimeout(timer);
      left.current -= performance.now() - startedAt;
    };
  }, [seconds, held]);

  return (
    <div className={styles.toast} data-held={held || undefined} onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      {isError ? <CircleAlert size={16} className={styles.icon ?? ''} aria-hidden /> : null}
      <span className={styles.text} role={isError ? 'alert' : 'status'}><span aria-hidden={!isHeard}>{toast.text}</span></span>
      {toast.action ? (
        <Button variant="quiet" onPress={() => { onClose(); toast.action?.onAction(); }}>{toast.action.label}</Button>
      ) : null}
      <IconButton size="small" label={t('design.close')} placement="top" icon={<X size={14} aria-hidden />} onPress={onClose} />
      {seconds === null ? null : <span className={styles.line} style={{ animationDuration: `${seconds}s` }} />}
    </div>
  );
}
