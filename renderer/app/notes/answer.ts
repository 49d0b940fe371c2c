/** What the service worker of the browser host and its windows say to each other. */

/** The user has answered the note `id`; null: put it away. */
export interface NoteAnswer { readonly kind: 'godwit:note'; readonly id: string; readonly action: string | null }

/** A window is there and listens. */
export const LISTENING = 'godwit:listening';
