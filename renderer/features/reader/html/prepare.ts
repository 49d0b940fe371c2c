/** From what the first wall has left to what the frame shows: second wall, colours, marks. */
import { darkStyle } from '../../../../shared/html/dark-colours.ts';
import { BODY_CLASS } from '../../../../shared/html/policy.ts';
import { sheetText, type SheetRule } from '../../../../shared/html/sheet.ts';
import { hasDarkStyle, hasOwnBackground, hasOwnColours, turnColours } from './own-colours.ts';
import { purify } from './purify.ts';
import { resolve, type Resolved, type ResolveOptions } from './resolve.ts';

export interface PrepareOptions extends Pick<ResolveOptions, 'inline' | 'remotePrefix'> {
  /** The window is dark. */
  readonly dark: boolean;
  /** The user wants the colours as they were made. */
  readonly original: boolean;
}

export interface Prepared {
  readonly fragment: DocumentFragment;
  readonly css: string;
  readonly resolved: Resolved;
  /** `theme`: the window's paper and ink; `paper`: white, as the message was made for; `turned`: the window's, with the message's colours turned for it. */
  readonly look: 'theme' | 'paper' | 'turned';
  readonly ownBackground: boolean;
}

export const prepare = (clean: string, sheet: readonly SheetRule[], options: PrepareOptions): Prepared => dress(purify(clean), sheet, options);

/** What follows on the second wall. Works on the fragment while it is still inert. */
export function dress(fragment: DocumentFragment, sheet: readonly SheetRule[], { inline, remotePrefix, dark, original }: PrepareOptions): Prepared {
  if (sheet.length > 0) giveBody(fragment);
  const ownColours = hasOwnColours(fragment, sheet);
  const ownDark = dark && !original && hasDarkStyle(sheet);
  const turned = dark && !original && ownColours && !ownDark;
  const ownBackground = hasOwnBackground(fragment, sheet);
  if (turned) turnColours(fragment);
  const resolved = resolve(fragment, { inline, remotePrefix, withoutBackgrounds: turned });
  return { fragment, css: sheetText(sheet, ownDark, turned ? darkStyle : undefined), resolved, look: turned || ownDark ? 'turned' : ownColours ? 'paper' : 'theme', ownBackground };
}

/** Rules for the body need a box that stands for it, where the message has written none. */
function giveBody(fragment: DocumentFragment): void {
  if (fragment.querySelector(`.${BODY_CLASS}`)) return;
  const box = fragment.ownerDocument.createElement('div');
  box.className = BODY_CLASS;
  box.append(...fragment.childNodes);
  fragment.append(box);
}
