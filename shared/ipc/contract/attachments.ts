/** Contract: attachments on their way from the server to a file. */
import { z } from 'zod';
import type { MessageId } from '../../ids.ts';
import { branded, command, projection } from '../define.ts';

const one = z.object({ messageId: branded<MessageId>(), section: z.string().max(200).regex(/^\d+(\.\d+)*$/u) });

/** As above, or '' for the whole message as a file. */
const oneOrWhole = one.extend({ section: z.string().max(200).regex(/^(?:\d+(?:\.\d+)*)?$/u) });

const inspectionSchema = z.object({
  /** Real type by content, else as declared. */
  type: z.string(),
  /** The content itself says so. */
  sniffed: z.boolean(),
  /** Content, declared type and name agree as far as each says anything. */
  matchesName: z.boolean(),
  matchesDeclared: z.boolean(),
  danger: z.enum(['none', 'program', 'script', 'shortcut', 'disk-image', 'markup', 'macros', 'archive']),
  /** `open`: as asked; `ask`: only after a warning; `save`: never opened from here. */
  advice: z.enum(['open', 'ask', 'save']),
});
export type Inspection = z.infer<typeof inspectionSchema>;

export const attachmentsContract = {
  'attachments.save': command('Fetches an attachment and hands it to the host to save.', one,
    z.object({ /** Where it went, or a URL the window can download from; null if the user cancelled. */ saved: z.string().nullable() })),
  'attachments.saveAll': command('Fetches all attachments and hands them to the host, which asks once where to; nothing there is overwritten.', z.object({ messageId: branded<MessageId>() }),
    z.object({ /** Where each went, or a URL to download it from; null if the user cancelled. */ saved: z.array(z.string()).nullable() })),
  'attachments.offer': command('An address to drag an attachment or a message out by: fetched when it is dropped, once, within a few minutes.', oneOrWhole,
    z.object({ /** Null where the host has no such addresses. */ path: z.string().nullable(), /** The name it is saved under. */ name: z.string(), /** The host drags by itself: `attachments.drag`. */ byHost: z.boolean() })),
  'attachments.drag': command('Fetches an attachment and lets the host drag it out of the window, if the button is still down: give the command up when it is not.', one, z.object({})),
  'attachments.inspect': command('What an attachment really is, by its first octets.', one, inspectionSchema),
  'attachments.open': command('Opens an attachment with the program the system has for it. Kinds that can do harm ask for `confirmed`; programs are never opened, only saved.', one.extend({ confirmed: z.boolean() }),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('opened') }),
      /** The browser host cannot open it: it was offered as a download. */
      z.object({ kind: z.literal('offered'), url: z.string() }),
      z.object({ kind: z.literal('ask'), inspection: inspectionSchema }),
      z.object({ kind: z.literal('refused'), inspection: inspectionSchema }),
    ])),
  'attachments.preview': command('Content to look at inside the reader. Never markup: an image whose size was read first, text, or a PDF for the viewer of the browser.', one,
    z.discriminatedUnion('kind', [
      /** `data`: base64. */
      z.object({ kind: z.literal('image'), type: z.string(), data: z.string(), width: z.number(), height: z.number() }),
      z.object({ kind: z.literal('text'), text: z.string(), truncated: z.boolean() }),
      /** `path`: where the viewer of the browser fetches it, once; null where there is no such viewer. */
      z.object({ kind: z.literal('pdf'), path: z.string().nullable() }),
      z.object({ kind: z.literal('none'), reason: z.enum(['type', 'too-large', 'too-many-pixels', 'unreadable']) }),
    ])),
  'attachments.packed': command('What is packed into a winmail.dat.', one, z.object({
    /** Of the message, without its looks; '' where there is none in it. */
    text: z.string(),
    /** In their order; an index is good for `attachments.savePacked`. */
    files: z.array(z.object({ index: z.number().int().nonnegative(), name: z.string(), size: z.number().int().nonnegative() })),
    /** It breaks off, or holds more than is read. */
    damaged: z.boolean(),
  })),
  'attachments.savePacked': command('Hands one file of a winmail.dat to the host to save.', one.extend({ index: z.number().int().nonnegative() }),
    z.object({ /** As of `attachments.save`. */ saved: z.string().nullable() })),
  'attachments.transfers': projection('What is being fetched just now, and how much of it is here.',
    z.object({}), z.object({ transfers: z.array(one.extend({
      /** Octets as encoded: here, and of the whole as the server announced it. */
      octets: z.number().int().nonnegative(),
      total: z.number().int().nonnegative(),
    })) })),
} as const;
