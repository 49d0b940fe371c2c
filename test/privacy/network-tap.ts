/** Loaded before the application's main process (`--import`): writes every name it looks up and every address it connects to beyond itself into a file, one a line. */
import { appendFileSync } from 'node:fs';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const file = process.env['GODWIT_TEST_TAP'];
const OWN = /^(?:localhost|127\.0\.0\.1|::1)?$/u;
type Lookup = (name: string, options: unknown, done?: unknown) => unknown;
type Done = (error: Error | null, address?: unknown, family?: number) => void;

if (file !== undefined) {
  const note = (what: string, name: string): void => {
    if (!OWN.test(name)) appendFileSync(file, `${what} ${name}\n`);
  };
  const lookup = dns.lookup as Lookup;
  // Names of the vectors lead to this computer, so that what follows the lookup is seen too.
  const tapped: Lookup = (name, options, done) => {
    note('lookup', name);
    if (!name.endsWith('.test')) return lookup(name, options, done);
    const answer = (done ?? options) as Done;
    const all = typeof options === 'object' && options !== null && (options as { all?: boolean }).all === true;
    setImmediate(() => (all ? answer(null, [{ address: '127.0.0.1', family: 4 }]) : answer(null, '127.0.0.1', 4)));
  };
  dns.lookup = tapped as typeof dns.lookup;
  for (const family of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype] as unknown as Record<string, unknown>[]) {
    for (const name of Object.getOwnPropertyNames(family).filter((key) => /^(?:resolve|reverse)/u.test(key))) {
      const real = family[name];
      if (typeof real !== 'function') continue;
      family[name] = function tappedResolve(this: unknown, host: string, ...rest: unknown[]): unknown {
        note(name, host);
        return Reflect.apply(real, this, [host, ...rest]);
      };
    }
  }
  const promised = dns.promises.lookup;
  dns.promises.lookup = ((name: string, options?: dns.LookupAllOptions) => {
    note('lookup', name);
    return promised(name, options as dns.LookupAllOptions);
  }) as typeof dns.promises.lookup;
  const connect = net.Socket.prototype.connect as (...words: unknown[]) => net.Socket;
  net.Socket.prototype.connect = function tappedConnect(this: net.Socket, ...words: unknown[]): net.Socket {
    const first = Array.isArray(words[0]) ? (words[0] as unknown[])[0] : words[0];
    const host = typeof first === 'object' && first !== null ? (first as { host?: string }).host : typeof words[1] === 'string' ? words[1] : undefined;
    if (host !== undefined) note('connect', host);
    return Reflect.apply(connect, this, words) as net.Socket;
  } as typeof net.Socket.prototype.connect;
  syncBuiltinESMExports();
}
