/** AUTHENTICATE with one client message (RFC 3501 6.2.2; initial response RFC 4959). */
import type { Command } from '../command.ts';

/** Resolves the capability list of the tagged OK, if it has one. A second challenge is answered with `*`: nothing more is said. */
export function authenticate(mechanism: 'PLAIN', message: Buffer, initialResponse: boolean): Command<string[] | null> {
  const encoded = message.toString('base64');
  let said = initialResponse;
  return {
    name: 'AUTHENTICATE',
    lane: { kind: 'alone' },
    secret: true,
    login: true,
    parts: () => [`AUTHENTICATE ${mechanism}${initialResponse ? ` ${encoded === '' ? '=' : encoded}` : ''}`],
    challenge() {
      if (said) return '*\r\n';
      said = true;
      return `${encoded}\r\n`;
    },
    done: (status) => (status.code?.name === 'CAPABILITY' ? status.code.rest.split(' ') : null),
  };
}
