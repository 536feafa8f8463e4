// A person's own report: typed, kept while it is typed, stored, compared, deleted and brought back; and the
// page of the language model.
import type { Page } from '@playwright/test';
import { expect, hydrated, open, test } from './room.ts';

test('a report is written, kept while it is typed, and stored', async ({ page, allowNoise }) => {
  allowNoise(/status of 422/);
  const player = await findPlayer(page, 'kane');
  await open(page, `${player}/reports/write`);

  await page.getByLabel('Summary').fill('Seen twice. Worth €1m, I was told.');
  await expect(page.getByText('Draft kept')).toBeVisible();
  await page.reload();
  await hydrated(page);
  await expect(page.getByLabel('Summary')).toHaveValue(/Seen twice/);

  // What is missing is named, and what was typed stays.
  await page.getByRole('button', { name: 'Store report' }).click();
  await expect(page.getByText('Choose what you advise.')).toBeVisible();
  await expect(page.getByLabel('Summary')).toHaveValue(/Seen twice/);

  await page.getByLabel('Verdict').selectOption('monitor');
  await page.getByLabel('Confidence').selectOption('low');
  await page.getByLabel('Why', { exact: true }).fill('Two matches are few.');
  await page.getByRole('button', { name: 'Store report' }).click();
  await expect(page).toHaveURL(/\/reports\/\d+$/);
  await expect(page.getByText('not checked').first()).toBeVisible();
  await expect(page.getByText(/^Seen twice/)).toBeVisible();
});

test('two reports stand side by side, by keyboard too', async ({ page }) => {
  const player = await findPlayer(page, 'wirtz');
  await write(page, player, 'Quick feet.');
  await write(page, player, 'Quick feet. Tires late.');

  await page.getByRole('link', { name: 'Compare', exact: true }).click();

  await expect(page.getByRole('heading', { level: 1 })).toContainText('side by side');
  await expect(page.getByText('only here').first()).toBeVisible();
  await page.getByLabel('Left').focus();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Right')).toBeFocused();
});

test('a deleted report comes back by Undo', async ({ page }) => {
  const player = await findPlayer(page, 'balotelli');
  await write(page, player, 'To be deleted.');
  const address = page.url();

  await page.locator('summary', { hasText: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete the report' }).click();
  await expect(page.getByText('Deleted the report')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();

  await expect(page).toHaveURL(address);
  await expect(page.getByText('To be deleted.')).toBeVisible();
});

test('a report in print is the report and nothing else', async ({ page }) => {
  const player = await findPlayer(page, 'haaland');
  await write(page, player, 'For the archive.');

  await page.emulateMedia({ media: 'print' });

  await expect(page.getByText('For the archive.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Evidence' })).toBeVisible();
  await expect(page.locator('.rail')).toBeHidden();
  await expect(page.locator('.topbar')).toBeHidden();
  await expect(page.getByRole('link', { name: 'Download Markdown' })).toBeHidden();
});

test('without script a report is written and stored', async ({ browser, adminState, baseURL }) => {
  const context = await browser.newContext({
    baseURL,
    storageState: adminState,
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  await page.goto('/players?q=musiala');
  const link = page.locator('a[href^="/players/"]').filter({ hasText: /Musiala/ }).first();
  const player = (await link.getAttribute('href'))!;
  await page.goto(`${player}/reports/write`);

  await page.getByLabel('Summary').fill('Written without script.');
  await page.getByRole('button', { name: 'Store report' }).click();
  await expect(page.getByText('Choose what you advise.')).toBeVisible();
  await expect(page.getByLabel('Summary')).toHaveValue('Written without script.');
  await page.getByLabel('Verdict').selectOption('reject');
  await page.getByLabel('Confidence').selectOption('high');
  await page.getByLabel('Why', { exact: true }).fill('Seen enough.');
  await page.getByRole('button', { name: 'Store report' }).click();

  await expect(page.getByText('Written without script.')).toBeVisible();
  await context.close();
});

// Alone: meanwhile every report would be asked of this model.
test('a model is chosen and tried, and its provider’s words are shown', { tag: '@alone' }, async ({
  page,
}) => {
  await open(page, '/operations/writers');
  await expect(page.getByText('No player data leaves this server')).toBeVisible();

  await page.getByLabel('How it is spoken to').selectOption('openai');
  await page.getByRole('textbox', { name: 'Provider' }).fill('A model of our own');
  await page.getByLabel('Address', { exact: true }).fill('http://127.0.0.1:9/v1');
  await page.getByLabel('Model', { exact: true }).fill('none');
  await page.getByLabel(/may lie on this machine/).check();
  await page.getByRole('button', { name: 'Save writer' }).click();
  await expect(page.getByText('Saved the writer')).toBeVisible();
  await page.getByRole('button', { name: 'Try it' }).click();

  await expect(page.getByText('the provider cannot be reached').first()).toBeVisible({
    timeout: 30_000,
  });
  // As it was.
  await page.getByLabel('How it is spoken to').selectOption('');
  await page.getByRole('button', { name: 'Save writer' }).click();
  await expect(page.getByText('Saved the writer').last()).toBeVisible();
});

async function findPlayer(page: Page, search: string): Promise<string> {
  const players = await (await page.request.get(`/api/v1/players?q=${search}`)).json();
  return `/players/${players.items[0].id}`;
}

async function write(page: Page, player: string, summary: string) {
  await open(page, `${player}/reports/write`);
  await page.getByLabel('Summary').fill(summary);
  await page.getByLabel('Verdict').selectOption('monitor');
  await page.getByLabel('Confidence').selectOption('medium');
  await page.getByLabel('Why', { exact: true }).fill('Seen once.');
  await page.getByRole('button', { name: 'Store report' }).click();
  await expect(page).toHaveURL(/\/reports\/\d+$/);
}
