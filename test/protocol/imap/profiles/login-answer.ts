/** AUTHENTICATE and LOGIN by table: user alice, password secret. */
import { saslServer, type SaslServer } from '../../../support/sasl-server.ts';
import type { Heard } from './profile.ts';

const REFUSED = 'TAG NO [AUTHENTICATIONFAILED] Authentication failed.';
const SCRIPTED = /^(?:PLAIN|LOGIN|NTLM|CRAM-(?:MD5|SHA1|SHA256)|SCRAM-SHA-(?:1|256))$/u;

export function accepted(heard: Heard): string {
  const { profile } = heard.server;
  heard.connection.loggedIn = true;
  const done = profile.completed?.(heard.name) ?? 'Logged in';
  if (profile.announces === 'untagged') return `* CAPABILITY ${profile.after}\r\nTAG OK ${done}`;
  return profile.announces === 'asked' ? `TAG OK ${done}` : `TAG OK [CAPABILITY ${profile.after}] ${done}`;
}

export function login(heard: Heard): string {
  const literals = heard.literals.map((octets) => octets.toString('latin1'));
  return /^"?alice"? "?secret"?$/u.test(heard.args) || literals.join(' ') === 'alice secret' ? accepted(heard) : REFUSED;
}

export async function authenticate(heard: Heard): Promise<string> {
  const [mechanism = '', initial] = heard.args.split(' ');
  if (!heard.server.profile.before.split(' ').includes(`AUTH=${mechanism}`)) return 'TAG NO unknown mechanism';
  // Listed, and without any means to check it: GNU mailutils has a dozen of these.
  if (!SCRIPTED.test(mechanism)) return `TAG NO ${mechanism} authentication failed`;
  const server: SaslServer = saslServer(mechanism, { user: 'alice', password: 'secret' });
  let message = initial === undefined ? null : Buffer.from(initial === '=' ? '' : initial, 'base64');
  for (;;) {
    const turn = server(message);
    if ('verdict' in turn) return turn.verdict ? accepted(heard) : REFUSED;
    heard.line.send(`+ ${turn.challenge}\r\n`);
    message = Buffer.from(await heard.line.line(), 'base64');
  }
}
