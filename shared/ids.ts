/** Branded identifiers, so that one kind cannot be passed for another. */

declare const brand: unique symbol;
export type Branded<T, B extends string> = T & { readonly [brand]: B };

/** Random, given when an account is added. */
export type AccountId = Branded<string, 'AccountId'>;
/** `accountId/path`: stable across a lost mirror, because both halves live in the journal or on the server. */
export type FolderId = Branded<string, 'FolderId'>;
/** `uidValidity:uid@folderId`: what a message is called, by where it was first seen. It never names another message: UIDVALIDITY is part of it. Where it is now says main/mirror/present.ts. */
export type MessageId = Branded<string, 'MessageId'>;
/** Random, given when the user acts. */
export type OperationId = Branded<string, 'OperationId'>;
/** Random, given when the composer opens: a letter has it before anything of it is kept. */
export type DraftId = Branded<string, 'DraftId'>;

export const accountId = (text: string): AccountId => text as AccountId;
export const operationId = (text: string): OperationId => text as OperationId;
export const draftId = (text: string): DraftId => text as DraftId;
export const folderId = (account: AccountId, path: string): FolderId => `${account}/${path}` as FolderId;

/** `path` may hold slashes, the account's id none. */
export function splitFolderId(id: FolderId): { accountId: AccountId; path: string } {
  const slash = id.indexOf('/');
  return { accountId: id.slice(0, slash) as AccountId, path: id.slice(slash + 1) };
}

export const messageId = (folder: FolderId, uidValidity: number, uid: number): MessageId => `${uidValidity}:${uid}@${folder}` as MessageId;

/** What the message was called when it came: the numbers it has now are main/mirror/present.ts to tell. */
export function splitMessageId(id: MessageId): { folderId: FolderId; uidValidity: number; uid: number } {
  const at = id.indexOf('@');
  const [uidValidity, uid] = id.slice(0, at).split(':');
  return { folderId: id.slice(at + 1) as FolderId, uidValidity: Number(uidValidity), uid: Number(uid) };
}
