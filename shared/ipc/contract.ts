/** The one list of everything the UI can ask of the engine. */
import type { z } from 'zod';
import { accountsContract } from './contract/accounts.ts';
import { activityContract } from './contract/activity.ts';
import { appContract } from './contract/app.ts';
import { attachmentsContract } from './contract/attachments.ts';
import { composeContract } from './contract/compose.ts';
import { conversationsContract } from './contract/conversations.ts';
import { draftsContract } from './contract/drafts.ts';
import { foldersContract } from './contract/folders.ts';
import { messagesContract } from './contract/messages.ts';
import { notificationsContract } from './contract/notifications.ts';
import { readingContract } from './contract/reading.ts';
import { searchContract } from './contract/search.ts';
import { settingsContract } from './contract/settings.ts';
import { storageContract } from './contract/storage.ts';
import type { CommandDefinition, ProjectionDefinition } from './define.ts';

export const contract = {
  ...appContract,
  ...accountsContract,
  ...foldersContract,
  ...messagesContract,
  ...readingContract,
  ...conversationsContract,
  ...attachmentsContract,
  ...searchContract,
  ...composeContract,
  ...draftsContract,
  ...settingsContract,
  ...notificationsContract,
  ...activityContract,
  ...storageContract,
} as const;

export type Contract = typeof contract;
export type CommandName = { [K in keyof Contract]: Contract[K] extends CommandDefinition ? K : never }[keyof Contract];
export type ProjectionName = { [K in keyof Contract]: Contract[K] extends ProjectionDefinition ? K : never }[keyof Contract];

export type CommandInput<K extends CommandName> = z.input<Extract<Contract[K], CommandDefinition>['input']>;
export type CommandOutput<K extends CommandName> = z.output<Extract<Contract[K], CommandDefinition>['output']>;
export type ProjectionInput<K extends ProjectionName> = z.input<Extract<Contract[K], ProjectionDefinition>['input']>;
export type ProjectionValue<K extends ProjectionName> = z.output<Extract<Contract[K], ProjectionDefinition>['value']>;
