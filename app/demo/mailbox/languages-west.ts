/** Seed: mail in European languages and their older charsets. */
import { ANSWERED, SEEN, UNREAD, YOU, type SeedClock, type SeedMessage } from './seed.ts';

export function languagesWest(clock: SeedClock): SeedMessage[] {
  return [
    {
      mailbox: 'INBOX', from: { name: 'Jürgen Weiß', address: 'juergen.weiss@example.net' }, to: [YOU], subject: 'Schlüssel für das Bootshaus', date: clock.minutes(340), flags: UNREAD, zone: 60,
      body: {
        kind: 'text', text: `Hallo Robin,

der neue Schlüssel fürs Bootshaus liegt beim Bäcker, einfach nach „dem
Schlüssel für Jürgen“ fragen. Der alte passt ab Montag nicht mehr.

Das Ruder ist übrigens geölt, und die Möwe brütet wieder auf dem Dach.
Bitte die linke Tür zulassen, sonst wird sie böse.

Viele Grüße
Jürgen
`,
      },
    },
    {
      mailbox: 'INBOX', from: { name: 'Élodie Marchand', address: 'elodie.marchand@example.org' }, to: [YOU], subject: 'Été à la mer : la maison est libre', date: clock.day(5, '08:50'), flags: SEEN, charset: 'iso-8859-1', zone: 60,
      body: {
        kind: 'text', charset: 'iso-8859-1', text: `Cher Robin,

bonne nouvelle : la maison est libre la première semaine de juillet. Le
propriétaire a enfin réparé le volet, celui qui grinçait toute la nuit.

Il y a trois chambres, un figuier et une voisine qui fait des confitures.
À toi de me dire si tu viens seul ou accompagné, que je réserve les vélos.

Je t'embrasse,
Élodie
`,
      },
    },
    {
      mailbox: 'INBOX', from: { name: 'Agnieszka Wójcik', address: 'agnieszka.wojcik@example.com' }, to: [YOU], subject: 'Zdjęcia z Mazur i żurek', date: clock.day(7, '19:15'), flags: SEEN, charset: 'iso-8859-2', zone: 60,
      body: {
        kind: 'text', charset: 'iso-8859-2', text: `Cześć Robin,

zdjęcia z Mazur są gotowe, wyślę je na dysku, bo jest ich za dużo. Najładniejsze
jest to, na którym próbujesz wiosłować pod prąd.

Pytałeś o żurek: zakwas musi stać pięć dni w ciepłym miejscu, a potem już
tylko biała kiełbasa, jajko i majeranek. Mąkę kup żytnią, inna się nie nadaje.

Ściskam mocno
Agnieszka
`,
      },
    },
    {
      mailbox: 'INBOX', from: { name: 'Дмитрий Соколов', address: 'dmitri.sokolov@example.net' }, to: [YOU], subject: 'Перевод рассказа готов', date: clock.day(10, '13:33'), flags: ANSWERED, charset: 'koi8-r', zone: 180,
      body: {
        kind: 'text', charset: 'koi8-r', encoding: 'base64', text: `Здравствуйте, Робин!

Перевод рассказа о маяке готов. Я оставил два места с вопросами: слово
"godwit" по-русски - "веретенник", но в тексте оно звучит слишком строго,
поэтому я написал "кулик". Скажите, если это слишком вольно.

Смотритель у меня получился разговорчивее, чем у вас. Надеюсь, он не против.

С уважением,
Дмитрий Соколов
`,
      },
    },
    {
      mailbox: 'INBOX', from: { name: 'Ελένη Παπαδάκη', address: 'eleni.papadaki@example.com' }, to: [YOU], subject: 'Καλημέρα από το νησί', date: clock.day(13, '07:05'), flags: SEEN, charset: 'iso-8859-7', zone: 120,
      body: {
        kind: 'text', charset: 'iso-8859-7', text: `Καλημέρα Ρόμπιν,

το καΐκι βάφτηκε μπλε, όπως το ήθελε ο παππούς. Ο καιρός είναι ακόμα ζεστός
και οι τουρίστες έφυγαν, οπότε το καφενείο είναι πάλι δικό μας.

Σου κρατάω δύο βάζα μέλι από θυμάρι. Πότε θα έρθεις να τα πάρεις;

Φιλιά,
Ελένη
`,
      },
    },
    {
      mailbox: 'Archive', from: { name: 'Åse Lindström', address: 'ase.lindstrom@example.org' }, to: [YOU], subject: 'Tack för senast!', date: clock.day(410, '17:40'), flags: SEEN, charset: 'iso-8859-1', zone: 120,
      body: {
        kind: 'text', charset: 'iso-8859-1', encoding: '8bit', text: `Hej Robin,

tack för senast, det var så roligt att ha dig här! Du glömde din mössa på
bryggan. Hunden har tagit över den och vägrar lämna den ifrån sig, så jag
stickar en ny åt dig till jul.

Hälsningar från skären,
Åse
`,
      },
    },
  ];
}
