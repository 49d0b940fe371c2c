import { describe, expect, test } from 'vitest';
import { certificatesOf, parseOptions, UsageError } from './options.ts';

describe('the command line', () => {
  test('nothing said: the host is chosen, a window opens', () => {
    expect(parseOptions([])).toMatchObject({ host: undefined, profile: undefined, port: undefined, open: true, demo: false, help: false, extraCa: undefined, allowPrivateRemote: false });
  });

  test('everything said', () => {
    expect(parseOptions(['--host', 'browser', '--profile=/tmp/p', '--port', '4711', '--no-open', '--demo', '--extra-ca', 'ca.pem', '--allow-private-remote'])).toEqual(
      { host: 'browser', profile: '/tmp/p', port: 4711, open: false, demo: true, help: false, extraCa: 'ca.pem', allowPrivateRemote: true });
  });

  test.each([['--no-open'], ['--port', '4711']])('%s means the browser host: only it has an address', (...args) => {
    expect(parseOptions(args).host).toBe('browser');
    expect(() => parseOptions(['--host', 'electron', ...args])).toThrow(/browser host/u);
  });

  test.each([[['--hots', 'browser'], '--hots'], [['--host', 'chrome'], 'chrome'], [['--host'], '--host'], [['--port', '0'], '0'], [['--port', '65536'], '65536'], [['--port', '1e3'], '1e3'],
    [['--profile', ''], '--profile'], [['demo'], 'demo'], [['--demo=yes'], '--demo']])('%j is refused in words that name it', (args, named) => {
    expect(() => parseOptions(args)).toThrow(UsageError);
    expect(() => parseOptions(args)).toThrow(named);
  });

  test('a PEM file gives its certificates one by one', () => {
    const one = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----';
    expect(certificatesOf(`# first\n${one}\n${one}\n`, 'ca.pem')).toEqual([one, one]);
    expect(() => certificatesOf('-----BEGIN PRIVATE KEY-----', 'ca.pem')).toThrow(UsageError);
  });
});
