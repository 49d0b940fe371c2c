/** Letters with files in them, as a stranger writes them: names in whatever form, types as claimed. */

export interface WrittenFile { readonly name: string; readonly type: string; readonly content: Buffer | string }

/** Names as RFC 2231 extended values, which can hold anything. */
export function letterWithFiles(subject: string, files: readonly WrittenFile[]): string {
  const parts = files.map(({ name, type, content }) => [
    '--files', `Content-Type: ${type}`, `Content-Disposition: attachment;\r\n filename*=${extended(name)}`, 'Content-Transfer-Encoding: base64', '',
    Buffer.from(content).toString('base64').replaceAll(/.{76}/gu, '$&\r\n'), '',
  ].join('\r\n'));
  return [
    'From: Ann Stranger <ann@example.net>', 'To: you@example.org', `Subject: ${subject}`, `Message-ID: <${subject.replaceAll(/\W+/gu, '-')}@example.net>`, 'Date: Sat, 21 Nov 2026 08:00:00 +0000', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=files', '',
    '--files', 'Content-Type: text/plain; charset=utf-8', '', 'The files you asked for.', '', ...parts, '--files--', '',
  ].join('\r\n');
}

function extended(name: string): string {
  const octets = [...Buffer.from(name.toWellFormed())].map((octet) => (/[\w.-]/u.test(String.fromCharCode(octet)) ? String.fromCharCode(octet) : `%${octet.toString(16).padStart(2, '0').toUpperCase()}`)).join('');
  return `utf-8''${octets}`;
}
