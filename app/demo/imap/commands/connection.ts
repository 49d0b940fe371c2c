/** Commands about the connection: CAPABILITY, NOOP, LOGOUT, ID (RFC 2971), LOGIN, AUTHENTICATE PLAIN and LOGIN, ENABLE (RFC 5161), IDLE (RFC 2177). */
import { areRight, readPlain } from '../../credentials.ts';
import type { Capability } from '../capabilities.ts';
import { no, ok, type Answer } from '../command.ts';
import { SyntaxMistake } from '../command-cursor.ts';
import type { ImapSession } from '../session.ts';
import type { Command } from './command.ts';

const MAX_FAILED_LOGINS = 3;

function logIn(session: ImapSession, credentials: { user: string; password: string } | null): Answer {
  if (!credentials || !areRight(session.context.credentials, credentials.user, credentials.password)) {
    session.failedLogins++;
    if (session.failedLogins >= MAX_FAILED_LOGINS) {
      session.writer.write('* BYE Too many wrong passwords\r\n');
      session.end();
    }
    return no('User name or password is wrong', 'AUTHENTICATIONFAILED');
  }
  session.authenticated = true;
  return ok('Logged in', `CAPABILITY ${session.capabilities()}`);
}

async function prompt(session: ImapSession, challenge: string): Promise<string> {
  session.writer.write(`+ ${challenge}\r\n`);
  await session.writer.flush();
  const line = await session.reader.line();
  if (line === null || line.toString('latin1') === '*') throw new SyntaxMistake('Authentication was cancelled');
  return line.toString('latin1');
}

const ENABLES: readonly Capability[] = ['CONDSTORE', 'QRESYNC'];

export const connectionCommands: Record<string, Command> = {
  CAPABILITY: {
    state: 'any',
    run(session, args) {
      args.end();
      session.writer.write(`* CAPABILITY ${session.capabilities()}\r\n`);
      return ok('That is all');
    },
  },
  NOOP: {
    state: 'any',
    run(_, args) {
      args.end();
      return ok('Done');
    },
  },
  LOGOUT: {
    state: 'any',
    run(session, args) {
      args.end();
      session.select(null, false);
      session.writer.write('* BYE Good bye\r\n');
      session.end();
      return ok('Logged out');
    },
  },
  ID: {
    state: 'any',
    needs: 'ID',
    run(session, args) {
      args.space();
      if (!args.nil()) {
        args.list(() => (args.nil() ? null : args.octetString()));
      }
      args.end();
      session.writer.write('* ID ("name" "Godwit demo mailbox")\r\n');
      return ok('Nice to meet you');
    },
  },
  LOGIN: {
    state: 'not-authenticated',
    run(session, args) {
      args.space();
      const user = args.astring().toString('utf8');
      args.space();
      const password = args.astring().toString('utf8');
      args.end();
      return logIn(session, { user, password });
    },
  },
  AUTHENTICATE: {
    state: 'not-authenticated',
    async run(session, args) {
      args.space();
      const mechanism = args.atom().toUpperCase();
      if (mechanism === 'PLAIN' && session.has('AUTH=PLAIN')) {
        let message: string;
        if (session.has('SASL-IR') && args.accept(' ')) message = args.accept('=') ? '' : args.base64();
        else message = await prompt(session, '');
        args.end();
        return logIn(session, readPlain(message));
      }
      args.end();
      if (mechanism !== 'LOGIN') return no('That mechanism is not offered', 'CANNOT');
      const user = await prompt(session, Buffer.from('User Name').toString('base64'));
      const password = await prompt(session, Buffer.from('Password').toString('base64'));
      const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
      return logIn(session, { user: decode(user), password: decode(password) });
    },
  },
  ENABLE: {
    state: 'authenticated',
    needs: 'ENABLE',
    run(session, args) {
      const enabled: string[] = [];
      args.space();
      do {
        const name = args.atom().toUpperCase();
        const capability = ENABLES.find((one) => one === name);
        if (!capability || !session.has(capability)) continue;
        session.condstore = true;
        if (capability === 'QRESYNC') session.qresync = true;
        enabled.push(capability);
      } while (args.accept(' '));
      args.end();
      session.writer.write(`* ENABLED${enabled.map((name) => ` ${name}`).join('')}\r\n`);
      return ok('Enabled');
    },
  },
  IDLE: {
    state: 'authenticated',
    needs: 'IDLE',
    async run(session, args) {
      args.end();
      const line = await session.idle();
      if (line?.toString('latin1').toUpperCase() !== 'DONE') throw new SyntaxMistake('Expected DONE');
      return ok('No longer idling');
    },
  },
};
