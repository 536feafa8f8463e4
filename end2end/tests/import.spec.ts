// A file is brought, its columns are settled, and it runs.
import type { Page } from '@playwright/test';
import { expect, test } from './room.ts';

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a mapping that lacks something says so, keeps what was chosen, and runs when it is settled', async ({
    page,
  }) => {
    await bring(page, file('Plain Import', 'Person'));
    await page.getByLabel('Cells are parted by').selectOption({ index: 0 });
    await page.getByLabel('Meaning of born').selectOption('contract_until');

    await page.getByRole('button', { name: 'Import 1 row' }).click();

    await expect(page.getByText("Choose the column that holds the player's name.")).toBeVisible();
    await expect(page.getByLabel('Meaning of born')).toHaveValue('contract_until');

    await page.getByLabel('Meaning of Person').selectOption('name');
    await page.getByLabel('Meaning of born').selectOption('birth_date');
    await page.getByRole('button', { name: 'Import 1 row' }).click();
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 30_000 });
    await expectCounts(page, { Accepted: 1, Rejected: 0 });
  });
});

/** A file of one player. */
function file(name: string, header = 'name') {
  const text = `${header},born\n${name},1999-02-03\n`;
  return { name: 'one.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
}

/** Uploads the file; the browser itself sends that form, script or not. */
async function bring(page: Page, table: ReturnType<typeof file>) {
  await page.goto('/players/import');
  await page.getByLabel(/Choose a table/).setInputFiles(table);
  await page.getByRole('button', { name: 'Look at the file' }).click();
  await expect(page.getByRole('heading', { name: 'How the file is read' })).toBeVisible();
}

async function expectCounts(page: Page, counts: Record<string, number>) {
  for (const [label, count] of Object.entries(counts)) {
    const tile = page.locator('dl.stats > div').filter({ has: page.getByText(label, { exact: true }) });
    await expect(tile.locator('dd'), label).toHaveText(String(count));
  }
}
