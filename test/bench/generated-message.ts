/** One believable message out of a seeded generator: threads, lists, newsletters, attachments, other languages. */
import type { Random } from './random.ts';

export interface Generated {
  text: string;
  /** Seconds since 1970. */
  date: number;
  /** Maildir flags. */
  flags: string;
}

export interface Thread { subject: string; ids: string[] }

const first = ['Anna', 'Ben', 'Carla', 'David', 'Elif', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Kaja', 'Liam', 'Mira', 'Noor', 'Olga', 'Pavel', 'Rosa', 'Sven', 'Tomoko', 'Yusuf'];
const last = ['Ahlers', 'Berg', 'Costa', 'Demir', 'Eriksson', 'Fischer', 'Garcia', 'Hansen', 'Ivanova', 'Jensen', 'Kim', 'Larsen', 'Moreau', 'Nowak', 'Okafor', 'Petrov', 'Rossi', 'Sato', 'Tanaka', 'Weber'];
const domains = ['example.org', 'example.com', 'example.net', 'mail.example.org', 'lists.example.net'];
const words = 'the tide report station harbour count survey ring bird north wind coast flight log season marsh river data plan meeting review draft budget invoice order ticket release change update question answer photo map route boat week month notes agenda result sample field crew night morning signal wave'.split(' ');
const foreign = ['=?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus_dem_Watt?=', '=?UTF-8?B?5pyI5qyh5aCx5ZGK?=', '=?UTF-8?B?2KrZgtix2YrYsSDYp9mE2KPYs9io2YjYuQ==?=', '=?ISO-8859-1?Q?R=E9union_de_mercredi?=', '=?UTF-8?B?0J7RgtGH0ZHRgiDQt9CwINC90LXQtNC10LvRjg==?='];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const prose = (random: Random, count: number) => Array.from({ length: count }, (_, at) => random.pick(words) + (at % 11 === 10 ? '.\n' : ' ')).join('');
const address = (random: Random) => {
  const [given, family] = [random.pick(first), random.pick(last)];
  return `${given} ${family} <${given.toLowerCase()}.${family.toLowerCase()}@${random.pick(domains)}>`;
};
const pad = (n: number) => String(n).padStart(2, '0');

/** RFC 5322 3.3, UTC. */
function mailDate(seconds: number): string {
  const d = new Date(seconds * 1000);
  return `${DAYS[d.getUTCDay()]}, ${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()} ${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}:${pad(d.getUTCSeconds())} +0000`;
}

/** `threads` are the open conversations; replies join them, new ones are added. */
export function generateMessage(random: Random, number: number, total: number, threads: Thread[]): Generated {
  const date = 1_541_000_000 + Math.floor((number / total) * 250_000_000) + random.below(600);
  const id = `<${number.toString(36)}.${random.below(2 ** 31).toString(36)}@${random.pick(domains)}>`;
  const reply = threads.length > 0 && random.chance(55) ? random.pick(threads) : null;
  const thread = reply ?? { subject: random.chance(8) ? random.pick(foreign) : prose(random, 4 + random.below(6)).replaceAll('\n', '').trim(), ids: [] };
  const references = thread.ids.slice(-8);
  const list = random.chance(20);

  const headers = [
    `Return-Path: <bounce-${number}@${random.pick(domains)}>`,
    `Received: from mx.example.net (mx.example.net [192.0.2.${1 + random.below(250)}])\n\tby mail.example.org with ESMTPS id ${number.toString(36)}x${random.below(2 ** 31).toString(36)}\n\tfor <alice@example.org>; ${mailDate(date)}`,
    `Date: ${mailDate(date)}`,
    `From: ${address(random)}`,
    `To: Alice Example <alice@example.org>${random.chance(30) ? `,\n ${address(random)}` : ''}`,
    ...(random.chance(25) ? [`Cc: ${Array.from({ length: 1 + random.below(3) }, () => address(random)).join(',\n ')}`] : []),
    `Subject: ${reply ? 'Re: ' : ''}${thread.subject}`,
    `Message-ID: ${id}`,
    ...(references.length > 0 ? [`In-Reply-To: ${references.at(-1) ?? ''}`, `References: ${references.join('\n ')}`] : []),
    ...(list ? [`List-Id: <tides.lists.example.net>`, 'List-Unsubscribe: <mailto:leave@lists.example.net>'] : []),
    'MIME-Version: 1.0',
  ];
  thread.ids.push(id);
  if (!reply) {
    threads.push(thread);
    if (threads.length > 400) threads.shift();
  }
  const flags = (random.chance(80) ? 'S' : '') + (random.chance(12) ? 'R' : '') + (random.chance(3) ? 'F' : '');
  return { text: `${headers.join('\n')}\n${body(random, number)}`, date, flags: [...flags].sort().join('') };
}

function body(random: Random, number: number): string {
  const plain = (): string => `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\n${prose(random, 80 + random.below(120))}\n`;
  const html = (): string => `Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\n<html><body><p>${prose(random, 90 + random.below(120)).replaceAll('\n', '</p>\n<p>')}</p></body></html>\n`;
  const file = (type: string, name: string): string => `Content-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${'R29kd2l0IGZsaWVzIG5vcnRoLiBHb2R3aXQgZmxpZXMgc291dGguIEdvZHdpdCBmbGllcy4K\n'.repeat(6 + random.below(10))}`;
  const multi = (type: string, ...parts: string[]): string => {
    const boundary = `=_${type}_${number.toString(36)}_${random.below(2 ** 31).toString(36)}`;
    return `Content-Type: multipart/${type}; boundary="${boundary}"\n\n${parts.map((part) => `--${boundary}\n${part}\n`).join('')}--${boundary}--\n`;
  };
  const kind = random.below(100);
  if (kind < 25) return plain();
  if (kind < 30) return html();
  if (kind < 75) return multi('alternative', plain(), html());
  if (kind < 90) return multi('mixed', multi('alternative', plain(), html()), file('application/pdf', `report-${number}.pdf`));
  if (kind < 96) return multi('related', multi('alternative', plain(), html()), file('image/png', 'mark.png'));
  return multi('mixed', plain(), file('application/pdf', 'plan.pdf'), file('image/jpeg', `photo ${number}.jpg`), file('text/calendar', 'invite.ics'));
}
