/** Plays a profile: answers commands by table in the order they come, pipelined or not, on any number of connections. */
import { startScriptServer, type Script, type ScriptLine, type ScriptServer, type ScriptServerOptions } from '../../../support/script-server.ts';
import { fetchAnswer } from './fetch-answer.ts';
import { authenticate, login } from './login-answer.ts';
import { mailbox, plain, type Answer, type ConnectionState, type Heard, type Profile, type ServerState } from './profile.ts';
import { EXTENSIONS, STANDARD } from './standard.ts';

export interface ProfileServer extends ScriptServer {
  readonly state: ServerState;
}

/** Runs before each command is answered; what it answers is sent instead, null nothing; 'gone' ends the connection's script. */
export type Fault = (heard: Heard) => Promise<string | null | 'gone' | undefined> | string | null | undefined;

export async function startProfileServer(profile: Profile, fault: Fault = () => undefined, options: ScriptServerOptions = {}): Promise<ProfileServer> {
  const mailboxes = profile.mailboxes?.() ?? { INBOX: mailbox('INBOX', [plain(1), plain(2, { flags: ['\\Seen'] }), plain(5)]), Archive: mailbox('"Archive"') };
  const state: ServerState = { profile, mailboxes: new Map(Object.entries(mailboxes)), open: new Set(), heard: [], connections: 0 };
  const server = await startScriptServer(connection(state, fault), options);
  return Object.assign(server, { state });
}

function connection(server: ServerState, fault: Fault): Script {
  return async (line) => {
    const state: ConnectionState = { line, loggedIn: false, selected: null, push: null };
    server.open.add(state);
    server.connections++;
    try {
      const greeted = await fault({ tag: '*', name: 'GREETING', args: '', literals: [], line, server, connection: state });
      if (greeted === 'gone') return;
      if (greeted !== null) line.send(`${greeted ?? server.profile.greeting}\r\n`);
      while (await answerOne(line, server, state, fault)) { /* the next */ }
    } catch (error) {
      // The client may hang up whenever it likes.
      if (!(error instanceof Error && error.message.includes('hung up'))) throw error;
    } finally {
      server.open.delete(state);
    }
  };
}

/** False: the connection is over. */
async function answerOne(line: ScriptLine, server: ServerState, connection: ConnectionState, fault: Fault): Promise<boolean> {
  const first = await nextLine(line);
  const heard = await readCommand(first, line, server, connection);
  server.heard.push(`${heard.name} ${heard.args}`.trim());
  const wrong = await fault(heard);
  if (wrong === 'gone') return false;
  const said = wrong === undefined ? await say(answerTo(heard), heard) : wrong;
  if (said !== null) line.send(`${said.replace(/^TAG(?= |$)/gmu, heard.tag)}\r\n`);
  if (heard.name !== 'LOGOUT') return true;
  line.end();
  return false;
}

/** Commands may be far apart. */
async function nextLine(line: ScriptLine): Promise<string> {
  for (;;) {
    try {
      return await line.line();
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('waited in vain'))) throw error;
    }
  }
}

const LITERAL = /~?\{(\d+)(\+?)\}$/u;

async function readCommand(first: string, line: ScriptLine, server: ServerState, connection: ConnectionState): Promise<Heard> {
  const [, tag = '', word = '', rest = ''] = /^(\S+) (\S+) ?(.*)$/su.exec(first) ?? [];
  let name = word.toUpperCase();
  let args = rest;
  if (name === 'UID') {
    const [second = ''] = args.split(' ');
    name = `UID ${second.toUpperCase()}`;
    args = args.slice(second.length + 1);
  }
  const literals: Buffer[] = [];
  for (let tail = args, match = LITERAL.exec(tail); match !== null; match = LITERAL.exec(tail)) {
    if (match[2] !== '+') line.send(`${String(server.profile.answers?.['+'] ?? '+ go on')}\r\n`);
    literals.push(await line.literal(Number(match[1])));
    tail = await line.line();
    args += tail;
  }
  return { tag, name, args, literals, line, server, connection };
}

function answerTo(heard: Heard): Answer {
  const { name, server, connection } = heard;
  const own = server.profile.answers?.[name];
  if (own !== undefined) return own;
  if (name === 'AUTHENTICATE') return authenticate;
  if (name === 'LOGIN') return login;
  if (name === 'UID FETCH') return fetchAnswer;
  if (STANDARD[name] !== undefined) return STANDARD[name];
  const atoms = (connection.loggedIn ? server.profile.after : server.profile.before).split(' ');
  if (name === 'IDLE' && atoms.includes('IDLE')) return idle;
  const extension = EXTENSIONS[name];
  if (extension !== undefined && atoms.includes(extension.atom)) return extension.answer;
  return server.profile.unknown ?? 'TAG BAD Unknown command';
}

export async function idle({ line, connection, server }: Heard): Promise<string | null> {
  line.send(`${String(server.profile.answers?.['+'] ?? '+ idling')}\r\n`);
  connection.push = (text) => line.send(`${text}\r\n`);
  const heard = await nextLine(line);
  connection.push = null;
  return heard === 'DONE' ? 'TAG OK IDLE terminated' : 'TAG BAD Expected DONE';
}

const say = async (answer: Answer, heard: Heard): Promise<string | null> => (typeof answer === 'string' ? answer : answer(heard));
