/** A Dovecot where people share folders, and where there is little room. */
import { startDovecot, type Dovecot, type DovecotUser } from './dovecot.ts';

/** Folders of others lie under `shared/NAME/`; each user has `room` octets. */
export const startSharedMail = (users: readonly DovecotUser[], room = 100_000): Promise<Dovecot> => startDovecot({
  users,
  extra: (directory) => `
mail_plugins = acl quota
protocol imap {
  mail_plugins = acl imap_acl quota imap_quota
}
plugin {
  acl = vfile
  acl_shared_dict = file:${directory}/shared-folders
  quota = count:User quota
  quota_vsizes = yes
  quota_rule = *:bytes=${room}
}
namespace people {
  type = shared
  separator = /
  prefix = shared/%%u/
  location = sdbox:${directory}/mail/%%u/mail
  subscriptions = no
  list = children
}
`,
});
