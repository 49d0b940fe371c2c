/** Seed: right-to-left and East and South Asian mail, in the charsets such mail really comes in. */
import { SEEN, UNREAD, YOU, type SeedClock, type SeedMessage } from './seed.ts';

export function languagesEast(clock: SeedClock): SeedMessage[] {
  return [
    {
      mailbox: 'INBOX', from: { name: 'ليلى حداد', address: 'layla.haddad@example.org' }, to: [YOU], subject: 'موعد العشاء يوم الخميس', date: clock.minutes(520), flags: UNREAD, zone: 120,
      body: {
        kind: 'multipart', subtype: 'alternative', parts: [
          { kind: 'text', encoding: 'base64', text: 'مرحبا روبن،\n\nننتظرك يوم الخميس الساعة السابعة مساءً. أمي ستطبخ المقلوبة، فلا تأكل شيئاً\nقبل أن تأتي. العنوان: شارع الميناء 12، الطابق الثالث.\n\nمع تحياتي،\nليلى\n' },
          {
            kind: 'text', subtype: 'html', encoding: 'base64', text: `<html dir="rtl" lang="ar"><body style="font-size:16px">
<p>مرحبا روبن،</p>
<p>ننتظرك يوم <b>الخميس</b> الساعة السابعة مساءً. أمي ستطبخ المقلوبة، فلا تأكل شيئاً قبل أن تأتي.</p>
<p>العنوان: شارع الميناء 12، الطابق الثالث.</p>
<p>مع تحياتي،<br>ليلى</p>
</body></html>
`,
          },
        ],
      },
    },
    {
      mailbox: 'INBOX', from: { name: 'נועה לוי', address: 'noa.levi@example.net' }, to: [YOU], subject: 'הספר שהבטחתי לך', date: clock.day(2, '21:10'), flags: SEEN, charset: 'windows-1255', zone: 120,
      body: {
        kind: 'text', charset: 'windows-1255', encoding: 'base64', text: `שלום רובין,

מצאתי סוף סוף את הספר על הציפורים הנודדות שהבטחתי לך (מהדורה משנת 1974).
אשלח אותו בדואר ביום ראשון. שים לב לעמוד 112, יש שם ציור יפה של בטחון.

להתראות,
נועה
`,
      },
    },
    {
      mailbox: 'INBOX', from: { name: '佐藤 美咲', address: 'misaki.sato@example.com' }, to: [YOU], subject: '来月の展覧会のご案内', date: clock.day(1, '03:20'), flags: UNREAD, charset: 'iso-2022-jp', zone: 540,
      body: {
        kind: 'text', charset: 'iso-2022-jp', encoding: '7bit', text: `ロビン様

お元気ですか。こちらはだいぶ寒くなりました。

来月、小さなギャラリーで版画の展覧会を開きます。渡り鳥をテーマにした
新しい作品を二十点ほど並べる予定です。初日は夕方からお茶会もあります。

お時間がありましたら、ぜひお立ち寄りください。

佐藤美咲
`,
      },
    },
    {
      mailbox: 'INBOX', from: { name: '陈晓', address: 'chen.xiao@example.org' }, to: [YOU], subject: '照片已经洗好了', date: clock.day(9, '11:25'), flags: SEEN, charset: 'gb18030', zone: 480,
      body: {
        kind: 'text', charset: 'gb18030', encoding: 'base64', text: `罗宾：

你好！上次在河口拍的照片已经洗好了，一共三十六张，有几张拍得特别好。
我下周三去邮局寄给你，大概十天能到。

代我向英格丽德问好。

陈晓
`,
      },
    },
    {
      mailbox: 'Archive', from: { name: '林怡君', address: 'yijun.lin@example.net' }, to: [YOU], subject: '謝謝你的明信片', date: clock.day(120, '04:45'), flags: SEEN, charset: 'big5', zone: 480,
      body: {
        kind: 'text', charset: 'big5', encoding: 'base64', text: `羅賓你好：

明信片今天收到了，燈塔的畫很漂亮，我把它貼在書桌前面。

台北最近天天下雨，很想念去年夏天的海邊。等你有空再來，我們去吃芒果冰。

怡君
`,
      },
    },
    {
      mailbox: 'INBOX', from: { name: '김민준', address: 'minjun.kim@example.com' }, to: [YOU], subject: '자전거 여행 일정', date: clock.day(11, '10:10'), flags: SEEN, charset: 'euc-kr', zone: 540,
      body: {
        kind: 'text', charset: 'euc-kr', encoding: 'base64', text: `로빈에게,

봄에 갈 자전거 여행 일정을 정리했어요. 첫날은 강을 따라 육십 킬로미터,
둘째 날은 바다까지 사십 킬로미터입니다. 비가 오면 기차를 타면 됩니다.

숙소는 내가 예약할게요. 헬멧만 꼭 가져오세요!

민준
`,
      },
    },
    {
      mailbox: 'INBOX', from: { name: 'अनन्या शर्मा', address: 'ananya.sharma@example.org' }, to: [YOU], subject: 'दीवाली की शुभकामनाएँ', date: clock.day(12, '06:00'), flags: SEEN, zone: 330,
      body: {
        kind: 'text', encoding: 'base64', text: `प्रिय रॉबिन,

दीवाली की बहुत-बहुत शुभकामनाएँ! इस बार हमने घर पर ही मिठाइयाँ बनाईं और
छत पर सौ दीये जलाए। माँ ने आपके लिए लड्डू का एक डिब्बा भेजा है।

आशा है कि आप जल्दी ही हमारे यहाँ आएँगे।

सस्नेह,
अनन्या
`,
      },
    },
  ];
}
