/** A small submission server (RFC 6409) for tests: STARTTLS or implicit TLS, AUTH PLAIN and LOGIN, and every accepted message handed over. Not for real mail. */
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

export interface SinkMessage {
  /** Who logged in; null without AUTH. */
  user: string | null;
  from: string;
  recipients: string[];
  /** As received, dots unstuffed. */
  raw: Buffer;
}

export interface SinkOptions {
  /** Paths of chain and key. */
  certificate: { cert: string; key: string };
  users: readonly { name: string; password: string }[];
  /** Default `starttls`: AUTH is offered after it only. `none` offers AUTH in the clear. */
  security?: 'starttls' | 'tls' | 'none';
  /** Called before the final 250; a rejection answers 451. */
  onMessage: (message: SinkMessage) => Promise<void> | void;
  /** Answer for a command instead of the usual one, e.g. `(verb) => verb === 'RCPT' ? '550 5.1.1 no such user' : null`; `'drop'` closes the connection. `END` is the end of DATA. */
  answer?: (verb: string, line: string) => string | null;
}

export interface SmtpSink {
  readonly port: number;
  readonly messages: readonly SinkMessage[];
  /** Every line received outside DATA, passwords included. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

export async function startSmtpSink(options: SinkOptions): Promise<SmtpSink> {
  const security = options.security ?? 'starttls';
  const secure = { isServer: true, cert: readFileSync(options.certificate.cert), key: readFileSync(options.certificate.key) };
  const sockets = new Set<Socket>();
  const messages: SinkMessage[] = [];
  const lines: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const line = security === 'tls' ? new TLSSocket(socket, secure) : socket;
    converse(line, security === 'tls');
  });

  function converse(socket: Socket, isSecure: boolean, greet = true): void {
    const send = (text: string) => socket.write(`${text}\r\n`);
    let user: string | null = null;
    let envelope: { from: string; recipients: string[] } | null = null;
    let data: Buffer[] | null = null;
    let awaiting: ((line: string) => void) | null = null;
    let pending = Buffer.alloc(0);
    let busy = Promise.resolve();
    let upgraded = false;

    // A client that goes away in the middle is its own business here.
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      if (upgraded) return;
      pending = Buffer.concat([pending, chunk]);
      busy = busy.then(drain, drain);
    });
    if (greet) send('220 mail.example.org ESMTP');

    async function drain(): Promise<void> {
      for (let end = pending.indexOf('\r\n'); end >= 0 && !upgraded; end = pending.indexOf('\r\n')) {
        const line = pending.subarray(0, end);
        pending = pending.subarray(end + 2);
        if (data) await dataLine(line);
        else if (awaiting) awaiting(line.toString('utf8'));
        else commandLine(line.toString('utf8'));
      }
    }

    async function dataLine(line: Buffer): Promise<void> {
      if (line.toString('latin1') !== '.') {
        data?.push(line[0] === 0x2e ? line.subarray(1) : line, Buffer.from('\r\n'));
        return;
      }
      const message: SinkMessage = { user, from: envelope?.from ?? '', recipients: envelope?.recipients ?? [], raw: Buffer.concat(data ?? []) };
      data = null;
      envelope = null;
      const special = options.answer?.('END', '');
      if (special === 'drop') return void socket.destroy();
      if (special) return void send(special);
      try {
        await options.onMessage(message);
        messages.push(message);
        send('250 2.0.0 accepted');
      } catch (error) {
        send(`451 4.3.0 ${(error as Error).message.split('\n')[0] ?? ''}`);
      }
    }

    function commandLine(line: string): void {
      lines.push(line);
      const verb = line.split(' ', 1)[0]?.toUpperCase() ?? '';
      const special = options.answer?.(verb, line);
      if (special === 'drop') socket.destroy();
      else if (special) send(special);
      else command(verb, line);
    }

    function command(verb: string, line: string): void {
      const mayAuthenticate = isSecure || security === 'none';
      if (verb === 'EHLO' || verb === 'HELO') {
        const extensions = ['mail.example.org', 'PIPELINING', '8BITMIME', 'SMTPUTF8', 'SIZE 36700160', ...(security === 'starttls' && !isSecure ? ['STARTTLS'] : []), ...(mayAuthenticate ? ['AUTH PLAIN LOGIN'] : [])];
        send(extensions.map((text, at) => `250${at === extensions.length - 1 ? ' ' : '-'}${text}`).join('\r\n'));
      } else if (verb === 'STARTTLS' && security === 'starttls' && !isSecure) {
        upgraded = true;
        socket.removeAllListeners('data');
        send('220 2.0.0 go ahead');
        // RFC 3207 4.2: anything said before the switch is forgotten.
        converse(new TLSSocket(socket, secure), true, false);
      } else if (verb === 'AUTH' && mayAuthenticate) authenticate(line);
      else if (user === null && ['MAIL', 'RCPT', 'DATA'].includes(verb)) send('530 5.7.0 authentication required');
      else if (verb === 'MAIL') {
        envelope = { from: /<(.*?)>/.exec(line)?.[1] ?? '', recipients: [] };
        send('250 2.1.0 ok');
      } else if (verb === 'RCPT' && envelope) {
        envelope.recipients.push(/<(.*?)>/.exec(line)?.[1] ?? '');
        send('250 2.1.5 ok');
      } else if (verb === 'DATA' && envelope && envelope.recipients.length > 0) {
        data = [];
        send('354 go on');
      } else if (verb === 'RSET' || verb === 'NOOP') {
        if (verb === 'RSET') envelope = null;
        send('250 2.0.0 ok');
      } else if (verb === 'QUIT') {
        send('221 2.0.0 bye');
        socket.end();
      } else send('503 5.5.1 not now');
    }

    function authenticate(line: string): void {
      const [, mechanism = '', initial] = line.split(' ');
      const decode = (text: string) => Buffer.from(text, 'base64').toString('utf8');
      const check = (name: string, password: string) => {
        awaiting = null;
        if (!options.users.some((known) => known.name === name && known.password === password)) return send('535 5.7.8 authentication failed');
        user = name;
        return send('235 2.7.0 welcome');
      };
      const plain = (text: string) => {
        const [, name = '', password = ''] = decode(text).split('\0');
        check(name, password);
      };
      if (mechanism.toUpperCase() === 'PLAIN') {
        if (initial !== undefined) return plain(initial);
        awaiting = plain;
        send('334 ');
      } else if (mechanism.toUpperCase() === 'LOGIN') {
        const askPassword = (name: string) => {
          awaiting = (text) => check(name, decode(text));
          send('334 UGFzc3dvcmQ6');
        };
        if (initial !== undefined) return askPassword(decode(initial));
        awaiting = (text) => askPassword(decode(text));
        send('334 VXNlcm5hbWU6');
      } else send('504 5.5.4 unknown mechanism');
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    messages,
    lines,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Delivers what the sink accepts into a mailbox server: `onMessage: deliverTo(dovecot)`. The local part is the user. */
export const deliverTo = (mailbox: { deliver(user: string, raw: Uint8Array, from?: string): Promise<void> }) => async (message: SinkMessage): Promise<void> => {
  for (const recipient of message.recipients) await mailbox.deliver(recipient.split('@')[0] ?? recipient, message.raw, message.from);
};
