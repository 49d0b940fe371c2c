/** What the user allows is contacted, by the main process alone, and the watch sees it: without that its silence would prove nothing (SEC-NET-3). */
import { CONSENT } from '../fixtures/html/vectors.ts';
import { message, reader, button } from '../support/screen.ts';
import { vectorsIn } from './contacts.ts';
import { enter, openHostile } from './hostile-app.ts';
import { letterOf } from './letters.ts';
import type { Report } from './report.ts';
import { untilOpen } from './sinks.ts';

/** Pictures of that message; everything else in it stays where it is. */
const ALLOWED = ['bg.leak.test', 'one.leak.test', 'three.leak.test', 'two.leak.test'];

export async function consent(report: Report): Promise<void> {
  const app = await openHostile({ letters: { INBOX: [letterOf('other', '<p>Other</p><img src="https://other.leak.test/a.png">'), letterOf('allowed', CONSENT)] } });
  const { page, contacts } = app;
  const open = async (id: string): Promise<void> => {
    await message(page, new RegExp(`\\b${id}\\b`, 'u')).click();
    await untilOpen(page, id);
    await page.waitForTimeout(300);
  };
  try {
    await enter(page, 'Inbox');
    await open('allowed');
    const before = vectorsIn([...contacts.takeProxied(), ...contacts.takeMain()]);
    report.many('before consent', 1, before);
    await button(reader(page), 'Load remote content').click();
    const seen: string[] = [];
    for (const until = Date.now() + 15_000; Date.now() < until && !ALLOWED.every((host) => seen.some((line) => line.includes(host)));) {
      await page.waitForTimeout(100);
      seen.push(...contacts.takeMain());
    }
    await page.waitForTimeout(500);
    seen.push(...contacts.takeMain());
    report.count('after consent the watch sees its pictures looked up, and nothing else of it', JSON.stringify(vectorsIn(seen)) === JSON.stringify(ALLOWED), vectorsIn(seen).join());
    report.count('after consent it is the main process that looks them up', vectorsIn(contacts.takeProxied()).length === 0, 'the window asked somebody itself');
    await open('other');
    await open('allowed');
    const later = vectorsIn([...contacts.takeProxied(), ...contacts.takeMain()]);
    report.many('consent is for one message, once', 2, later);
    await button(reader(page), 'Load remote content').waitFor();
  } finally {
    await app.close();
  }
}
