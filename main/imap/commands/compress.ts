/** COMPRESS DEFLATE (RFC 4978). Only after login: what is secret is not mixed with what others choose, and TLS compresses nothing itself since 1.3 (before it is switched off in every library). */
import type { Command } from '../command.ts';

/** `begin` switches the line, at once: octets behind the OK are compressed. */
export function compress(begin: () => void): Command<void> {
  return { name: 'COMPRESS', lane: { kind: 'alone' }, needs: ['COMPRESS=DEFLATE'], parts: () => ['COMPRESS DEFLATE'], done: begin };
}
