/** Runs the first wall away from the screen, so that a message that takes long never holds up the window. */
import { sanitize } from './sanitize.ts';
import type { SanitizeReply, SanitizeRequest } from './sanitize-client.ts';

self.addEventListener('message', (event: MessageEvent<SanitizeRequest>) => {
  const { id, html, all } = event.data;
  let reply: SanitizeReply;
  try {
    reply = { id, ok: true, ...sanitize(html, all) };
  } catch (error) {
    reply = { id, ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(reply);
});
