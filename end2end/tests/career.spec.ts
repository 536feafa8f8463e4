// Tables of careers are brought, and the player's page tells clubs over time, transfers and injuries.
import type { Page } from '@playwright/test';
import { expect, hydrated, test } from './room.ts';

const PLAYERS = `player_id,name,date_of_birth,country_of_citizenship
900001,Career Fixture,1990-01-01,Ghana
`;
const TRANSFERS = `player_id,transfer_date,from_club_id,to_club_id,from_club_name,to_club_name,transfer_fee
900001,2012-07-01,1,2,Fixture Town,Fixture City,€2.50m
900001,2015-08-31,2,3,Fixture City,Fixture United,loan transfer
900001,2016-06-30,3,2,Fixture United,Fixture City,"End of loanJun 30, 2016"
900002,2016-06-30,3,2,Fixture United,Fixture City,-
`;
const INJURIES = `player_id,injury,injured_since,injured_until,duration
900001,Hamstring injury,2014-01-10,2014-02-10,31 days
`;

test('transfers and injuries are imported and told on the career tab', async ({ page }) => {
  await bring(page, 'players.csv', PLAYERS, 'Import 1 row');
  await bring(page, 'injuries.csv', INJURIES, 'Import 1 row');

  await bring(page, 'transfers.csv', TRANSFERS, 'Import 4 rows');
  await expectCounts(page, { Accepted: 3, Rejected: 1 });
  await expect(page.getByRole('row', { name: /900002 is not known/ })).toBeVisible();

  const found = await page.request.get('/api/v1/players?q=Career%20Fixture');
  const { items } = await found.json();
  await page.goto(`/players/${items[0].id}`);
  await hydrated(page);
  await page.getByRole('navigation', { name: 'Player' }).getByRole('link', { name: 'Career' }).click();

  await expect(page).toHaveURL(/\/career$/);
  await expect(page.getByRole('img', { name: /Clubs over time: Fixture City.*Fixture United on loan/ }))
    .toBeVisible();
  const transfers = page.getByRole('region', { name: 'Transfers' });
  await expect(transfers.getByRole('row', { name: /Fixture City.*€2\.5m/ })).toBeVisible();
  await expect(transfers.getByText('End of loan')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Injuries' }).getByText('Hamstring injury')).toBeVisible();
  await page.getByText('Table', { exact: true }).click();
  await expect(page.getByRole('group', { name: 'Clubs over time' })).toContainText('On loan');
});

/** Uploads the table and runs its import as it was guessed. */
async function bring(page: Page, name: string, text: string, button: string) {
  await page.goto('/players/import');
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.getByLabel(/Choose a table/).setInputFiles(file);
  await page.getByRole('button', { name: 'Look at the file' }).click();
  await expect(page.getByRole('heading', { name: 'How the file is read' })).toBeVisible();
  await hydrated(page);
  await page.getByRole('button', { name: button }).click();
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible({ timeout: 30_000 });
}

async function expectCounts(page: Page, counts: Record<string, number>) {
  for (const [label, count] of Object.entries(counts)) {
    const tile = page.locator('dl.stats > div').filter({ has: page.getByText(label, { exact: true }) });
    await expect(tile.locator('dd'), label).toHaveText(String(count));
  }
}
