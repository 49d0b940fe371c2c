/** What fails while a message is drawn ends here: the window around it goes on, and the message is shown in another way. */
import { Component, type ReactNode } from 'react';

export interface DrawGuardProps {
  readonly children: ReactNode;
  /** Its children are gone; once for each failure. */
  readonly onFailed: () => void;
}

export class DrawGuard extends Component<DrawGuardProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    this.props.onFailed();
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
