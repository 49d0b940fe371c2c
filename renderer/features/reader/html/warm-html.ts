/** What the first message with HTML would wait for: its frame, the worker of the first wall, the second wall, the colours. One step at a time. */
import { warmFrame } from './kept-frame.ts';
import { prepare } from './prepare.ts';
import { sanitizer } from './sanitize-client.ts';
import { frameColours } from './use-frame-colours.ts';

const SAMPLE = '<p style="color: #123456">.</p>';

export const warmHtml: readonly (() => void)[] = [
  warmFrame,
  () => sanitizer.warmUp(SAMPLE),
  () => { prepare(SAMPLE, [], { inline: {}, remotePrefix: null, dark: frameColours().dark, original: false }); },
];
