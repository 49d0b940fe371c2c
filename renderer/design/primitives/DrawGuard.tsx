/** What fails while it is drawn ends here: the window around it goes on. */
import { Component, type ErrorInfo, type ReactNode } from 'react';

export interface DrawGuardProps {
  readonly children: ReactNode;
  /** What is drawn: with another one it is tried anew. */
  readonly of?: unknown;
  /** In the place of its children when they have failed. */
  readonly fallback?: ReactNode;
  /** Its children are gone; once for each failure. */
  readonly onFailed?: (error: unknown, info: ErrorInfo) => void;
}

interface State { readonly failed: boolean; readonly of: unknown }

export class DrawGuard extends Component<DrawGuardProps, State> {
  override state: State = { failed: false, of: this.props.of };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  static getDerivedStateFromProps({ of }: DrawGuardProps, state: State): State | null {
    return of === state.of ? null : { failed: false, of };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.props.onFailed?.(error, info);
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback ?? null : this.props.children;
  }
}
