// A player's season among chosen peers, who is like him, and players side by side: with script, and
// without.
import type { APIRequestContext } from '@playwright/test';
import { expect, open, test } from './room.ts';

/** Players of the demo's invented league, who have two seasons of figures. */
async function inTheLeague(request: APIRequestContext, count: number): Promise<number[]> {
  const answer = await request.get('/api/v1/players?competition=Demo%20League&position=ATT&limit=200');
  const { items } = await answer.json();
  const ids: number[] = [];
  for (const { id } of items) {
    const similar = await (await request.get(`/api/v1/players/${id}/similar?limit=1`)).json();
    if (similar.total > 0) ids.push(id);
    if (ids.length === count) break;
  }
  expect(ids).toHaveLength(count);
  return ids;
}

test('peers are chosen by a form, and the page says whom it compares with', async ({ page }) => {
  const [id] = await inTheLeague(page.request, 1);
  await open(page, `/players/${id}`);
  await page.getByRole('link', { name: 'Season', exact: true }).click();
  await expect(page.getByRole('img', { name: /^Percentiles of/ })).toBeVisible();
  await expect(page.getByText(/attackers · all competitions · 900 min or more/).first()).toBeVisible();
  await expect(page.getByText(/template attackers/)).toBeVisible();

  const form = page.getByRole('form', { name: 'Season and peers' });
  await form.getByLabel(/^Least minutes/).fill('450');
  await form.getByRole('button', { name: 'Show' }).click();

  await expect(page).toHaveURL(/minutes=450/);
  await expect(page.getByText(/all competitions · 450 min or more/).first()).toBeVisible();
});

test('the radar has its table, and the bars their numbers', async ({ page }) => {
  const [id] = await inTheLeague(page.request, 1);
  await open(page, `/players/${id}/season`);

  await page.getByText('Table', { exact: true }).first().click();

  const table = page.getByRole('group', { name: 'Percentiles' });
  await expect(table.getByRole('columnheader', { name: 'Metric' })).toBeVisible();
  await expect(table.getByRole('row')).not.toHaveCount(1);
  const bars = page.getByRole('region', { name: 'Every metric' });
  await expect(bars.getByRole('rowheader', { name: 'Goals', exact: true })).toBeVisible();
});

test('similar players lead to the comparison, where one is removed and another added', async ({ page }) => {
  const [id] = await inTheLeague(page.request, 1);
  await open(page, `/players/${id}/similar`);
  await expect(page.getByText('Together').first()).toBeVisible();

  await page.getByRole('main').getByRole('list').getByRole('link', { name: 'Compare' }).first().click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Compare players');
  await expect(page.getByRole('img', { name: /^Percentiles of/ })).toBeVisible();
  await expect(page.getByText('best', { exact: true }).first()).toBeVisible();
  const compared = page.getByRole('list', { name: 'Players compared' });
  await expect(compared.getByRole('listitem')).toHaveCount(2);
  await compared.getByRole('link', { name: /^Remove/ }).last().click();
  await expect(compared.getByRole('listitem')).toHaveCount(1);
  await page.getByLabel('Find a player to add').fill('modric');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('link', { name: /^Add .*Modrić/ }).click();
  await expect(compared.getByRole('listitem')).toHaveCount(2);
  await expect(page.getByText(/unknown, not nought/)).toBeVisible();
});

test('players selected in the list are compared', async ({ page }) => {
  await open(page, '/players?competition=Demo%20League');
  const boxes = page.getByRole('checkbox', { name: /^Select / });
  for (const place of [1, 2, 3]) await boxes.nth(place).check();

  await page.getByRole('link', { name: 'Compare 3' }).click();

  await expect(page.getByRole('list', { name: 'Players compared' }).getByRole('listitem')).toHaveCount(3);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('choosing peers, similar players and comparing are forms and links', async ({ page }) => {
    const [id, other] = await inTheLeague(page.request, 2);
    await page.goto(`/players/${id}/season`);
    await page.getByLabel(/^Least minutes/).fill('450');
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page.getByText(/450 min or more/).first()).toBeVisible();

    await page.goto(`/players/${id}/similar`);
    await page.getByLabel('Weights', { exact: true }).selectOption({ label: 'By how much of it lasts' });
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page).toHaveURL(/weights=stability/);
    await expect(page.getByText('Together').first()).toBeVisible();

    await page.goto(`/players/compare?ids=${id}&ids=${other}`);
    await expect(page.getByRole('img', { name: /^Percentiles of/ })).toBeVisible();
  });
});

test('the new pages fit a narrow phone', async ({ page }) => {
  const [id, other] = await inTheLeague(page.request, 2);
  await page.setViewportSize({ width: 320, height: 700 });
  for (const address of [
    `/players/${id}/season`,
    `/players/${id}/similar`,
    `/players/compare?ids=${id},${other}`,
  ]) {
    await open(page, address);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, address).toBeLessThanOrEqual(0);
  }
});
