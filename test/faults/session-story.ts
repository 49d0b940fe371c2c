/** The recorded session: log in, list, select, first sync, idle, flag, move, delete, send with its copy, idle again. */
import { converge, type Verdict } from './converge.ts';
import { startFaultProxy, type CutPoint, type FaultProxy } from './fault-proxy.ts';
import { startGround, type Ground } from './ground.ts';
import { Person } from './person.ts';
import { startSubject } from './subject.ts';

export interface Told extends Verdict { octets: { up: number; down: number }; struck: boolean; commands: readonly string[] }

/** One run. `plant`: what goes wrong at the server itself. Throws where the engine never comes back. */
export async function tellSession(point: CutPoint | null, options: { without?: readonly string[]; plant?: (ground: Ground) => void } = {}): Promise<Told> {
  const ground = await startGround(options.without);
  options.plant?.(ground);
  const proxy: FaultProxy = await startFaultProxy(ground.demo.imap.port, point);
  const subject = await startSubject();
  try {
    const person = new Person(subject, ground);
    await person.addAccount(proxy.port);
    await person.flag('INBOX', 'a1');
    await person.move('INBOX', 'a2', 'archive', 'Archive');
    await person.hearsOf('n1');
    await person.send('ferry-1');
    await person.deleteForever('t1');
    await person.flag('INBOX', 'a3');
    await person.move('INBOX', 'a3', 'trash', 'Trash');
    await person.settled();
    await person.hearsOf('n2');
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
