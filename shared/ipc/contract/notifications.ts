/** Contract: new mail is told, and quietly where it is seen anyway. */
import { z } from 'zod';
import { listViewSchema } from '../../model/view.ts';
import { noteActionSchema, noteSchema, requestSchema } from '../../model/note.ts';
import { command, projection } from '../define.ts';

export const notificationsContract = {
  'notifications.list': projection('What stands to be told. `byHost`: the host shows it on the desktop; otherwise a window does.',
    z.object({}), z.object({ byHost: z.boolean(), notes: z.array(noteSchema) })),
  'notifications.quiet': projection('A window in front of the user says what it shows for as long as this is open: nothing is told of mail that appears there.',
    z.object({ view: listViewSchema }), z.object({})),
  'notifications.act': command('The user has answered a note; with null it was put away. `at`: of the note that was seen; what came after it is not meant.',
    z.object({ id: z.string().max(5000), action: noteActionSchema.nullable(), at: z.number().optional() }), z.object({})),
  'notifications.requests': projection('What the user asked for outside of the window.', z.object({}), z.object({ request: requestSchema.nullable() })),
  'notifications.badge': projection('The number on the icon: unread messages of the inboxes, 0 if none is wanted.', z.object({}), z.object({ unread: z.number() })),
} as const;
