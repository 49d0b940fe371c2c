/** Seed: three HTML newsletters built as such mail really is: nested tables, remote pictures, a tracking pixel. */
import { SEEN, UNREAD, YOU, type SeedClock, type SeedMessage } from './seed.ts';

interface Look {
  host: string;
  accent: string;
  background: string;
  font: string;
}

/** Outer tables, preheader, footer and pixel; `rows` are whole table rows. */
function page(look: Look, title: string, preheader: string, rows: string[]): string {
  const { host, accent, background, font } = look;
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style type="text/css">
body { margin: 0; padding: 0; -webkit-text-size-adjust: 100%; }
img { border: 0; display: block; outline: none; }
a { color: ${accent}; }
@media only screen and (max-width: 620px) { .wide { width: 100% !important; } .stack { display: block !important; width: 100% !important; } }
</style>
<!--[if mso]><style>table { border-collapse: collapse; }</style><![endif]-->
</head>
<body bgcolor="${background}" style="margin:0;padding:0;background-color:${background};">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all;">${preheader}&#8199;&zwnj;&#8199;&zwnj;&#8199;&zwnj;</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${background}"><tr><td align="center" style="padding:24px 8px;">
<table role="presentation" class="wide" width="600" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="width:600px;background-color:#ffffff;font-family:${font};color:#2b2b2b;">
${rows.join('\n')}
<tr><td style="padding:24px 32px;font-size:12px;line-height:18px;color:#8a8a8a;border-top:1px solid #eeeeee;">You get this letter because you asked for it as you@example.org.<br>
<a href="https://${host}/unsubscribe?u=7f3a91" style="color:#8a8a8a;">Unsubscribe</a> &nbsp;|&nbsp; <a href="https://${host}/view/1127?u=7f3a91" style="color:#8a8a8a;">View in a browser</a></td></tr>
</table></td></tr></table>
<img src="https://${host}/open/7f3a91c04e.gif?m=1127" width="1" height="1" alt="" style="width:1px;height:1px;">
</body></html>
`;
}

const picture = (look: Look, name: string, width: number, height: number, alt: string): string => (
  `<img src="https://${look.host}/images/${name}" width="${String(width)}" height="${String(height)}" alt="${alt}" class="wide" style="width:${String(width)}px;height:auto;">`
);
const banner = (look: Look, name: string, alt: string): string => `<tr><td>${picture(look, name, 600, 220, alt)}</td></tr>`;
const heading = (look: Look, text: string): string => `<tr><td style="padding:32px 32px 8px;font-size:26px;line-height:32px;color:${look.accent};font-weight:bold;">${text}</td></tr>`;
const paragraph = (text: string): string => `<tr><td style="padding:8px 32px;font-size:16px;line-height:25px;">${text}</td></tr>`;
const button = (look: Look, text: string, path: string): string => `<tr><td style="padding:16px 32px 32px;"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td bgcolor="${look.accent}" style="border-radius:6px;"><a href="https://${look.host}/${path}?utm_source=letter&amp;utm_medium=email" style="display:inline-block;padding:12px 24px;font-size:16px;color:#ffffff;text-decoration:none;">${text}</a></td></tr></table></td></tr>`;
const columns = (look: Look, items: { name: string; title: string; text: string }[]): string => `<tr><td style="padding:16px 24px;"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>${items.map((item) => (
  `<td class="stack" valign="top" width="${String(Math.floor(100 / items.length))}%" style="padding:8px;font-size:14px;line-height:21px;">${picture(look, item.name, 168, 120, item.title)}<br><b>${item.title}</b><br>${item.text}</td>`
)).join('')}</tr></table></td></tr>`;

const FIELD: Look = { host: 'fieldpost.example.com', accent: '#1f6f5c', background: '#eef3ee', font: 'Georgia,\'Times New Roman\',serif' };
const BOOKS: Look = { host: 'books.example.net', accent: '#7a2e3a', background: '#f6f1ea', font: 'Helvetica,Arial,sans-serif' };
const TRAINS: Look = { host: 'nightrails.example.com', accent: '#27407f', background: '#e9edf6', font: '\'Trebuchet MS\',Verdana,sans-serif' };

function letter(look: Look, html: string, plain: string): Pick<SeedMessage, 'body' | 'headers'> {
  return {
    headers: [
      ['List-Id', `<letter.${look.host}>`],
      ['List-Unsubscribe', `<https://${look.host}/unsubscribe?u=7f3a91>, <mailto:unsubscribe@${look.host}?subject=7f3a91>`],
      ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
      ['Precedence', 'bulk'],
    ],
    body: {
      kind: 'multipart', subtype: 'alternative', parts: [
        { kind: 'text', text: `${plain}\nUnsubscribe: https://${look.host}/unsubscribe?u=7f3a91\n` },
        { kind: 'text', subtype: 'html', text: html },
      ],
    },
  };
}

