/** Every screen of the window and how to get there from the list of the demo mailbox: one line for each. `leaveScreen` goes back. */
import type { Page } from 'playwright-core';
import { button, fillAccount, folder, message, reader, rows } from './screen.ts';
import { settled } from './settled.ts';

export interface Screen {
  readonly name: string;
  show(page: Page): Promise<void>;
  /** Where closing what lies on top is not enough. */
  leave?(page: Page): Promise<void>;
}

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name }).waitFor();
const press = async (page: Page, ...keys: readonly string[]): Promise<void> => { for (const key of keys) await page.keyboard.press(key); };
const fromMenu = async (page: Page, name: string): Promise<void> => {
  await button(page, 'View and settings').click();
  await page.getByRole('menuitem', { name }).click();
};
const inbox = async (page: Page): Promise<void> => {
  await back(page);
  await rows(page).nth(3).waitFor();
  await rows(page).first().press('Home');
};
/** Narrow windows keep the folders behind a button. */
const onFolder = async (page: Page, name: string): Promise<void> => {
  const opener = button(page, 'Show folders');
  if (await opener.isVisible()) await opener.click();
  const row = folder(page, name);
  await row.scrollIntoViewIfNeeded();
  // The tree goes back to where it last knew itself when it gets the focus: it hears of scrolling a frame later.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await row.click({ button: 'right' });
  await page.getByRole('menu', { name: `Actions for ${name}` }).waitFor();
};
const open = async (page: Page, words: RegExp): Promise<void> => {
  await message(page, words).first().click();
  await reader(page).waitFor();
};
const fieldPost = async (page: Page): Promise<void> => {
  await open(page, /The Field Post/u);
  await reader(page).frameLocator('iframe').getByText('Eleven days without landing').first().waitFor();
};
const back = async (page: Page): Promise<void> => {
  const button = page.getByRole('button', { name: /^Back/u });
  if (await button.first().isVisible()) await button.first().click();
};
const discard = async (page: Page): Promise<void> => {
  await button(page, 'Discard').click();
  await page.getByRole('textbox', { name: 'Message' }).waitFor({ state: 'detached' });
  await back(page);
};

const settings = (section: string): Screen => ({
  name: `settings-${section.toLowerCase().replaceAll(' ', '-')}`,
  async show(page) {
    await press(page, 'Control+,');
    await page.getByRole('dialog', { name: 'Settings' }).getByRole('tab', { name: section }).click();
    await page.getByRole('tabpanel', { name: section }).waitFor();
  },
});
const headers = async (page: Page): Promise<void> => {
  await fieldPost(page);
  await reader(page).getByRole('button', { name: /^More/u }).last().click();
  await page.getByRole('menuitem', { name: 'View full headers' }).click();
  await page.getByRole('dialog', { name: 'Full headers' }).getByText('Message-ID').first().waitFor();
};

export const WELCOME: readonly Screen[] = [
  { name: 'welcome', show: (page) => button(page, 'Look around in a demo mailbox').waitFor() },
  {
    name: 'add-account',
    async show(page) {
      await button(page, 'Add account').click();
      await fillAccount(page, { email: 'ann@example.org', password: 'secret', name: 'Ann', imap: { host: '127.0.0.1', port: 1, security: 'TLS' }, smtp: { host: '127.0.0.1', port: 1, security: 'TLS' } });
      await button(page, 'Connect').click();
      await page.getByRole('alert').filter({ hasText: /127\.0\.0\.1/u }).waitFor();
    },
    leave: (page) => button(page, 'Cancel').click(),
  },
];

