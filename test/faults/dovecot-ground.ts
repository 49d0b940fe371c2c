/** The same account on a real Dovecot, each time a user of its own, behind a gate that plants the faults. */
import { FaultPlan } from '../../app/demo/faults.ts';
import { startDemo } from '../../app/demo/start-demo.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { countCommands, noteId, noteOf, type AnyGround, type Grounds } from './ground.ts';
import { startGate } from './imap-gate.ts';
import { SecondClient } from './second-client.ts';

const PASSWORD = 'a-password';
const MOST_USERS = 9_000;
/** Announced by Dovecot 2.3 and by no demo server: without it this is not there either. */
const ON_TOP_OF: Readonly<Record<string, readonly string[]>> = { CONDSTORE: ['QRESYNC', 'ENABLE'] };

/** Grounds on one Dovecot. */
export async function startDovecotGrounds(): Promise<Grounds> {
  const users = Array.from({ length: MOST_USERS }, (_, n) => ({ name: `u${n}`, password: PASSWORD }));
  const dovecot = await startDovecot({ plainOnly: true, users });
  let next = 0;
  return {
    start: (without = [], inbox = 6) => onDovecot(dovecot, `u${next++}`, without, inbox),
    stop: () => dovecot.stop(),
  };
}

async function onDovecot(dovecot: Dovecot, user: string, without: readonly string[], inbox: number): Promise<AnyGround> {
  // Only its submission server is of use here.
  const demo = await startDemo({ seed: false, replyAfterMs: null, password: PASSWORD });
  const other = await SecondClient.connect(dovecot.ports.imap, user, PASSWORD);
  const faults = new FaultPlan();
  const commands = countCommands(faults);
  const gate = await startGate(dovecot.ports.imap, faults, without.flatMap((word) => [word, ...(ON_TOP_OF[word] ?? [])]));
  const id = noteId;
  const ground: AnyGround = {
    demo: {
      account: demo.account,
      imap: { host: '127.0.0.1', port: gate.port, security: 'none' },
      smtp: demo.smtp,
      faults,
      submissions: demo.submissions,
      cutConnections: () => gate.cutConnections(),
      async close() {
        other.close();
        await gate.close();
        await demo.close();
      },
    },
    imapUser: user,
    commands,
    id,
    deliver: (name, mailbox = 'INBOX', flags = []) => other.file(mailbox, noteOf(name, id(name)), flags),
    makeFolder: (path) => other.makeFolder(path),
    mark: (mailbox, name) => other.mark(mailbox, id(name)),
    holds: () => other.holds(),
    subjects: (mailbox) => other.subjects(mailbox),
  };
  for (let n = 1; n <= inbox; n++) await ground.deliver(`a${n}`, 'INBOX', n % 2 ? ['\\Seen'] : []);
  await ground.deliver('r1', 'Archive', ['\\Seen']);
  await ground.deliver('t1', 'Trash');
  await ground.deliver('t2', 'Trash', ['\\Flagged']);
  return ground;
}
