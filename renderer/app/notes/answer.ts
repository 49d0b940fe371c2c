/** What the service worker of the browser host and its windows say to each other. */

/** The user has answered the note `id` as it was `at` that time; null: put it away. */
export interface NoteAnswer { readonly kind: 'godwit:note'; readonly id: string; readonly action: string | null; readonly at: number }

/** A window is there and listens. */
export const LISTENING = 'godwit:listening';
