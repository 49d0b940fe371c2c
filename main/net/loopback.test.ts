/** What counts as this computer: nothing that a name server or a prefix could turn into another. */
import { expect, test } from 'vitest';
import { isLoopback } from './loopback.ts';

test.each(['localhost', 'LOCALHOST', 'localhost.', '127.0.0.1', '127.255.0.9', '::1', '[::1]', '0:0:0:0:0:0:0:1'])('%s is', (host) => expect(isLoopback(host)).toBe(true));
test.each(['', 'localhost.example.org', 'xlocalhost', '127.0.0.1.example.org', '127.1', '128.0.0.1', '0.0.0.0', '10.0.0.1', '::', '::2', '::ffff:10.0.0.1', '2130706433', '[127.0.0.1].example.org'])('%s is not', (host) => expect(isLoopback(host)).toBe(false));
