/** Mail submitted to the demo server: by nodemailer, and by hand for the rules. */
import nodemailer from 'nodemailer';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDemo, type DemoHandle } from '../../../app/demo/start-demo.ts';
import { WireClient } from './wire-client.ts';

let demo: DemoHandle;
beforeEach(async () => {
  demo = await startDemo({ seed: false, replyAfterMs: 0 });
});
afterEach(() => demo.close());

const transport = (pass = demo.account.password): ReturnType<typeof nodemailer.createTransport> => nodemailer.createTransport({
  host: demo.smtp.host, port: demo.smtp.port, secure: false, ignoreTLS: true, auth: { user: demo.account.user, pass },
});
const arrived = (count: number): Promise<void> => new Promise((resolve) => {
  const check = (): void => {
    if (demo.store.messages().length < count) return;
    stop();
    resolve();
  };
  const stop = demo.store.onChange(check);
  check();
});

describe('nodemailer', () => {
  test('mail to oneself arrives in INBOX as it was sent, dots and all', async () => {
    const text = '.one dot\n..two dots\n.\nGrüße 👋\n';
    await transport().sendMail({ from: 'Robin <you@example.org>', to: 'you@example.org', subject: 'Selbst', text });
    const [message] = demo.store.messages();
    expect(message?.raw.toString()).toMatch(/^Return-Path: <you@example\.org>\r\nReceived: /);
    expect(message?.raw.toString()).toMatch(/\r\n\.one dot\r\n\.\.two dots\r\n\.\r\n/);
    expect(demo.submissions).toHaveLength(1);
    expect(demo.store.mailboxes.map(({ name }) => name)).toEqual(['INBOX']);
  });

  test('an example.org address answers once, into the thread; others do not', async () => {
    await transport().sendMail({ from: 'you@example.org', to: 'maya.okafor@example.org', cc: 'x@example.com', subject: 'Привет', messageId: '<m1@example.org>', text: 'Hello' });
    await arrived(1);
    const raw = demo.store.messages()[0]?.raw.toString() ?? '';
    expect(raw).toContain('From: Maya Okafor <maya.okafor@example.org>\r\n');
    expect(raw).toContain('In-Reply-To: <m1@example.org>\r\n');
    expect(raw).toContain('Auto-Submitted: auto-replied\r\n');
    expect(demo.submissions[0]?.to).toEqual(['maya.okafor@example.org', 'x@example.com']);
    await transport().sendMail({ from: 'you@example.org', to: ['you@example.org', 'b@example.org'], headers: { 'Auto-Submitted': 'auto-replied' }, text: 'loop' });
    await arrived(2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(demo.store.messages()).toHaveLength(2);
  });

  test('a wrong password is refused', async () => {
    await expect(transport('wrong').sendMail({ from: 'you@example.org', to: 'you@example.org', text: 'x' })).rejects.toMatchObject({ code: 'EAUTH', responseCode: 535 });
    expect(demo.submissions).toHaveLength(0);
  });

  test('planted refusals arrive as such', async () => {
    demo.faults.add({ protocol: 'smtp', command: 'RCPT', effect: { kind: 'refuse', code: '550 5.1.1', text: 'Nobody here' } });
    await expect(transport().sendMail({ from: 'you@example.org', to: 'you@example.org', text: 'x' })).rejects.toMatchObject({ responseCode: 550 });
    demo.faults.add({ protocol: 'smtp', command: 'MESSAGE', effect: { kind: 'cut', afterOctets: 0 } });
    await expect(transport().sendMail({ from: 'you@example.org', to: 'you@example.org', text: 'x' })).rejects.toThrow();
    expect(demo.submissions).toHaveLength(1);
    demo.faults.add({ protocol: 'smtp', command: 'DATA', effect: { kind: 'cut-upload', afterOctets: 10 } });
    await expect(transport().sendMail({ from: 'you@example.org', to: 'you@example.org', text: 'x'.repeat(500) })).rejects.toThrow();
    expect(demo.submissions).toHaveLength(1);
  });
});

describe('by hand', () => {
  let client: WireClient;
  const say = async (text: string): Promise<string> => {
    client.send(`${text}\r\n`);
    return client.until(/^\d{3} .*\r\n/m);
  };
  beforeEach(async () => {
    client = await WireClient.open(demo.smtp.port);
    await client.until(/^220 .*\r\n/);
  });
  afterEach(() => client.close());
  const logIn = async (): Promise<void> => {
    await say('EHLO test');
    expect(await say(`AUTH PLAIN ${Buffer.from(`\0you@example.org\0${demo.account.password}`).toString('base64')}`)).toMatch(/^235 /);
  };

  test('nothing goes without login, in the wrong order, or beyond the size', async () => {
    expect(await say('AUTH PLAIN AAAA')).toMatch(/^503 /);
    expect(await say('EHLO test')).toContain('250-SIZE 52428800');
    expect(await say('MAIL FROM:<you@example.org>')).toMatch(/^530 /);
    await logIn();
    expect(await say('RCPT TO:<a@example.org>')).toMatch(/^503 /);
    expect(await say('MAIL FROM:<you@example.org> SIZE=99999999')).toMatch(/^552 /);
    expect(await say('MAIL FROM:you')).toMatch(/^501 /);
    expect(await say('MAIL FROM:<> BODY=8BITMIME')).toMatch(/^250 /);
    expect(await say('RCPT TO:<no address>')).toMatch(/^501 /);
    expect(await say('DATA')).toMatch(/^503 /);
    expect(await say('XYZ')).toMatch(/^500 /);
  });

  test('AUTH LOGIN, and pipelining', async () => {
    await say('EHLO test');
    expect(await say('AUTH LOGIN')).toBe('334 VXNlcm5hbWU6\r\n');
    expect(await say(Buffer.from('you@example.org').toString('base64'))).toBe('334 UGFzc3dvcmQ6\r\n');
    expect(await say(Buffer.from(demo.account.password).toString('base64'))).toMatch(/^235 /);
    client.send('MAIL FROM:<you@example.org>\r\nRCPT TO:<you@example.org>\r\nDATA\r\n');
    await client.until(/354 .*\r\n/);
    client.send('Subject: x\r\n\r\n..\r\n.\r\nQUIT\r\n');
    expect(await client.rest()).toMatch(/^250 2\.0\.0 .*\r\n221 /);
    expect(demo.submissions[0]?.raw.toString()).toBe('Subject: x\r\n\r\n.\r\n');
  });

  test('a dot between bare line feeds ends no message (smuggling)', async () => {
    await logIn();
    await say('MAIL FROM:<you@example.org>');
    await say('RCPT TO:<you@example.org>');
    await say('DATA');
    client.send('Subject: x\r\n\r\nfirst\n.\nMAIL FROM:<evil@example.org>\r\n.\r\n');
    expect(await client.until(/^\d{3} .*\r\n/m)).toMatch(/^550 5\.6\.0 /);
    expect(demo.submissions).toHaveLength(0);
  });
});