export function newsletters(clock: SeedClock): SeedMessage[] {
  return [
    {
      mailbox: 'INBOX', from: { name: 'The Field Post', address: 'letter@example.com' }, to: [YOU], subject: 'Eleven days without landing: the godwits are on their way', date: clock.minutes(150), flags: UNREAD,
      ...letter(FIELD, page(FIELD, 'The Field Post', 'One bird, one ocean, and what a small tag tells us.', [
        banner(FIELD, 'header-november.jpg', 'The Field Post, November'),
        heading(FIELD, 'Eleven days without landing'),
        paragraph('A young bar-tailed godwit left the mudflats of Alaska in October and came down, eleven days later, on the other side of the Pacific. She had not eaten, drunk or sat down. Her tag weighs as much as a coin.'),
        paragraph('<i>&ldquo;We were watching a dot,&rdquo;</i> says the team, <i>&ldquo;and nobody went home.&rdquo;</i>'),
        button(FIELD, 'Read the story', 'stories/eleven-days'),
        columns(FIELD, [
          { name: 'map-small.png', title: 'The map', text: 'Every stop, every storm, every detour.' },
          { name: 'tag.jpg', title: 'The tag', text: 'Five grams, solar, and rather brave.' },
          { name: 'count.jpg', title: 'The count', text: 'Join us on the first Sunday of the month.' },
        ]),
      ]), 'THE FIELD POST\n\nEleven days without landing\n\nA young bar-tailed godwit left the mudflats of Alaska in October and came\ndown, eleven days later, on the other side of the Pacific.\n\nRead the story: https://fieldpost.example.com/stories/eleven-days\n'),
    },
    {
      mailbox: 'INBOX', from: { name: 'Northlight Books', address: 'hello@example.net' }, to: [YOU], subject: 'New on the shelf: islands, bread and a very patient detective 📚', date: clock.day(2, '12:00'), flags: SEEN,
      ...letter(BOOKS, page(BOOKS, 'Northlight Books', 'Three books we would lend you if we did not sell them.', [
        `<tr><td align="center" bgcolor="${BOOKS.accent}" style="padding:20px;">${picture(BOOKS, 'logo-white.png', 180, 40, 'Northlight Books')}</td></tr>`,
        heading(BOOKS, 'New on the shelf'),
        columns(BOOKS, [
          { name: 'cover-islands.jpg', title: 'Small Islands', text: 'Forty places with more sheep than people. &euro;&nbsp;24' },
          { name: 'cover-bread.jpg', title: 'Slow Bread', text: 'Flour, water, salt, and a weekend. &euro;&nbsp;19.50' },
        ]),
        paragraph('And for long evenings: <b>The Patient Detective</b>, in which nothing happens for two hundred pages and then everything does.'),
        `<tr><td style="padding:0 32px;"><table role="presentation" width="100%" style="background-image:url('https://${BOOKS.host}/images/paper.png');" background="https://${BOOKS.host}/images/paper.png"><tr><td style="padding:16px;font-size:15px;">Until Sunday: free delivery with the word <b>LIGHTHOUSE</b>.</td></tr></table></td></tr>`,
        button(BOOKS, 'To the shelf', 'new'),
      ]), 'NEW ON THE SHELF\n\nSmall Islands, EUR 24\nSlow Bread, EUR 19.50\nThe Patient Detective, EUR 16\n\nhttps://books.example.net/new\n'),
    },
    {
      mailbox: 'INBOX', from: { name: 'Night Rails', address: 'timetable@example.com' }, to: [YOU], subject: 'Spring timetable: sleep in one country, wake up in another', date: clock.day(16, '09:00'), flags: SEEN,
      ...letter(TRAINS, page(TRAINS, 'Night Rails', 'Booking opens on Tuesday at nine.', [
        banner(TRAINS, 'sleeper.jpg', 'A sleeping car in the evening light'),
        heading(TRAINS, 'Booking opens on Tuesday'),
        paragraph('Seven new connections, proper pillows, and breakfast that arrives with the sunrise.'),
        `<tr><td style="padding:8px 32px;"><table width="100%" cellpadding="8" cellspacing="0" border="1" bordercolor="#d5dbea" style="border-collapse:collapse;font-size:14px;"><tr bgcolor="#e9edf6"><th align="left">From</th><th align="left">To</th><th align="right">Leaves</th><th align="right">Arrives</th></tr><tr><td>Hamburg</td><td>Stockholm</td><td align="right">20:04</td><td align="right">09:55</td></tr><tr><td>Vienna</td><td>Genoa</td><td align="right">21:13</td><td align="right">10:12</td></tr><tr><td>Krak&oacute;w</td><td>Split</td><td align="right">18:40</td><td align="right">11:30</td></tr></table></td></tr>`,
        button(TRAINS, 'See the timetable', 'spring'),
      ]), 'Booking opens on Tuesday.\n\nHamburg - Stockholm  20:04 - 09:55\nVienna - Genoa       21:13 - 10:12\nKrakow - Split       18:40 - 11:30\n'),
    },
  ];
}
