/** Where submitted mail goes: to the demo mailbox itself, or nowhere, with a friendly answer. */
import { decodeHeaderText } from './mime/encoded-word.ts';
import { fieldValue, readHeader } from './mime/header.ts';
import { composeMessage } from './mime/compose.ts';
import type { Submission } from './smtp/session.ts';
import type { MailboxStore } from './store/mailbox-store.ts';

export interface DeliveryOptions {
  store: MailboxStore;
  owner: { email: string; name: string };
  /** Milliseconds until an answer from an example.org address arrives; null for none. */
  replyAfterMs: number | null;
}

export interface Delivery {
  /** Everything submitted so far, oldest first. */
  readonly submissions: Submission[];
  accept(submission: Submission): void;
  /** Pending answers are dropped. */
  close(): void;
}

export function createDelivery({ store, owner, replyAfterMs }: DeliveryOptions): Delivery {
  const submissions: Submission[] = [];
  const timers = new Set<NodeJS.Timeout>();
  return {
    submissions,
    accept(submission) {
      submissions.push(submission);
      const addresses = new Set(submission.to.map((address) => address.toLowerCase()));
      if (addresses.delete(owner.email)) store.deliver(received(submission));
      if (replyAfterMs === null || submission.from === '') return;
      for (const address of addresses) {
        if (!address.endsWith('@example.org')) continue;
        const reply = answerFrom(address, submission, owner);
        if (!reply) continue;
        const timer = setTimeout(() => {
          timers.delete(timer);
          store.deliver(reply());
        }, replyAfterMs);
        timers.add(timer);
      }
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

function received({ from, raw }: Submission): Buffer {
  const trace = [
    `Return-Path: <${from}>`,
    `Received: from localhost (127.0.0.1) by demo.example.org with ESMTPA; ${new Date().toUTCString().replace('GMT', '+0000')}`,
  ];
  return Buffer.concat([Buffer.from(trace.map((line) => `${line}\r\n`).join('')), raw]);
}

/** Null for mail that must not be answered (RFC 3834 2). */
function answerFrom(address: string, { raw }: Submission, owner: DeliveryOptions['owner']): (() => Buffer) | null {
  const { fields } = readHeader(raw, 0, raw.length);
  if ((fieldValue(fields, 'Auto-Submitted') ?? 'no').toLowerCase() !== 'no') return null;
  const subject = decodeHeaderText(fieldValue(fields, 'Subject') ?? '').trim();
  const messageId = fieldValue(fields, 'Message-ID');
  const name = (address.split('@')[0] ?? '').split(/[._-]/).filter((word) => word !== '').map((word) => word[0]?.toUpperCase() + word.slice(1)).join(' ');
  return () => composeMessage({
    from: { name, address },
    to: [{ name: owner.name, address: owner.email }],
    subject: /^re:/i.test(subject) ? subject : `Re: ${subject || 'your message'}`,
    date: new Date(),
    headers: [['Auto-Submitted', 'auto-replied'], ...(messageId === null ? [] : [['In-Reply-To', messageId], ['References', `${fieldValue(fields, 'References') ?? ''} ${messageId}`.trim()]] as [string, string][])],
    body: {
      kind: 'text',
      text: `Hello ${owner.name.split(' ')[0] ?? ''},\n\nthank you for your message${subject === '' ? '' : ` “${subject}”`}. It arrived safely.\n\nThis is the demo mailbox: nothing you send leaves this computer, and I am\nonly a few lines of code that answer so that you can see new mail come in.\n\nAll the best\n${name}\n`,
    },
  });
}
