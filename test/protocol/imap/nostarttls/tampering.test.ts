/** Responses slipped in before encryption: none may count afterwards, wherever they stand, and behind the OK of STARTTLS they end the line. */
import { describe, expect, test } from 'vitest';
import { expectHonest, expectUnharmed, play, setStage } from './stage.ts';

setStage();

const MARK = 'YFlgClUY';
const INJECTED: Readonly<Record<string, string>> = {
  'a mailbox': `* LIST () "/" ${MARK}\r\n`,
  'a mailbox that asks to be clicked': `* LIST () "/" "Click me! ${MARK}"\r\n`,
  'a subscribed mailbox': `* LSUB () "/" ${MARK}\r\n`,
  'a status': `* STATUS ${MARK} (MESSAGES 529001 RECENT 529002 UIDNEXT 529003 UNSEEN 529004 UIDVALIDITY 529005)\r\n`,
  'the status of INBOX': '* STATUS "INBOX" (MESSAGES 529001 UIDNEXT 1 UIDVALIDITY 529005)\r\n',
  'a search': '* SEARCH 1 2 3 4 5 6 7 8 9 10\r\n',
  'an extended search': '* ESEARCH (TAG "g3") UID ALL 1:10\r\n',
  flags: `* FLAGS (\\Seen ${MARK})\r\n`,
  'a count': '* 54321 EXISTS\r\n',
  'recent ones': '* 54321 RECENT\r\n',
  expunges: '* 1 EXPUNGE\r\n* 2 EXPUNGE\r\n* 3 EXPUNGE\r\n',
  'vanished ones': '* VANISHED 1:1000\r\n* VANISHED (EARLIER) 1:1000\r\n',
  'a message': `* 1 FETCH (UID 1 FLAGS (\\Deleted) BODY[] {8}\r\n${MARK})\r\n`,
  capabilities: '* CAPABILITY IMAP4rev1 IDLE CONDSTORE MOVE AUTH=LOGIN\r\n',
  'capabilities in a code': '* OK [CAPABILITY IMAP4rev1 IDLE MOVE STARTTLS] go on\r\n',
  'enabled extensions': '* ENABLED UTF8=ACCEPT CONDSTORE QRESYNC IMAP4rev2\r\n',
  'a namespace': `* NAMESPACE (("${MARK}" "/")) NIL NIL\r\n`,
  identity: '* ID ("name" "Dovecot" "vendor" "Google")\r\n',
  'a quota': `* QUOTA "" (STORAGE 1 1)\r\n* QUOTAROOT INBOX "${MARK}"\r\n`,
  metadata: `* METADATA "" (/shared/comment "${MARK}")\r\n`,
  'an alert': `* OK [ALERT] ${MARK}\r\n`,
  'an alert in a NO': `* NO [ALERT] ${MARK}\r\n`,
  'a validity': '* OK [UIDVALIDITY 666] x\r\n* OK [UIDNEXT 666] x\r\n* OK [HIGHESTMODSEQ 666] x\r\n',
  'a referral': '* OK [REFERRAL imaps://127.0.0.1:9] ...\r\n',
  'a script of Sieve': '* OK [X-IMAPSIEVE sieve://example.net] x\r\n',
};

describe.each(Object.entries(INJECTED))('%s', (_, octets) => {
  test.each([
    ['in the packet of the greeting', { greeting: `* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n${octets}` }],
    ['behind the greeting', { greeting: '* OK ready\r\n', afterGreeting: octets }],
    ['with the capabilities', { greeting: '* OK ready\r\n', withCaps: octets }],
    ['before the OK of STARTTLS', { beforeStartTls: octets }],
  ])('%s is forgotten', async (_where, attack) => {
    const outcome = await play(attack);
    expectUnharmed(outcome, MARK);
    // A capability list of the attacker's may leave STARTTLS out: then there is no session at all.
    if (outcome.session === null) expect(outcome.failure).toMatchObject({ code: 'starttls-unavailable' });
    else await expectHonest(outcome);
  });

  test('behind the OK of STARTTLS ends the line', async () => {
    const outcome = await play({ behindStartTls: octets });
    expectUnharmed(outcome, MARK);
    expect(outcome.failure).toMatchObject({ code: 'protocol', step: 'imap-connect' });
    expect(outcome.session).toBeNull();
  });

  test('into the handshake is not TLS', async () => {
    const outcome = await play({ intoTls: octets });
    expectUnharmed(outcome, MARK);
    expect(outcome.failure).toMatchObject({ code: 'not-tls' });
  });
});

describe('tagged responses', () => {
  test.each([
    ['of a command to come, with the greeting', { greeting: '* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\ng1 OK done\r\n' }, 'protocol'],
    ['of STARTTLS, before it is sent', { greeting: '* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\ng1 OK begin\r\n', noTls: true }, 'protocol'],
    ['of the CAPABILITY behind STARTTLS', { behindStartTls: '* CAPABILITY IMAP4REV1 AUTH=PLAIN AUTH=LOGIN\r\ng2 OK capability done.\r\n' }, 'protocol'],
    ['of the CAPABILITY behind STARTTLS, before its OK', { beforeStartTls: '* CAPABILITY IMAP4REV1 AUTH=PLAIN\r\ng2 OK capability done.\r\n' }, 'protocol'],
    ['of nobody', { beforeStartTls: 'XYZ OK done\r\n' }, 'protocol'],
    ['and a BYE behind', { behindStartTls: '* BYE close the connection please.\r\n' }, 'protocol'],
    ['and half a line behind', { behindStartTls: '* O' }, 'protocol'],
    ['and a mere line end behind', { behindStartTls: '\r\n' }, 'protocol'],
    ['and a continuation behind', { behindStartTls: '+ go on\r\n' }, 'protocol'],
    ['and a literal begun behind', { behindStartTls: '* LIST () "/" {1000000}\r\n' }, 'protocol'],
    ['twice', { behindStartTls: '<tag> OK begin\r\n' }, 'protocol'],
    ['half a line before, joined by what TLS brings', { beforeStartTls: '* LIST () "/" "a\r\n' }, null],
    ['a continuation before', { beforeStartTls: '+ your password please\r\n' }, null],
    ['a BYE before', { beforeStartTls: '* BYE see you\r\n' }, 'server-bye'],
  ] as const)('%s', async (_, attack, code) => {
    const outcome = await play(attack);
    expectUnharmed(outcome, 'please', 'see you', 'capability done');
    if (code === null) {
      if (outcome.failure === null) await expectHonest(outcome);
      else expect(outcome.session).toBeNull();
    } else expect(outcome).toMatchObject({ session: null, failure: { code, step: 'imap-connect' } });
  });
});
