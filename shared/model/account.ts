/** Accounts as the user gives them and as the UI shows them. */
import { z } from 'zod';
import type { AccountId } from '../ids.ts';
import { branded } from '../ipc/define.ts';
import { wordsSchema } from '../words.ts';

/** `tls`: TLS from the first byte. `starttls`: upgrade before anything else. `none`: in clear, only where the user insisted. */
const securitySchema = z.enum(['tls', 'starttls', 'none']);
export type Security = z.infer<typeof securitySchema>;

export const serverSchema = z.object({
  host: z.string().trim().min(1).max(255).regex(/^[^\s/@]+$/u, 'not a host name'),
  port: z.number().int().min(1).max(65535),
  security: securitySchema,
  /** Login name; empty means the e-mail address. */
  user: z.string().max(255),
});
export type ServerSettings = z.infer<typeof serverSchema>;

/** A certificate that a person has accepted for exactly this host and port, whoever signed it. */
export const certificatePinSchema = z.object({
  host: z.string().min(1).max(255),
  port: z.number().int().min(1).max(65535),
  /** SHA-256 of the certificate (DER): `AB:CD:…`, 32 pairs. */
  sha256: z.string().regex(/^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/u),
});
export type CertificatePin = z.infer<typeof certificatePinSchema>;
/** Of one account. */
export const MOST_PINS = 8;

/** RFC 8601 2.2: the name of a server that checks senders. */
export const authservIdSchema = z.string().trim().toLowerCase().min(1).max(255).regex(/^[^\s;=()"]+$/u);

export const accountSettingsSchema = z.object({
  email: z.string().trim().min(3).max(254).regex(/^[^\s@<>"\r\n]+@[^\s@<>"\r\n]+$/u, 'not an e-mail address'),
  /** The display name of outgoing mail. */
  name: z.string().max(200).regex(/^[^\r\n]*$/u),
  imap: serverSchema,
  smtp: serverSchema,
  /** The user was told that `none` sends the password in clear to a host that is not this computer, and confirmed. */
  plainConfirmed: z.boolean(),
  /** Accepted certificates; absent is none. */
  pins: z.array(certificatePinSchema).max(MOST_PINS).optional(),
  /** Whose Authentication-Results are believed (RFC 8601 authserv-id); absent: what follows from the IMAP server's name. */
  authservId: authservIdSchema.optional(),
});
export type AccountSettings = z.infer<typeof accountSettingsSchema>;

/** Where an account stands. `needs-you`: nothing more happens until the user does something (wrong password, certificate). */
export const accountPhaseSchema = z.enum(['connecting', 'syncing', 'ready', 'offline', 'needs-you']);
export type AccountPhase = z.infer<typeof accountPhaseSchema>;

export const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  words: wordsSchema.optional(),
  detail: z.string().optional(),
  detailWords: wordsSchema.optional(),
  step: z.string().optional(),
  responseCode: z.string().optional(),
  retryAfterMs: z.number().optional(),
  certificate: z.object({
    host: z.string(),
    port: z.number(),
    fingerprint: z.string(),
    subject: z.string(),
    issuer: z.string(),
    names: z.array(z.string()).readonly(),
    validFrom: z.number(),
    validTo: z.number(),
    pinChanged: z.boolean().optional(),
  }).optional(),
});

export const accountSummarySchema = z.object({
  id: branded<AccountId>(),
  email: z.string(),
  name: z.string(),
  demo: z.boolean(),
  phase: accountPhaseSchema,
  /** In words: "Up to date", "Syncing Archive, 41,200 of 100,000". */
  status: z.string(),
  statusWords: wordsSchema.optional(),
  /** Why it is offline or needs the user. */
  failure: failureSchema.nullable(),
  /** Milliseconds since 1970 of the last byte from the server; null before the first. */
  heardAt: z.number().nullable(),
  /** First sync or resync in progress: summaries of the folder done and to do, and how many `others` wait for their turn. */
  progress: z.object({ done: z.number(), total: z.number(), others: z.number() }).nullable(),
});
export type AccountSummary = z.infer<typeof accountSummarySchema>;
