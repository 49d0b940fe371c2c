/** Throw-away certificates by the openssl command: an authority of our own and servers it vouches for, or should not. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** `valid`: for localhost, 127.0.0.1 and ::1. `wrong-host`: valid, for elsewhere.example.org. `expired`: ended yesterday. `self-signed`: unknown to the authority. */
export type CertificateKind = 'valid' | 'expired' | 'wrong-host' | 'self-signed';

export interface Certificates {
  /** Path and PEM text of the authority to trust. */
  ca: string;
  caPem: string;
  /** Paths: chain (server, then authority) and private key. */
  cert: string;
  key: string;
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const LOCAL_NAMES = 'DNS:localhost,IP:127.0.0.1,IP:::1';

/** Makes an authority and one server certificate in `directory` (created if missing). */
export async function makeCertificates(directory: string, kind: CertificateKind = 'valid'): Promise<Certificates> {
  await mkdir(directory, { recursive: true });
  const at = (name: string) => join(directory, name);
  const openssl = (...args: string[]) => run('openssl', args, { cwd: directory });

  await openssl('req', '-x509', ...NEW_KEY, '-days', '30', '-subj', '/CN=Godwit test authority',
    '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign', '-keyout', 'ca.key', '-out', 'ca.crt');
  const names = kind === 'wrong-host' ? 'DNS:elsewhere.example.org' : LOCAL_NAMES;
  const result = { ca: at('ca.crt'), caPem: await readFile(at('ca.crt'), 'utf8'), cert: at('server.pem'), key: at('server.key') };

  if (kind === 'self-signed') {
    await openssl('req', '-x509', ...NEW_KEY, '-days', '30', '-subj', '/CN=localhost', '-addext', `subjectAltName=${names}`, '-keyout', 'server.key', '-out', 'server.pem');
    return result;
  }
  await openssl('req', ...NEW_KEY, '-subj', '/CN=localhost', '-keyout', 'server.key', '-out', 'server.csr');
  await writeFile(at('server.ext'), `subjectAltName=${names}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n`);
  if (kind === 'expired') await signExpired(directory);
  else await openssl('x509', '-req', '-in', 'server.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '30', '-extfile', 'server.ext', '-out', 'server.crt');
  await writeFile(result.cert, (await readFile(at('server.crt'), 'utf8')) + result.caPem);
  return result;
}

/** Only `openssl ca` takes both dates in every OpenSSL 3 (`x509 -not_before` came with 3.4). */
async function signExpired(directory: string): Promise<void> {
  const config = ['[ca]', 'default_ca=own', '[own]', 'database=index.txt', 'serial=serial', 'new_certs_dir=.', 'default_md=sha256', 'policy=any', '[any]', 'commonName=supplied', ''];
  await writeFile(join(directory, 'ca.conf'), config.join('\n'));
  await writeFile(join(directory, 'index.txt'), '');
  await writeFile(join(directory, 'serial'), '1000\n');
  const day = 86_400_000;
  const stamp = (ms: number) => `${new Date(ms).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  await run('openssl', ['ca', '-batch', '-notext', '-config', 'ca.conf', '-cert', 'ca.crt', '-keyfile', 'ca.key', '-in', 'server.csr', '-extfile', 'server.ext',
    '-startdate', stamp(Date.now() - 10 * day), '-enddate', stamp(Date.now() - day), '-out', 'server.crt'], { cwd: directory });
}
