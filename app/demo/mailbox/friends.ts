/** Seed: friends and family, in plain text and small HTML. */
import { ANSWERED, FLAGGED, SEEN, UNREAD, YOU, flowed, type SeedClock, type SeedMessage } from './seed.ts';
import { blanket, estuary } from './pictures.ts';

const INGRID = { name: 'Ingrid Solberg', address: 'ingrid.solberg@example.net' };
const TOMAS = { name: 'Tomás Ferreira', address: 'tomas.ferreira@example.org' };
const MAYA = { name: 'Maya Okafor', address: 'maya.okafor@example.com' };
const text = (body: string): SeedMessage['body'] => ({ kind: 'text', text: flowed(body), parameters: 'format=flowed' });

const WALK = ['walk-1@example.net', 'walk-2@example.org', 'walk-3@example.org', 'walk-4@example.net'];

export function friends(clock: SeedClock): SeedMessage[] {
  return [
    {
      mailbox: 'INBOX', from: MAYA, to: [YOU], subject: 'Lunch tomorrow?', date: clock.minutes(11), flags: UNREAD, zone: 60,
      body: text(`Hi Robin,

are you in town tomorrow? The little place by the lock has soup again, and I owe you one since the bicycle incident. Half past twelve?

I'll bring the maps you asked for.

Maya`),
    },
    {
      mailbox: 'INBOX', id: 'walk-1', from: INGRID, to: [YOU, TOMAS], subject: 'Estuary walk on Sunday', date: clock.day(3, '18:42'), flags: ANSWERED, zone: 60,
      body: text(`Dear both,

low tide is at 9:50 on Sunday, which is nearly civilised. Shall we walk from the old ferry landing to the point? The godwits were still there last week, about two hundred of them, all facing the wind like commuters.

It is eleven kilometres if we turn round at the light. Bring something warm.

Ingrid`),
    },
    {
      mailbox: 'Sent', id: 'walk-2', thread: WALK.slice(0, 1), from: YOU, to: [INGRID], cc: [TOMAS], subject: 'Re: Estuary walk on Sunday', date: clock.day(3, '20:05'), flags: SEEN,
      body: text(`On the evening of the tide table, Ingrid Solberg wrote:
> low tide is at 9:50 on Sunday, which is nearly civilised. Shall we walk from the old ferry landing to the point?

Yes, gladly. I can pick up Tomás on the way if he is up by eight.

> Bring something warm.

Tea, then. And the good biscuits.

Robin`),
    },
    {
      mailbox: 'INBOX', id: 'walk-3', thread: WALK.slice(0, 2), from: TOMAS, to: [YOU], cc: [INGRID], subject: 'Re: Estuary walk on Sunday', date: clock.day(2, '07:31'), flags: SEEN,
      body: text(`> I can pick up Tomás on the way if he is up by eight.

Tomás is up at six. Tomás has a two-year-old.

I found my father's telescope in the loft, the brass one. It weighs as much as the two-year-old but the picture is lovely. I will bring it if somebody else carries the tripod.

T.`),
    },
    {
      mailbox: 'INBOX', id: 'walk-4', thread: WALK.slice(0, 3), from: INGRID, to: [TOMAS], cc: [YOU], subject: 'Re: Estuary walk on Sunday', date: clock.minutes(95), flags: UNREAD, zone: 60,
      body: text(`>> I can pick up Tomás on the way if he is up by eight.
> Tomás is up at six. Tomás has a two-year-old.

Then it is settled: half past eight at the landing. I carry the tripod, Robin carries the tea, and Tomás carries the telescope and the moral authority.

The forecast says four degrees and no rain until the afternoon. I believe the first half.

Ingrid`),
    },
    {
      mailbox: 'INBOX', from: { name: 'Leah & Kofi', address: 'leah.mensah@example.com' }, to: [YOU], subject: '🎉 She is here! 👶🏽💛', date: clock.day(1, '06:58'), flags: FLAGGED,
      body: {
        kind: 'multipart', subtype: 'related', parameters: 'type="multipart/alternative"', parts: [
          {
            kind: 'multipart', subtype: 'alternative', parts: [
              { kind: 'text', text: 'Ama was born at 3:14 this morning. 3,280 g, ten fingers, one opinion.\n\nWe are all well and very tired. Thank you for the blanket: she is\nalready asleep on it (picture).\n\nLeah & Kofi\n' },
              {
                kind: 'text', subtype: 'html', text: `<html><body style="font-family:Georgia,serif;font-size:16px;color:#333">
<p>Ama was born at <b>3:14</b> this morning. 3,280&nbsp;g, ten fingers, one opinion. 🍼</p>
<p>We are all well and very tired. Thank you for the blanket: she is already asleep on it.</p>
<p><img src="cid:blanket.ama@example.com" width="240" height="240" alt="A striped knitted blanket"></p>
<p>Leah &amp; Kofi</p>
</body></html>
`,
              },
            ],
          },
          { kind: 'file', content: blanket(), type: 'image/png', name: 'blanket.png', inlineId: 'blanket.ama@example.com' },
        ],
      },
    },
    {
      mailbox: 'INBOX', from: { name: 'Grace Vale', address: 'grace.vale@example.net' }, to: [YOU], subject: 'The recipe, before I forget again', date: clock.day(6, '16:20'), flags: FLAGGED,
      body: text(`Dear Robin,

you asked twice and I forgot twice, so here it is. 300 g flour, 150 g butter, one egg, the grated skin of a lemon, and sugar until your aunt would complain. Cold hands! Leave the dough in the cellar for an hour. The oven is done at 180, but ours lies, so watch the edges.

Your father says hello from under the car.

Love, Mum`),
    },
    {
      mailbox: 'Archive', from: TOMAS, to: [YOU], subject: 'Photograph from the point', date: clock.day(40, '21:12'), flags: SEEN,
      body: {
        kind: 'multipart', subtype: 'mixed', parts: [
          { kind: 'text', text: 'Robin,\n\nthe one from October, as promised. I did not touch the colours, it really\nlooked like that for about four minutes.\n\nTomás\n' },
          { kind: 'file', content: estuary(), type: 'image/png', name: 'estuary-evening.png' },
        ],
      },
    },
    {
      mailbox: 'Drafts', id: 'draft-maya', from: YOU, to: [MAYA], subject: 'Re: Lunch tomorrow?', date: clock.minutes(6), flags: ['\\Seen', '\\Draft'],
      body: text(`Half past twelve is good. I may be ten minutes late, the bicycle is still`),
    },
    {
      mailbox: 'Drafts', id: 'draft-letter', from: YOU, to: [], subject: 'Letter to the harbour council (draft)', date: clock.day(9, '22:47'), flags: ['\\Seen', '\\Draft'],
      body: text(`Dear members of the council,

for eleven years the bench at the ferry landing has been the best seat in town. Since the storm it has been three planks and a memory. A few of us would like to repair it, at our own expense, and ask only for`),
    },
    {
      mailbox: 'Sent', from: YOU, to: [{ name: 'Grace Vale', address: 'grace.vale@example.net' }], subject: 'Re: The recipe, before I forget again', date: clock.day(5, '19:03'), flags: SEEN,
      body: text(`> Cold hands!

Mine are always cold, as you know. They came out well. I ate nine, for science.

See you at Christmas. I'll take the early train.

Robin`),
    },
  ];
}
