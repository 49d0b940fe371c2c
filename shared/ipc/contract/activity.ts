/** Contract: what is on its way, and what waits for the user. */
import { z } from 'zod';
import type { OperationId } from '../../ids.ts';
import { accountActivitySchema, operationRowSchema } from '../../model/activity.ts';
import { branded, command, projection } from '../define.ts';

const one = z.object({ operationId: branded<OperationId>() });

export const activityContract = {
  'activity.list': projection('Operations and sends that are waiting, running or parked, and the newest done ones.',
    z.object({}), z.object({ operations: z.array(operationRowSchema) })),
  'activity.accounts': projection('What each account is doing now: how far and how fast, since when it is offline, when it tries again.',
    z.object({}), z.object({ accounts: z.array(accountActivitySchema) })),
  'activity.undo': command('Takes an operation back: dropped if it has not gone, reversed if it has.', one, z.object({ operationId: branded<OperationId>() })),
  'activity.undoLast': command('Takes back the newest thing the user did until now that can be taken back, one further back each time, but none of `spare`: what was pressed after the undo key. Answers what it was, as `activity.undo` names it, or null if nothing is left.',
    z.object({ spare: z.array(branded<OperationId>()).default([]) }), z.object({ undone: z.object({ operationId: branded<OperationId>(), kind: operationRowSchema.shape.kind, title: z.string(), titleWords: operationRowSchema.shape.titleWords }).nullable() })),
  'activity.retry': command('Tries a parked operation again, or a message that waits for its next try.', one, z.object({})),
  'activity.discard': command('Gives a parked operation up; its local effect is backed out.', one, z.object({})),
} as const;
