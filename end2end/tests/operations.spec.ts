// The operators' console, by keyboard: a queue is paused, a job waits in it, is moved, stopped, tried
// again, and stopped with all others like it.
import type { Locator, Page } from '@playwright/test';
import { expect, hydrated, open, test } from './room.ts';

const LIST = '/operations/jobs?kind=refresh_market_values';

/** Presses what has the focus after walking to it, as somebody without a mouse does. */
async function press(target: Locator) {
  await target.focus();
  await expect(target).toBeFocused();
  await target.press('Enter');
}

async function pause(page: Page, word: 'Pause' | 'Resume') {
  await open(page, '/operations/jobs');
  const row = page.getByRole('row').filter({ hasText: 'refreshes' }).first();
  await press(row.getByRole('button', { name: new RegExp(word) }));
  const other = word === 'Pause' ? 'Resume' : 'Pause';
  await expect(row.getByRole('button', { name: new RegExp(other) })).toBeVisible();
}

test('a job is held back, moved, stopped, tried again, and stopped with all like it', async ({
  page,
}) => {
  await pause(page, 'Pause');
  const asked = await page.request.post('/api/v1/admin/refresh-market-values', { data: {} });
  const { task_id: job } = await asked.json();

  await open(page, LIST);
  const row = page.locator('.jobs-table tbody tr').first();
  await expect(row).toContainText('Pending');
  await press(row.getByRole('link'));
  const panel = page.getByRole('complementary', { name: 'Job' });
  await expect(panel).toContainText('refresh_market_values');
  expect(page.url()).toContain(`job=${job}`);

  await panel.getByLabel('Priority').fill('7');
  await press(panel.getByRole('button', { name: 'Change priority' }));
  await expect(panel).toContainText('refreshes, priority 7');

  await press(panel.getByRole('button', { name: 'Cancel' }));
  await expect(panel.getByText('Cancelled').first()).toBeVisible();
  await press(panel.getByRole('button', { name: 'Try again' }));
  await expect(panel.getByText('Pending').first()).toBeVisible();

  await open(page, `${LIST}&state=queued`);
  await press(page.getByRole('link', { name: 'Cancel all…' }));
  await expect(page.getByText('Cancel 1 job?')).toBeVisible();
  await press(page.getByRole('button', { name: 'Cancel 1 job' }));
  await expect(page.getByText('No job fits these filters.')).toBeVisible();

  await pause(page, 'Resume');
});

test('on a phone a job takes the place of the list and gives it back', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await open(page, '/operations/jobs');
  const first = page.locator('.jobs-table tbody tr').first().getByRole('link');

  await press(first);
  await expect(page.getByRole('complementary', { name: 'Job' })).toBeVisible();
  await expect(first).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await press(page.getByRole('link', { name: 'Close the job' }));

  await expect(first).toBeVisible();
});

test('the search follows the keys and stands in the address', async ({ page }) => {
  await open(page, '/operations/jobs');

  await page.getByRole('searchbox', { name: 'Search jobs' }).fill('no job is called so');

  await expect(page.getByText('No job fits these filters.')).toBeVisible();
  await expect(page).toHaveURL(/q=no%20job%20is%20called%20so/);
  await page.reload();
  await hydrated(page);
  await expect(page.getByText('No job fits these filters.')).toBeVisible();
});

test('a secret is sealed, shown by its ending, and deleted by name', async ({ page, allowNoise }) => {
  allowNoise(/status of 422/);
  await open(page, '/operations/secrets');

  await page.getByLabel('Name').fill('Not a name');
  await page.getByLabel('Value').fill('sk-canary-0123456789-wxyz');
  await press(page.getByRole('button', { name: 'Seal the secret' }));
  await expect(page.getByText(/Use lower-case letters/)).toBeVisible();
  await page.getByLabel('Name').fill('browser-test');
  await press(page.getByRole('button', { name: 'Seal the secret' }));
  const row = page.getByRole('row').filter({ hasText: 'browser-test' });
  await expect(row).toContainText('••••••wxyz');
  await expect(page.getByLabel('Value')).toHaveValue('');
  expect(await page.content()).not.toContain('canary');

  await row.locator('summary').press('Enter');
  await press(row.getByRole('button', { name: 'Delete browser-test' }));

  await expect(row).toBeHidden();
});

test('the audit log tells that its chain is unbroken, and is held against a head', async ({ page }) => {
  await open(page, '/operations/audit');

  await press(page.getByRole('link', { name: 'Verify the chain' }));
  await expect(page.getByText('Unbroken')).toBeVisible();
  const head = await page.locator('.chain-head code').textContent();
  expect(head).toMatch(/^\d+:[0-9a-f]{64}$/);

  await page.getByLabel('Head noted earlier').fill(head!.replace(/.$/, (last) => (last === '0' ? '1' : '0')));
  await press(page.getByRole('button', { name: 'Verify', exact: true }));
  await expect(page.getByText(/the chain was made anew/)).toBeVisible();
});

test('the audit log goes out as a file, with the filter of the page', async ({ page }) => {
  await open(page, '/operations/audit?action=account.');

  const download = page.waitForEvent('download');
  await press(page.getByRole('link', { name: 'Export JSON Lines' }));
  const file = await download;

  expect(file.suggestedFilename()).toBe('audit.jsonl');
  expect(file.url()).toContain('action=account.');
});
