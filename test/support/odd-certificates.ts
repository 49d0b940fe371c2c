/** Throw-away certificates with one thing wrong (or right) each, by `openssl ca`: names, dates, keys, signatures, issuers. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface OddCertificate {
  /** What `subjectAltName` holds; null: the extension is missing. */
  names?: string | null;
  commonName?: string;
  /** Days from now. */
  from?: number;
  to?: number;
  /** As for `openssl req -newkey`, with its options. */
  key?: readonly string[];
  digest?: string;
  /** Of the authority that signs. */
  issuer?: { key?: readonly string[]; digest?: string; constraints?: string; extra?: string };
  /** `extendedKeyUsage`. */
  usage?: string;
}

/** PEM texts; `cert` is the whole chain. */
export interface MadeCertificate { cert: string; key: string; ca: string }

const EC_KEY = ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'] as const;
const DAY = 86_400_000;
const stamp = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:T]/gu, '').slice(0, 14)}Z`;

/** Makes an authority and a server certificate in `directory` (created). */
export async function makeOddCertificate(directory: string, odd: OddCertificate = {}): Promise<MadeCertificate> {
  await mkdir(directory, { recursive: true });
  const at = (name: string): string => join(directory, name);
  // Old digests and short keys are made on purpose, below what the system's own security level allows.
  const openssl = (...args: string[]): Promise<unknown> => run('openssl', args, { cwd: directory, env: { ...process.env, OPENSSL_CONF: at('openssl.cnf') } });
  await writeFile(at('openssl.cnf'), CONFIG);
  await writeFile(at('index.txt'), '');
  await writeFile(at('serial'), '1000\n');

  const issuer = odd.issuer ?? {};
  await openssl('req', '-x509', '-newkey', ...(issuer.key ?? EC_KEY), '-nodes', '-days', '30', '-subj', '/CN=Odd test authority', ...(issuer.digest === undefined ? [] : [`-${issuer.digest}`]),
    '-addext', `basicConstraints=critical,${issuer.constraints ?? 'CA:TRUE'}`, ...(issuer.extra === undefined ? [] : ['-addext', issuer.extra]), '-keyout', 'ca.key', '-out', 'ca.crt');
  await openssl('req', '-newkey', ...(odd.key ?? EC_KEY), '-nodes', '-subj', `/CN=${odd.commonName ?? 'localhost'}`, '-keyout', 'server.key', '-out', 'server.csr');
  const names = odd.names === undefined ? 'DNS:localhost,IP:127.0.0.1' : odd.names;
  await writeFile(at('server.ext'), `${names === null ? '' : `subjectAltName=${names}\n`}extendedKeyUsage=${odd.usage ?? 'serverAuth'}\nbasicConstraints=CA:FALSE\n`);
  await openssl('ca', '-batch', '-notext', '-config', 'openssl.cnf', '-cert', 'ca.crt', '-keyfile', 'ca.key', '-in', 'server.csr', '-extfile', 'server.ext', '-md', odd.digest ?? 'sha256',
    '-startdate', stamp(Date.now() + (odd.from ?? -1) * DAY), '-enddate', stamp(Date.now() + (odd.to ?? 30) * DAY), '-out', 'server.crt');
  const [ca, cert, key] = await Promise.all([readFile(at('ca.crt'), 'utf8'), readFile(at('server.crt'), 'utf8'), readFile(at('server.key'), 'utf8')]);
  return { cert: cert + ca, key, ca };
}

const CONFIG = `[req]
distinguished_name=name
[name]
[ca]
default_ca=own
[own]
database=index.txt
serial=serial
new_certs_dir=.
default_md=sha256
policy=any
[any]
commonName=supplied
`;
