/** Collected messages that another parser reads otherwise, each looked at, by file: why. */
const NOT_ASCII = 'UTF-8 under a us-ascii label: read as UTF-8 here, as windows-1252 there';

export const READ_OTHERWISE: Readonly<Record<string, string>> = {
  'mikel-mail/spec/fixtures/emails/error_emails/content_transfer_encoding_plain.eml': NOT_ASCII,
  'mikel-mail/spec/fixtures/emails/plain_emails/raw_email6.eml': NOT_ASCII,
  'mikel-mail/spec/fixtures/emails/plain_emails/raw_email10.eml': NOT_ASCII,
  'mimekit/UnitTests/TestData/messages/issue1130.txt': 'flowed text: its soft breaks are taken out on the screen here, by the parser there',
};
