/** Who counts readers: well-known services whose pictures tell the sender that a message was opened. Data, and by no means all of them. */

declare const URL: new (url: string) => Readonly<Record<'hostname' | 'pathname', string>>;

/** Registrable domains, or hosts below one where the rest of it serves honest pictures; and whose they are. */
export const TRACKERS: Readonly<Record<string, string>> = {
  'list-manage.com': 'Mailchimp', 'mailchimpapp.net': 'Mailchimp', 'mandrillapp.com': 'Mandrill',
  'sendgrid.net': 'SendGrid', 'mailgun.org': 'Mailgun', 'mailjet.com': 'Mailjet', 'mjt.lu': 'Mailjet', 'sparkpostmail.com': 'SparkPost', 'spgo.io': 'SparkPost',
  'pstmrk.it': 'Postmark', 'awstrack.me': 'Amazon SES', 'sendibt1.com': 'Brevo', 'sendibt2.com': 'Brevo', 'sendibt3.com': 'Brevo', 'sendibm1.com': 'Brevo', 'sendibw.com': 'Brevo', 'sendinblue.com': 'Brevo',
  'hubspotemail.net': 'HubSpot', 'hubspotlinks.com': 'HubSpot', 'hubspot.com': 'HubSpot', 'hs-analytics.net': 'HubSpot',
  'exct.net': 'Salesforce', 'exacttarget.com': 'Salesforce', 'pardot.com': 'Salesforce', 'rsgsv.net': 'Mailchimp', 'mktoresp.com': 'Marketo', 'mkto-sj.com': 'Marketo',
  'createsend.com': 'Campaign Monitor', 'createsend1.com': 'Campaign Monitor', 'cmail19.com': 'Campaign Monitor', 'cmail20.com': 'Campaign Monitor',
  'rs6.net': 'Constant Contact', 'klaviyomail.com': 'Klaviyo', 'trk.klclick.com': 'Klaviyo', 'klclick.com': 'Klaviyo', 'customeriomail.com': 'Customer.io', 'track.customer.io': 'Customer.io',
  'intercom-mail.com': 'Intercom', 'via.intercom.io': 'Intercom', 'braze.com': 'Braze', 'appboy.com': 'Braze', 'iterable.com': 'Iterable', 'convertkit-mail.com': 'Kit', 'convertkit-mail2.com': 'Kit',
  'beehiiv.com': 'beehiiv', 'emltrk.com': 'Litmus', 'litmus.com': 'Litmus', 'returnpath.net': 'Validity', 'movableink.com': 'Movable Ink', 'inmoment.com': 'InMoment',
  'mailtrack.io': 'Mailtrack', 'mailfoogae.appspot.com': 'Streak', 'yesware.com': 'Yesware', 't.yesware.com': 'Yesware', 'getnotify.com': 'GetNotify', 'readnotify.com': 'ReadNotify', 'bananatag.com': 'Bananatag', 'mixmax.com': 'Mixmax',
  'superhuman.com': 'Superhuman', 'boomeranggmail.com': 'Boomerang', 'outreach.io': 'Outreach', 'salesloft.com': 'Salesloft', 'cirrusinsight.com': 'Cirrus Insight', 'tinyletterapp.com': 'TinyLetter',
  'google-analytics.com': 'Google Analytics', 'doubleclick.net': 'Google', 'facebook.com': 'Facebook', 'adnxs.com': 'Xandr', 'scorecardresearch.com': 'Comscore', 'quantserve.com': 'Quantcast', 'demdex.net': 'Adobe', 'omtrdc.net': 'Adobe', '2o7.net': 'Adobe',
};

/** Ways of those that serve pictures people want to see under the same name too. */
const ONLY_AT: Readonly<Record<string, RegExp>> = {
  'hubspot.com': /^track/u, 'litmus.com': /^\/(?:track|o)\b/u, 'superhuman.com': /^r\./u, 'facebook.com': /^\/tr\b/u, 'beehiiv.com': /^(?:link|open)\./u, 'mailgun.org': /^email\./u, 'braze.com': /^(?:ea|click)\./u, 'iterable.com': /^links?\./u, 'sendgrid.net': /^\/wf\/open/u, 'list-manage.com': /^\/track\/open/u,
};

export interface ImageFacts {
  readonly url: string;
  /** As written; null where they are not. */
  readonly width: number | null;
  readonly height: number | null;
}

/** The service that counts with this picture, '' for a picture too small to be seen; null for one that people look at. */
export function trackerOf({ url, width, height }: ImageFacts): string | null {
  const { hostname, pathname } = new URL(url);
  const labels = hostname.toLowerCase().split('.');
  for (let from = 0; from < labels.length - 1; from += 1) {
    const domain = labels.slice(from).join('.');
    if (!Object.hasOwn(TRACKERS, domain)) continue;
    const only = ONLY_AT[domain];
    if (!only || only.test(hostname) || only.test(pathname)) return TRACKERS[domain] ?? null;
  }
  return (width !== null && width <= 2) || (height !== null && height <= 2) ? '' : null;
}
