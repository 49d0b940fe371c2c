/** A button that cannot be pressed now: it keeps its place, takes the focus, and says why. */
import type { ButtonProps } from 'react-aria-components';

/** Props over those of a button; none where it can be pressed. */
export const unavailable = (why: string | null | undefined): Pick<ButtonProps, 'onPress' | 'render'> =>
  (why ? { onPress: () => undefined, render: (props) => <button {...props} aria-disabled="true" aria-description={why} /> } : {});
