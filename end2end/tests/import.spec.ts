// A file is brought, its columns are settled, it runs, and what was not taken comes back as a file.
import fs from 'node:fs';
import type { Page } from '@playwright/test';
import { ended, expect, hydrated, test } from './room.ts';

/** Three good rows, one of them with a formula; one that comes twice; a bad date and a bad value. */
const FIXTURE = 'fixtures/players_with_faults.csv';

test('a file with faults is settled, imported, told row by row, and changes nothing twice', async ({
  page,
}) => {
  await bring(page, FIXTURE);
  await hydrated(page);
  // No guess knows this header, so nothing may run yet.
  await expect(page.getByText("Choose the column that holds the player's name.")).toBeVisible();
  const meaning = page.getByLabel('Meaning of Scouted person');
  await meaning.selectOption('name');
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByRole('cell', { name: 'Ada Fixture' }).first()).toBeVisible();
  await expect(meaning).toHaveValue('name');

  await page.getByRole('button', { name: 'Import 6 rows' }).click();

  // No reload in between.
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible({ timeout: 30_000 });
  await expectCounts(page, { Accepted: 3, Duplicates: 1, Rejected: 2, 'Players added': 3 });
  await expect(page.getByRole('row', { name: /date_of_birth is not a date/ })).toContainText('5');
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download reject file' }).click();
  const file = fs.readFileSync(await (await coming).path(), 'utf8');
  expect(file.trim().split(/\r?\n/)).toEqual([
    'line,column,reason,Scouted person,date_of_birth,position,club,market_value,value_date',
    '5,date_of_birth,date_of_birth is not a date (1990-13-45),Bad Date,1990-13-45,CB,FC Fixture,€1m,2026-01-15',
    '6,,same player as on line 2,Ada Fixture,1999-02-03,CB,FC Fixture,€1.5m,2026-01-15',
    '7,market_value,market_value is not an amount (lots),Bad Value,1991-01-01,CF,FC Fixture,lots,2026-01-15',
  ]);

  await bring(page, FIXTURE);
  await hydrated(page);
  await page.getByLabel('Meaning of Scouted person').selectOption('name');
  await page.getByRole('button', { name: 'Import 6 rows' }).click();
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible({ timeout: 30_000 });
  await expectCounts(page, {
    Accepted: 3,
    'Players added': 0,
    'Players changed': 0,
    'Values added': 0,
    'Values changed': 0,
  });
});

test('an import that was done before the page could follow its task shows its result', async ({
  page,
}) => {
  await bring(page, file('Late Watcher'));
  await hydrated(page);
  // The first answer that tells the result is held back: the page is told that the task runs, and sees
  // it for the first time when it is done.
  let held = false;
  await page.route('**/fn/players/find_import**', async (route) => {
    const answer = await route.fetch();
    const view = await answer.json();
    if (view.job_id) await ended(page.request, view.job_id);
    if (view.job_id && !held) {
      held = true;
      Object.assign(view, { phase: 'Running', outcome: null });
    }
    await route.fulfill({ response: answer, json: view });
  });

  await page.getByRole('button', { name: 'Import 1 row' }).click();

  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible({ timeout: 30_000 });
  expect(held).toBe(true);
});

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
async function bring(page: Page, table: string | ReturnType<typeof file>) {
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
