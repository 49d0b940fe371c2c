/** AUTHENTICATE (RFC 3501 6.2.2; initial response RFC 4959). */
import type { Exchange } from '../../sasl/exchange.ts';
import { judgeRefusal } from '../../sasl/log-in.ts';
import type { Command } from '../command.ts';
import { statusFailure } from '../failures.ts';

/** Rejects LoginRefused where another way to log in may be tried on the same line. `initialResponse`: the server has SASL-IR. */
export function authenticate(exchange: Exchange, initialResponse: boolean): Command<void> {
  return {
    name: 'AUTHENTICATE',
    lane: { kind: 'alone' },
    secret: true,
    login: true,
    parts() {
      const initial = initialResponse ? exchange.initial() : null;
      return [`AUTHENTICATE ${exchange.mechanism.name}${initial === null ? '' : ` ${initial}`}`];
    },
    async challenge(text) {
      const answer = await exchange.answer(text);
      return answer === null ? null : `${answer}\r\n`;
    },
    done: () => exchange.succeeded(),
    refused: (status) => judgeRefusal(statusFailure('AUTHENTICATE', status, true).failure, exchange),
  };
}
