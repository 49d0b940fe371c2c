/** What there is to know about one message beside its text: whole header, who vouches for the sender, what is odd, how it is built. Codes and facts, never prose. */
import { z } from 'zod';
import { failureSchema } from './account.ts';
import { addressSchema } from './message.ts';

/** Verdict over the From address, from the one header whose writer this account trusts (RFC 8601). */
const authenticationSchema = z.object({
  verdict: z.enum(['passed', 'failed', 'unknown']),
  reason: z.enum([
    'dmarc-passed', 'dkim-aligned', 'spf-aligned', // passed
    'dmarc-failed', 'dkim-failed', 'spf-failed', // failed
    'no-results', // no Authentication-Results at all
    'not-trusted', // the topmost is not of the server this account trusts, or stands where anybody could have written it
    'not-aligned', // something passed, but for another domain than the From address
    'nothing-said', // trusted, but neither SPF, DKIM nor DMARC speaks
    'unclear-sender', // no or more than one From: nothing to vouch for
    'nested', // a message inside a message: nobody checked it
  ]),
  /** authserv-id whose word was taken; null if nobody's. */
  by: z.string().nullable(),
  /** authserv-id of the topmost header, for whoever wants to trust it; null if it has none, or stands below a Received field. Not to be believed. */
  topmost: z.string().nullable(),
  /** Of the trusted header only. `domain`: what was checked; `aligned`: it belongs to the From address. */
  results: z.array(z.object({ method: z.enum(['spf', 'dkim', 'dmarc', 'arc', 'iprev', 'auth']), result: z.string(), domain: z.string().nullable(), aligned: z.boolean() })),
});
export type Authentication = z.infer<typeof authenticationSchema>;

export const WARNING_CODES = [
  'name-has-other-address', // name, address
  'name-hides-characters', // characters `U+202E U+200B`
  'mixed-scripts', // domain, ascii, scripts
  'encoded-domain', // domain, ascii: letters beyond ASCII, of one script
  'look-alike', // address, like: reads like a known address or domain
  'reply-to-elsewhere', // from, replyTo
  'several-senders', // addresses
  'sender-differs', // from, sender
  'malformed-sender', // written
  'no-sender',
  'first-time-sender', // address
] as const;
const warningSchema = z.object({ code: z.enum(WARNING_CODES), field: z.enum(['from', 'sender', 'replyTo']), params: z.record(z.string(), z.string()) });
export type Warning = z.infer<typeof warningSchema>;

/** RFC 2369, 2919, 8058. */
const listDetailsSchema = z.object({
  /** List-Id: its words and its name. */
  id: z.object({ name: z.string(), value: z.string() }).nullable(),
  post: z.string().nullable(),
  archive: z.string().nullable(),
  /** Ways to unsubscribe in the sender's order; only https, http and mailto. */
  unsubscribe: z.array(z.object({ kind: z.enum(['https', 'http', 'mailto']), url: z.string() })),
  /** Null without List-Unsubscribe-Post. `signed`: a DKIM signature that passed covers both headers; 'unknown' where nobody trusted says so. */
  oneClick: z.object({ url: z.string(), signed: z.enum(['yes', 'no', 'unknown']) }).nullable(),
});
export type ListDetails = z.infer<typeof listDetailsSchema>;

/** A moment as the calendar says it. */
const whenSchema = z.object({
  /** `2026-11-21`. */
  date: z.string(),
  /** `14:00`, in `zone`; null for a whole day. */
  time: z.string().nullable(),
  /** `Europe/Berlin`, `UTC`; '' for the reader's own time. */
  zone: z.string(),
  /** Milliseconds since 1970; null for a whole day, floating time or an unknown zone. */
  at: z.number().nullable(),
});

const invitationSchema = z.object({
  section: z.string(),
  /** REQUEST, CANCEL, REPLY, PUBLISH …, upper case; '' if not said. */
  method: z.string(),
  kind: z.enum(['event', 'task', 'other']),
  uid: z.string(),
  summary: z.string(),
  description: z.string(),
  location: z.string(),
  status: z.string(),
  start: whenSchema.nullable(),
  /** Exclusive; of a whole day the last day. */
  end: whenSchema.nullable(),
  allDay: z.boolean(),
  recurs: z.object({
    frequency: z.enum(['secondly', 'minutely', 'hourly', 'daily', 'weekly', 'monthly', 'yearly']),
    interval: z.number(),
    /** `MO`, `-1FR`. */
    days: z.array(z.string()),
    count: z.number().nullable(),
    /** `2026-12-31`. */
    until: z.string().nullable(),
  }).nullable(),
  organizer: addressSchema.nullable(),
  attendees: z.array(addressSchema.extend({ state: z.enum(['accepted', 'declined', 'tentative', 'delegated', 'waiting', 'unknown']), optional: z.boolean() })),
  /** Further events and attendees that are not shown. */
  more: z.object({ events: z.number(), attendees: z.number() }),
});
export type Invitation = z.infer<typeof invitationSchema>;

