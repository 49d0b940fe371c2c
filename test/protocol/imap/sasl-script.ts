/** An IMAP server of which only the login is scripted: any mechanism, right or wrong. */
import type { ScriptLine } from '../../support/script-server.ts';
import { saslServer, type SaslFaults, type SaslUser } from '../../support/sasl-server.ts';

export const ANN: SaslUser = { user: 'alice', password: 'secret', token: 'a.valid-token' };

export interface LoginScript {
  /** As `AUTH=` atoms; further atoms may stand there too. */
  offered: readonly string[];
  account?: SaslUser;
  faults?: SaslFaults;
  /** Tagged answer instead of starting the mechanism: `BAD what?`. */
  refuse?: Partial<Record<string, string>>;
  /** Tagged answer to wrong credentials. */
  no?: string;
}

const AFTER = 'IMAP4rev1 IDLE';

/** Greets and answers logins until one is right or the client hangs up; afterwards nothing more is heard. */
export async function playLogins(line: ScriptLine, script: LoginScript): Promise<void> {
  line.send(`* OK [CAPABILITY IMAP4rev1 ${script.offered.join(' ')}] hi\r\n`);
  while (!(await playOne(line, script)));
}

async function playOne(line: ScriptLine, { offered, account = ANN, faults, refuse = {}, no = 'NO [AUTHENTICATIONFAILED] Authentication failed.' }: LoginScript): Promise<boolean> {
  const [tag = '', command = '', mechanism = '', initial] = (await line.line()).split(' ');
  const ends = (answer: string): void => line.send(`${tag} ${answer}\r\n`);
  if (command === 'LOGIN') {
    const right = mechanism === `"${account.user}"` && initial === `"${account.password}"`;
    ends(refuse['LOGIN'] ?? (right ? `OK [CAPABILITY ${AFTER}] in` : no));
    return right && refuse['LOGIN'] === undefined;
  }
  if (command !== 'AUTHENTICATE') throw new Error(`a login was expected, not ${command}`);
  if (!offered.includes(`AUTH=${mechanism}`)) throw new Error(`${mechanism} was not offered`);
  const refusal = refuse[mechanism];
  if (refusal !== undefined) {
    ends(refusal);
    return false;
  }
  const server = saslServer(mechanism, account, faults);
  let turn = server(initial === undefined ? null : Buffer.from(initial === '=' ? '' : initial, 'base64'));
  while ('challenge' in turn) {
    line.send(`+ ${turn.challenge}\r\n`);
    const answer = await line.line();
    if (answer === '*') {
      ends('BAD cancelled');
      return false;
    }
    turn = server(Buffer.from(answer, 'base64'));
  }
  ends(turn.verdict ? `OK [CAPABILITY ${AFTER}] in` : no);
  return turn.verdict;
}
