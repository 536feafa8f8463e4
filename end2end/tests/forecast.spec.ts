// What a player will be worth: what is missing where the house knows too little, the fan and its parts where
// it knows enough, and the report card of the models behind it.
import type { Page } from '@playwright/test';
import { FORECAST, REPORT_CARD } from './forecasts.ts';
import { ended, expect, hydrated, open, test } from './room.ts';

async function openPlayer(page: Page) {
  const players = await (await page.request.get('/api/v1/players?q=bellingham')).json();
  const address = `/players/${players.items[0].id}`;
  await open(page, address);
  return address;
}

async function openTab(page: Page) {
  await page.getByRole('navigation', { name: 'Player' }).getByRole('link', { name: 'Forecast' }).click();
  await expect(page).toHaveURL(/\/forecast$/);
}

test('a house that knows too little says what is missing and what to do', async ({ page }) => {
  await openPlayer(page);
  await openTab(page);

  await page.getByRole('button', { name: /(Make|Renew) forecast/ }).click();

  // No reload in between: the end is told by the event stream.
  await expect(page.getByText(/No forecast can be made: .* Import values/)).toBeVisible({
    timeout: 30_000,
  });
  await page.reload();
  await hydrated(page);
  await expect(page.getByText(/No forecast can be made/)).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Import values' })).toBeVisible();
});

test('a forecast shows its fan, its band in words and parts that add up', async ({ page }) => {
  await page.route('**/fn/scouting/find_forecast**', (route) => route.fulfill({ json: FORECAST }));
  await openPlayer(page);

  await openTab(page);

  await expect(page.getByRole('img', { name: /By 20 Jun 2022: 10 % €1m/ })).toBeVisible();
  await expect(page.getByText('Eight of ten ended between €3m and €9m')).toBeVisible();
  await expect(page.getByText('not a price')).toBeVisible();
  const parts = page.getByRole('img', { name: /Change within a year: \+€1,000,000/ });
  await expect(parts).toBeVisible();
  await page.getByText('Every column').click();
  await expect(page.getByRole('row', { name: /Change within a year \+€1,000,000/ })).toBeVisible();
  await expect(page.getByText('The birth date is unknown.')).toBeVisible();
  await page.getByRole('link', { name: "The models' report card" }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Models' })).toBeVisible();
});

test('the report card is computed while the page is watched', async ({ page }) => {
  await open(page, '/scouting/models');

  const asked = page.waitForResponse('**/fn/scouting/compute_report_card');
  await page.getByRole('button', { name: 'Compute again' }).click();
  await ended(page.request, await (await asked).json());

  // The demo's values are too few to judge a forecast by, and the card says so.
  await expect(page.getByText(/could be forecast|No value is old enough/)).toBeVisible({
    timeout: 30_000,
  });
});

test('past forecasts are drawn by day, beside what they should have held', async ({ page }) => {
  await page.route('**/fn/scouting/find_report_card**', (route) => route.fulfill({ json: REPORT_CARD }));
  await open(page, '/players');

  await page.getByRole('link', { name: 'Models', exact: true }).first().click();

  await expect(page.getByRole('img', { name: /Linear model: 0.432 for 30 Jun 2019/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /76.8 % for 30 Jun 2019/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Year 1 9,000 77.8 % 94.5 %/ })).toBeVisible();
});
