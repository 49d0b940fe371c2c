/** The English catalogue, by feature: the source of all others. One file per feature, so that several people can add to it at once. */
import { actions } from './en/actions.ts';
import { activity } from './en/activity.ts';
import { app } from './en/app.ts';
import { attachments } from './en/attachments.ts';
import { compose } from './en/compose.ts';
import { dates } from './en/dates.ts';
import { design } from './en/design.ts';
import { engineEn } from './en-engine.ts';
import { engine } from './en/engine.ts';
import { failures } from './en/failures.ts';
import { folders } from './en/folders.ts';
import { keys } from './en/keys.ts';
import { list } from './en/list.ts';
import { notifications } from './en/notifications.ts';
import { palette } from './en/palette.ts';
import { reader } from './en/reader.ts';
import { search } from './en/search.ts';
import { settings } from './en/settings.ts';
import { setup } from './en/setup.ts';
import { storage } from './en/storage.ts';
import { tags } from './en/tags.ts';
import { trust } from './en/trust.ts';

export const en = { actions, activity, app, attachments, compose, dates, design, engine, failures, folders, keys, list, notifications, palette, reader, search, settings, setup, storage, tags, trust, ...engineEn } as const;
