/** The recorded session, long or as short as it can be: log in, list, select, first sync, idle, flag, move, send with its copy, idle again. */
import { converge, type Verdict } from './converge.ts';
import { startFaultProxy, type CutPoint, type FaultProxy } from './fault-proxy.ts';
import { startGround, startSmallGround, type Ground } from './ground.ts';
import { Person } from './person.ts';
import { startSubject } from './subject.ts';

export interface Told extends Verdict { octets: { up: number; down: number }; struck: boolean; commands: readonly string[] }

export interface Story {
  without?: readonly string[];
  /** With as few octets as possible. */
  brief?: boolean;
  /** What goes wrong at the server itself. */
  plant?(ground: Ground): void;
  /** Stands between the engine and the server's port. One that cuts at a point, if left out. */
  between?(target: number): Promise<FaultProxy>;
}

/** One run. Throws where the engine never comes back. */
export async function tellSession(point: CutPoint | null, { without, brief = false, plant, between }: Story = {}): Promise<Told> {
  const ground = await (brief ? startSmallGround : startGround)(without);
  plant?.(ground);
  const proxy = await (between?.(ground.demo.imap.port) ?? startFaultProxy(ground.demo.imap.port, point));
  const subject = await startSubject();
  try {
    const person = new Person(subject, ground);
    await person.addAccount(proxy.port);
    await (brief ? shortDay : longDay)(person);
    const octets = { ...proxy.seen };
    const verdict = await converge(subject, person, ground);
    return { ...verdict, octets, struck: proxy.struck, commands: ground.commands };
  } catch (error) {
    await subject.drop();
    throw error;
  } finally {
    await proxy.close();
    await ground.demo.close();
  }
}

async function shortDay(person: Person): Promise<void> {
  await person.flag('INBOX', 'a1');
  await person.move('INBOX', 'a2', 'archive', 'Archive');
  await person.send('f');
  await person.settled();
  await person.hearsOf('n1');
}

async function longDay(person: Person): Promise<void> {
  await person.writes('letter-1');
  await person.flag('INBOX', 'a1');
  await person.move('INBOX', 'a2', 'archive', 'Archive');
  await person.hearsOf('n1');
  await person.send('ferry-1');
  await person.writes('letter-1');
  await person.deleteForever('t1');
  await person.flag('INBOX', 'a3');
  await person.move('INBOX', 'a3', 'trash', 'Trash');
  await person.settled();
  await person.hearsOf('n2');
}
