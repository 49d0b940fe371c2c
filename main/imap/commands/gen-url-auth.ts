/** GENURLAUTH (RFC 4467 7): lets a part of a message be fetched by somebody else, such as the submission server (BURL, RFC 4468). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import type { Response } from '../wire/response.ts';
import { CommandWriter } from '../wire/encoder.ts';

export interface UrlToAuthorize {
  /** See `urlToAuthorize`. */
  url: string;
  /** Default INTERNAL, which every server has. */
  mechanism?: string;
}

/**
 * The authorised URLs in the order asked for. Who has one can read what it names: it is a secret. Each is printable ASCII without blanks and
 * quotes, so that it can go into a command of another protocol; one that is not is 'protocol'.
 */
export function genUrlAuth(requests: readonly UrlToAuthorize[]): Command<string[]> {
  let urls: string[] | null = null;
  return {
    name: 'GENURLAUTH',
    lane: { kind: 'data', name: 'GENURLAUTH', about: null },
    needs: ['URLAUTH'],
    parts(wire) {
      if (requests.length === 0) throw fail('invalid-input', say('engine-imap.noAddress'));
      const writer = new CommandWriter(wire).word('GENURLAUTH');
      for (const { url, mechanism } of requests) writer.word(' ').string(url).word(' ').atom(mechanism ?? 'INTERNAL');
      return writer.finish();
    },
    take(response) {
      if (response.kind !== 'data' || response.name !== 'GENURLAUTH' || urls !== null) return false;
      urls = urlsIn(response);
      return true;
    },
    done() {
      // It must be what was asked for, with the token behind it: another URL would send another message.
      if (urls?.length !== requests.length || !urls.every((url, at) => isAuthorized(url, requests[at]!.url))) throw fail('protocol', say('engine-imap.notAuthorised'));
      return urls;
    },
  };
}

const urlsIn = (response: Response & { kind: 'data' }): string[] => (response.values ?? []).map((value) => (typeof value === 'string' ? value : ''));

function isAuthorized(url: string, asked: string): boolean {
  return /^[!#-;=?-[\]-~]+$/u.test(url) && url.toLowerCase().startsWith(`${asked.toLowerCase()}:`);
}