const structurePartSchema = z.object({
  /** '' for a multipart root. */
  section: z.string(),
  /** Levels below the root. */
  depth: z.number(),
  type: z.string(),
  leaf: z.boolean(),
  name: z.string(),
  /** Octets as encoded; null if the server did not say. */
  size: z.number().nullable(),
  disposition: z.string(),
  charset: z.string(),
  encoding: z.string(),
  /** Can be opened with messages.view and its section. */
  message: z.boolean(),
  /** Of such a message, of the first few; '' where it is not known. */
  subject: z.string(),
});
export type StructurePart = z.infer<typeof structurePartSchema>;

const AMBIGUITY_CODES = [
  'duplicate-header', // name
  'boundary', // section: missing, never closed, of odd length or a prefix of another
  'alternatives-differ', // section, types: not readings of one text
  'empty-multipart', // section
  'unknown-encoding', // section, encoding
  'multipart-encoded', // section, encoding
  'odd-type', // section, type: none, or with impossible letters
  'names-differ', // section, one, other: Content-Type and Content-Disposition name it differently
  'too-deep', 'too-many-parts', 'walked', // the server's structure was of no use
  'header-bytes', // bare CR, NUL or a line without a colon in the header
] as const;
const ambiguitySchema = z.object({ code: z.enum(AMBIGUITY_CODES), params: z.record(z.string(), z.string()) });
export type Ambiguity = z.infer<typeof ambiguitySchema>;

const protectionSchema = z.object({
  kind: z.enum(['smime-signed', 'smime-encrypted', 'smime-certificates', 'pgp-signed', 'pgp-encrypted', 'pgp-key', 'pgp-inline-signed', 'pgp-inline-encrypted', 'tnef']),
  section: z.string(),
});
export type Protection = z.infer<typeof protectionSchema>;

const reportSchema = z.discriminatedUnion('kind', [
  z.object({
    /** RFC 3464. */
    kind: z.literal('delivery'),
    server: z.string(),
    recipients: z.array(z.object({ address: z.string(), action: z.enum(['failed', 'delayed', 'delivered', 'relayed', 'expanded', 'unknown']), status: z.string(), diagnostic: z.string() })),
  }),
  z.object({
    /** RFC 8098. */
    kind: z.literal('read'),
    address: z.string(),
    /** `displayed`, `deleted`, `dispatched`, `processed`. */
    disposition: z.string(),
    automatic: z.boolean(),
    messageIdHeader: z.string(),
  }),
]);
export type Report = z.infer<typeof reportSchema>;

const headerDetailsSchema = z.object({
  /** In their order, names as written, values unfolded and decoded. */
  fields: z.array(z.object({ name: z.string(), value: z.string() })),
  /** There is more header than is kept or shown. */
  truncated: z.boolean(),
  /** The Date field: milliseconds since 1970 (null if absurd), minutes east of UTC (null if not said), as written. */
  date: z.object({ at: z.number().nullable(), offset: z.number().nullable(), written: z.string() }).nullable(),
  sender: addressSchema.nullable(),
  authentication: authenticationSchema,
  list: listDetailsSchema.nullable(),
  /** Who wants to be told that it was read (RFC 8098 2.1). Nobody ever is without the user's word. */
  receiptTo: z.array(addressSchema),
});
export type HeaderDetails = z.infer<typeof headerDetailsSchema>;

export const messageDetailsSchema = z.object({
  /** Null while it is on its way, or if it could not be had: see `failure`. */
  header: headerDetailsSchema.nullable(),
  /** INTERNALDATE, milliseconds since 1970; null until the header is here. */
  serverDate: z.number().nullable(),
  /** Grows when the header comes. */
  warnings: z.array(warningSchema),
  structure: z.array(structurePartSchema),
  ambiguities: z.array(ambiguitySchema),
  protection: z.array(protectionSchema),
  invitation: invitationSchema.nullable(),
  report: reportSchema.nullable(),
  failure: failureSchema.nullable(),
});
export type MessageDetails = z.infer<typeof messageDetailsSchema>;
