/** What a seeded message is, and the clock its date is told by. */
import type { Composition, Person } from '../mime/compose.ts';

export interface SeedMessage extends Omit<Composition, 'date' | 'messageId'> {
  mailbox: string;
  date: Date;
  flags: string[];
  /** Left part of the Message-ID; the sender's domain follows. */
  id?: string;
  /** Whole Message-IDs without their angle brackets, oldest first; the last one is answered. */
  thread?: string[];
  /** Octets as they are, instead of everything the composer would write. */
  raw?: (date: Date) => string;
}

export const YOU: Person = { name: 'Robin Vale', address: 'you@example.org' };

export const SEEN = ['\\Seen'];
export const ANSWERED = ['\\Seen', '\\Answered'];
export const FLAGGED = ['\\Seen', '\\Flagged'];
export const UNREAD: string[] = [];

export interface SeedClock {
  /** So many minutes before now. */
  minutes(ago: number): Date;
  /** At a time of the day, so many days before today. */
  day(ago: number, time: string): Date;
}

export function seedClock(now: Date): SeedClock {
  return {
    minutes: (ago) => new Date(Math.floor(now.getTime() / 1000 - ago * 60) * 1000),
    day(ago, time) {
      const [hour = 0, minute = 0] = time.split(':').map(Number);
      const date = new Date(now.getFullYear(), now.getMonth(), now.getDate() - ago, hour, minute, (hour * 7 + minute * 13) % 60);
      return date < now ? date : new Date(now.getTime() - 60_000);
    },
  };
}

/** Lines of format=flowed text (RFC 3676) from paragraphs of any length; `>` paragraphs stay quoted. */
export function flowed(text: string): string {
  return text.trim().split('\n').map((paragraph) => {
    const quote = /^>+ ?/.exec(paragraph)?.[0].trimEnd() ?? '';
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.slice(quote.length).trim().split(/ +/)) {
      if (line !== '' && line.length + word.length > 70 - quote.length) {
        lines.push(line);
        line = '';
      }
      line += `${word} `;
    }
    lines.push(line.trimEnd());
    return lines.map((one) => `${quote}${quote === '' ? '' : ' '}${one}`).map((one, index) => (index === lines.length - 1 ? one.trimEnd() : one)).join('\n');
  }).join('\n') + '\n';
}
