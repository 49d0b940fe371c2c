/** An SMTP server that does what a test tells it to, right or wrong, and keeps every octet it was sent. On loopback. */
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { saslServer, type SaslFaults, type SaslServer, type SaslUser } from './sasl-server.ts';

/** A reply without its line end; `cut`: close the line instead; `silent`: say nothing; `half:…`: the text without a line end, then close; `last:…`: the text, then deaf and dumb. */
export type Reply = string;

export interface SmtpScript {
  /** Default `220 mail.example.org ESMTP`. */
  greeting?: Reply;
  /** EHLO keywords. STARTTLS and AUTH PLAIN come from `starttls` and `auth`. */
  extensions?: readonly string[];
  /** Chain and key files; needed for TLS. */
  certificate?: { cert: string; key: string };
  /** TLS from the first octet. */
  tls?: boolean;
  /** Announce STARTTLS and do it. */
  starttls?: boolean;
  /** AUTH line after EHLO; default `AUTH PLAIN LOGIN`, '' for none. */
  auth?: string;
  /** Plays the mechanisms for this user; without it every login is welcome. */
  sasl?: { account: SaslUser; faults?: SaslFaults };
  /** Replies by verb (`EHLO`, `STARTTLS`, `AUTH`, `MAIL`, `RCPT`, `DATA`, `QUIT`), or `END` for the end of a message. */
  reply?: Partial<Record<string, Reply | ((line: string) => Reply | null)>>;
  /** Close the line after so many octets of message. */
  cutInData?: number;
}

export interface RunningScript {
  port: number;
  /** Commands as received, in order, over all connections. */
  lines: string[];
  /** Everything received before TLS. */
  clear: string;
  /** Message octets as they came, with stuffed dots and the final line. */
  data: string;
  connections: number;
  /** Ends every line; new ones are welcome. */
  cutLines(): void;
  stop(): Promise<void>;
}

export async function startSmtpScript(script: SmtpScript = {}): Promise<RunningScript> {
  const sockets = new Set<Socket>();
  const secure = script.certificate && { isServer: true as const, cert: readFileSync(script.certificate.cert), key: readFileSync(script.certificate.key) };
  const state: RunningScript = {
    port: 0, lines: [], clear: '', data: '', connections: 0,
    cutLines: () => {
      for (const socket of sockets) socket.destroy();
    },
    stop: () => new Promise((resolve) => {
      state.cutLines();
      server.close(() => resolve());
    }),
  };
  const server = createServer((socket) => {
    state.connections += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    const line = script.tls === true && secure ? new TLSSocket(socket, secure) : socket;
    converse(line, script.tls === true, true);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.port = (server.address() as AddressInfo).port;
  return state;

  function converse(socket: Socket, isSecure: boolean, greet: boolean): void {
    let pending = '';
    let inData = false;
    let octets = 0;
    let authStep = 0;
    let deaf = false;
    let sasl: SaslServer | null = null;
    const send = (reply: Reply): void => {
      if (reply === 'silent') return;
      if (reply === 'cut') return void socket.destroy();
      if (reply.startsWith('half:')) return void socket.end(reply.slice(5));
      if (reply.startsWith('last:')) deaf = true;
      socket.write(`${reply.replace(/^last:/u, '')}\r\n`);
    };
    const special = (verb: string, line: string): Reply | null => {
      const reply = script.reply?.[verb];
      return typeof reply === 'function' ? reply(line) : reply ?? null;
    };
    const onData = (chunk: Buffer): void => {
      if (!isSecure) state.clear += chunk.toString('latin1');
      if (deaf) return;
      pending += chunk.toString('latin1');
      for (let end = pending.indexOf('\r\n'); end !== -1; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (inData) message(line);
        else command(line);
      }
    };
    socket.on('error', () => socket.destroy());
    socket.on('data', onData);
    if (greet) send(script.greeting ?? '220 mail.example.org ESMTP');

    function message(line: string): void {
      state.data += `${line}\r\n`;
      octets += line.length + 2;
      if (script.cutInData !== undefined && octets >= script.cutInData) return void socket.destroy();
      if (line !== '.') return;
      inData = false;
      send(special('END', line) ?? '250 2.0.0 queued as 42');
    }

    /** Null: cancelled; undefined: no initial response. */
    function exchange(message: Buffer | null | undefined): void {
      const turn = message === null ? null : sasl?.(message ?? null) ?? null;
      if (turn !== null && 'challenge' in turn) return send(`334 ${turn.challenge}`);
      sasl = null;
      send(turn === null ? '501 5.7.0 cancelled' : turn.verdict ? '235 2.7.0 welcome' : '535 5.7.8 Bad credentials');
    }

    function command(line: string): void {
      state.lines.push(line);
      if (sasl !== null) return exchange(line === '*' ? null : Buffer.from(line, 'base64'));
      if (authStep > 0) {
        authStep -= 1;
        return send(authStep > 0 ? '334 UGFzc3dvcmQ6' : special('AUTH', line) ?? '235 2.7.0 welcome');
      }
      const verb = (/^[A-Za-z]*/u.exec(line)?.[0] ?? '').toUpperCase();
      const reply = special(verb, line);
      if (reply !== null) {
        if (verb === 'DATA' && reply.startsWith('354')) inData = true;
        return send(reply);
      }
      switch (verb) {
        case 'EHLO': {
          const auth = script.auth ?? 'AUTH PLAIN LOGIN';
          const keywords = [...(script.extensions ?? ['PIPELINING', 'SIZE 10000000', '8BITMIME', 'ENHANCEDSTATUSCODES']), ...(script.starttls === true && !isSecure ? ['STARTTLS'] : auth === '' ? [] : [auth])];
          return send(['mail.example.org', ...keywords].map((word, at) => `250${at === keywords.length ? ' ' : '-'}${word}`).join('\r\n'));
        }
        case 'STARTTLS': {
          if (script.starttls !== true || !secure) return send('502 5.5.1 not implemented');
          socket.off('data', onData);
          send('220 2.0.0 go ahead');
          return converse(new TLSSocket(socket, secure), true, false);
        }
        case 'AUTH':
          if (script.sasl !== undefined) {
            const [, mechanism = '', initial] = line.split(' ');
            sasl = saslServer(mechanism, script.sasl.account, script.sasl.faults);
            return exchange(initial === undefined ? undefined : Buffer.from(initial === '=' ? '' : initial, 'base64'));
          }
          if (/^AUTH LOGIN$/iu.test(line)) {
            authStep = 2;
            return send('334 VXNlcm5hbWU6');
          }
          return send('235 2.7.0 welcome');
        case 'DATA':
          inData = true;
          return send('354 go ahead');
        case 'QUIT':
          return void socket.end('221 2.0.0 bye\r\n');
        default:
          return send('250 2.0.0 ok');
      }
    }
  }
}
