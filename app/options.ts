/** The command line of Godwit, the same for both hosts. */
import { parseArgs } from 'node:util';

export interface Options {
  /** Undefined: Electron if it can be had, else the browser. */
  host: 'electron' | 'browser' | undefined;
  profile: string | undefined;
  port: number | undefined;
  /** Open a window; otherwise only print the address. */
  open: boolean;
  demo: boolean;
  help: boolean;
  /** Development and tests: a PEM file of certificates trusted beside the system's. */
  extraCa: string | undefined;
  /** Development and tests: allowed remote images may come from private addresses. */
  allowPrivateRemote: boolean;
}

export const USAGE = `Usage: npm start -- [options]

  --host electron|browser  where to run; by itself Electron if its runtime is there or can be fetched
  --profile DIR            keep everything of this run in DIR
  --port N                 browser host: listen on this port of 127.0.0.1
  --no-open                browser host: print the address, open no window
  --demo                   start with the demo mailbox
  --help                   this text
`;

/** A command line that cannot be used; its message is for the user. */
export class UsageError extends Error {}

export function parseOptions(args: readonly string[]): Options {
  const values = read(args);
  const { host, port } = values;
  if (host !== undefined && host !== 'electron' && host !== 'browser') throw new UsageError(`--host is electron or browser, not "${host}".`);
  if (values.profile === '') throw new UsageError('--profile needs a folder.');
  if (port !== undefined && !(/^\d{1,5}$/u.test(port) && Number(port) > 0 && Number(port) < 65_536)) throw new UsageError(`--port is a number from 1 to 65535, not "${port}".`);
  const onlyBrowser = port !== undefined ? '--port' : values['no-open'] ? '--no-open' : undefined;
  if (host === 'electron' && onlyBrowser) throw new UsageError(`${onlyBrowser} is for the browser host; Electron has no address.`);
  return {
    // Only the browser host has a port and an address to print.
    host: host ?? (onlyBrowser ? 'browser' : undefined),
    profile: values.profile,
    port: port === undefined ? undefined : Number(port),
    open: !values['no-open'],
    demo: values.demo ?? false,
    help: values.help ?? false,
    extraCa: values['extra-ca'],
    allowPrivateRemote: values['allow-private-remote'] ?? false,
  };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        host: { type: 'string' },
        profile: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        demo: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        'extra-ca': { type: 'string' },
        'allow-private-remote': { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const [first = 'The options cannot be read.'] = (error as Error).message.split('. ');
    throw new UsageError(`${first.replace(/\.?$/u, '.')}`);
  }
}

/** The certificates of a PEM file, one string each. Throws UsageError if there is none to be read. */
export function certificatesOf(pem: string, file: string): string[] {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/gu);
  if (!found) throw new UsageError(`${file} holds no PEM certificate.`);
  return found;
}