export const SCREENS: readonly Screen[] = [
  { name: 'list', show: inbox },
  { name: 'filters', show: (page) => press(page, 'Shift+F'), leave: (page) => press(page, 'Shift+F') },
  { name: 'list-options', show: (page) => button(page, 'Order and view').click() },
  { name: 'row-menu', show: async (page) => { await rows(page).nth(2).click({ button: 'right' }); await page.getByRole('menu').waitFor(); }, leave: back },
  { name: 'selected', show: async (page) => { await rows(page).first().click(); await back(page); await press(page, 'Shift+ArrowDown', 'Shift+ArrowDown'); }, leave: (page) => press(page, 'Escape') },
  { name: 'message', show: fieldPost, leave: back },
  { name: 'header-fields', show: async (page) => { await fieldPost(page); await reader(page).getByRole('button', { name: /^More/u }).last().click(); await page.getByRole('menu').waitFor(); }, leave: back },
  { name: 'conversation', show: async (page) => { await open(page, /Museum site: second draft/u); await reader(page).getByRole('button', { name: /^Show the conversation/u }).click(); await reader(page).getByRole('article', { name: /^Robin Vale, /u }).waitFor(); }, leave: back },
  { name: 'recipients', show: async (page) => { await open(page, /Museum site: second draft/u); await reader(page).getByRole('button', { name: /Show details/u }).first().click(); }, leave: back },
  { name: 'sender-details', show: async (page) => { await fieldPost(page); await reader(page).getByRole('button', { name: 'Why?' }).first().click(); await reader(page).getByRole('region', { name: 'Is the address real?' }).waitFor(); }, leave: back },
  { name: 'full-headers', show: headers, leave: back },
  { name: 'source', show: async (page) => { await headers(page); await button(page, 'View source').click(); await page.getByRole('dialog', { name: 'Source' }).getByText('Message-ID').first().waitFor(); }, leave: back },
  { name: 'activity', show: async (page) => { await press(page, 's', 'g', 'o'); await page.getByRole('dialog', { name: 'Activity' }).getByRole('region', { name: 'Done' }).getByRole('listitem').first().waitFor(); } },
  { name: 'storage', show: async (page) => { await fromMenu(page, 'Storage…'); await page.getByRole('dialog', { name: 'Storage' }).getByRole('button', { name: 'Clear texts of Demo mailbox' }).waitFor(); } },
  { name: 'window-menu', show: async (page) => { await button(page, 'View and settings').click(); await page.getByRole('menu').waitFor(); } },
  ...['Accounts', 'Reading and privacy', 'Appearance', 'Notifications', 'Tags', 'Storage', 'Keyboard', 'About'].map(settings),
  { name: 'keys', show: async (page) => { await press(page, '?'); await dialog(page, 'Keyboard shortcuts'); } },
  { name: 'palette', show: async (page) => { await press(page, 'Control+k'); await dialog(page, /Find an action/u); } },
  { name: 'palette-found', show: async (page) => { await press(page, 'Control+k'); await dialog(page, /Find an action/u); await page.keyboard.type('arch'); } },
  { name: 'move', show: async (page) => { await rows(page).nth(1).click(); await press(page, 'v'); await dialog(page, /Move/u); }, leave: back },
  { name: 'tag', show: async (page) => { await rows(page).nth(1).click(); await press(page, 'l'); await page.getByRole('listbox', { name: 'Tags' }).waitFor(); }, leave: back },
  { name: 'tags', show: async (page) => { await fromMenu(page, 'Edit tags…'); await dialog(page, 'Tags'); } },
  { name: 'search', show: async (page) => { await press(page, '/'); await page.keyboard.type('tide'); await press(page, 'Enter'); await page.getByRole('region', { name: 'Messages' }).getByText(/\d found/u).first().waitFor(); await message(page, /[Tt]ide/u).first().waitFor(); }, leave: async (page) => { await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: /^Back/u }).first().click(); await button(page, 'Filter').waitFor(); } },
  { name: 'folder-menu', show: (page) => onFolder(page, 'Junk') },
  { name: 'new-folder', show: async (page) => { await onFolder(page, 'Junk'); await page.getByRole('menuitem', { name: 'New folder inside…' }).click(); await dialog(page, 'New folder in “Junk”'); } },
  { name: 'empty-folder', show: async (page) => { await onFolder(page, 'Junk'); await page.getByRole('menuitem', { name: 'Empty Junk…' }).click(); await page.getByRole('alertdialog').waitFor(); } },
  { name: 'reply', show: async (page) => { await fieldPost(page); await press(page, 'r'); await page.getByRole('textbox', { name: 'Message' }).waitFor(); }, leave: discard },
  {
    name: 'long-recipients',
    async show(page) {
      await press(page, 'c');
      await page.getByRole('textbox', { name: 'To', exact: true }).fill('bergwachtbereitschaftsleitung.oberwesterwald@verwaltungsgemeinschaft.example.org, "Arbeitsgemeinschaft Wattenmeer, Geschäftsstelle" <watt@example.org>,');
      await page.getByRole('button', { name: /^Remove /u }).nth(1).waitFor();
    },
    leave: discard,
  },
  { name: 'compose', show: async (page) => { await press(page, 'c'); await page.getByRole('textbox', { name: 'Message' }).waitFor(); }, leave: discard },
];

/** Whatever lies over the window goes, and then what the screen itself has to put back. */
export async function leaveScreen(page: Page, { leave }: Screen): Promise<void> {
  const over = page.locator('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]').filter({ visible: true });
  const isForm = page.getByRole('dialog', { name: 'Add account' });
  for (let n = 0; n < 4 && await over.count() > 0 && !(await isForm.isVisible()); n++) {
    await page.keyboard.press('Escape');
    await settled(page);
  }
  await leave?.(page);
  // The drawer of the folders, in a small window.
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  if (width < 1000 && await page.getByRole('treegrid', { name: 'Folders' }).isVisible()) await page.mouse.click(width - 20, height - 20);
  await over.first().waitFor({ state: 'detached' });
}
