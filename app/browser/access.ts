/** Who may talk to the browser host: requests of our own pages, from a browser that was let in by a one-time token. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { isOtherUser } from './peer.ts';

/** Why a request is refused. */
export type Refusal = 'host' | 'user' | 'origin' | 'session' | 'key';

export interface Access {
  /** A new token; whoever shows it first gets the session. */
  issueToken(): string;
  /** Trades a token for the `Set-Cookie` value of the session and the key that opens sockets; undefined if it is unknown or was used. */
  redeem(token: string): { cookie: string; key: string } | undefined;
  /** Undefined if the request may be answered. `upgrade` asks for an Origin header, which every browser sends there, and for the key. */
  refuse(request: IncomingMessage, kind: 'page' | 'token' | 'upgrade'): Refusal | undefined;
}

const MOST_TOKENS = 16;
const SESSION_LIFE = 30 * 24 * 3600;

/** `authority` is `127.0.0.1:PORT`: any other Host means that a foreign name was bound to this address (DNS rebinding). */
export function createAccess(authority: string): Access {
  const origin = `http://${authority}`;
  // Cookies do not know ports: the name keeps two profiles of one browser apart.
  const cookieName = `godwit-${authority.slice(authority.lastIndexOf(':') + 1)}`;
  const session = secret();
  // A browser gives the cookie to every other port of 127.0.0.1, whoever listens there. The key only our own pages know.
  const key = secret();
  const tokens = new Set<string>();

  const foreign = (request: IncomingMessage, upgrade: boolean): boolean => {
    const claimed = request.headers.origin;
    if (claimed !== undefined ? claimed !== origin : upgrade) return true;
    const site = request.headers['sec-fetch-site'];
    return site !== undefined && site !== 'same-origin' && site !== 'none';
  };

  const known = new WeakMap<Socket, boolean>();
  const isStranger = (socket: Socket): boolean => {
    const answer = known.get(socket) ?? isOtherUser(socket);
    known.set(socket, answer);
    return answer;
  };

  return {
    issueToken() {
      const token = secret();
      tokens.add(token);
      for (const oldest of tokens) {
        if (tokens.size <= MOST_TOKENS) break;
        tokens.delete(oldest);
      }
      return token;
    },
    redeem(token) {
      const known = [...tokens].find((candidate) => same(candidate, token));
      if (known === undefined) return undefined;
      tokens.delete(known);
      return { cookie: `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${SESSION_LIFE}`, key };
    },
    refuse(request, kind) {
      if (request.headers.host !== authority) return 'host';
      if (isStranger(request.socket)) return 'user';
      if (foreign(request, kind === 'upgrade')) return 'origin';
      if (kind === 'token') return undefined;
      if (!cookies(request).some(([name, value]) => name === cookieName && same(value, session))) return 'session';
      return kind === 'page' || protocols(request).some((offered) => same(offered, key)) ? undefined : 'key';
    },
  };
}

const secret = (): string => randomBytes(32).toString('base64url');

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A page can set no other header where it opens a socket (RFC 6455 11.3.4). */
const protocols = (request: IncomingMessage): string[] => (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());

function cookies(request: IncomingMessage): [string, string][] {
  return (request.headers.cookie ?? '').split(';').map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? ['', ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  });
}
