// From a player to a shortlist and on: noted, tagged, listed, moved, told of; by keyboard, without script.
import type { Page } from '@playwright/test';
import { press, type } from './keyboard.ts';
import { expect, hydrated, open, test } from './room.ts';

/** Opens the page of a demo player and gives its address. */
async function openPlayer(page: Page, search: string, name: RegExp) {
  await open(page, `/players?q=${search}`);
  await page.getByRole('link', { name }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  return new URL(page.url()).pathname;
}

test('a note is written, changed, deleted and brought back without a reload', async ({ page }) => {
  const text = `Reads the game ${Date.now()}`;
  await openPlayer(page, 'saka', /Saka/);

  await page.getByLabel('New note').fill(text);
  await page.getByRole('button', { name: 'Write note' }).click();
  const note = page.locator('.note').filter({ hasText: text });
  await expect(note).toBeVisible();
  await expect(page.getByLabel('New note')).toHaveValue('');
  await note.getByText('Edit', { exact: true }).click();
  await note.getByLabel('Words of the note').fill(`${text}, and early`);
  await note.getByRole('button', { name: 'Save note' }).click();
  const edited = page.locator('.note').filter({ hasText: 'and early' });
  await expect(edited).toContainText('edited');

  await edited.getByRole('button', { name: 'Delete note' }).click();
  await expect(page.getByText('You deleted a note.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(edited).toBeVisible();
});

test('a tag given to a player leads to everybody who has it', async ({ page }) => {
  const tag = `loan ${Date.now()}`;
  const player = await openPlayer(page, 'wirtz', /Wirtz/);

  await page.getByLabel('New tag').fill(tag.toUpperCase());
  await page.getByRole('button', { name: 'Add tag' }).click();
  await page.getByRole('link', { name: tag, exact: true }).click();

  await expect(page.getByRole('heading', { level: 1, name: tag })).toBeVisible();
  await expect(page.getByRole('table').locator(`a[href="${player}"]`)).toBeVisible();
});

test('a player is put on a new list, rated, discussed and moved by keyboard', async ({ page }) => {
  const list = `Keyboard ${Date.now()}`;
  await openPlayer(page, 'bellingham', /Bellingham/);

  await press(page, page.getByRole('link', { name: 'Add to shortlist' }).first());
  await expect(page.getByRole('heading', { level: 1, name: 'Add to shortlist' })).toBeVisible();
  await page.getByLabel('Shortlist', { exact: true }).selectOption('A new list');
  await type(page, page.getByLabel('Name of the new list'), list);
  await press(page, page.getByRole('button', { name: 'Add to shortlist' }));
  await expect(page.getByRole('heading', { level: 1, name: list })).toBeVisible();
  await hydrated(page);

  await press(page, page.locator('.board-card').getByRole('link', { name: /Bellingham/ }));
  await press(page, page.getByTitle('Rate 4 of 5'));
  await expect(page.locator('.board-card')).toContainText('4.0 of 5 by 1 person');
  await type(page, page.getByLabel('Comment', { exact: true }), 'Seen twice');
  await press(page, page.getByRole('button', { name: 'Comment', exact: true }));
  await expect(page.locator('.note').filter({ hasText: 'Seen twice' })).toBeVisible();

  await page.getByLabel(/Stage of .*Bellingham/).selectOption('Offer');
  await press(page, page.getByTitle(/^Move .*Bellingham/));
  const offers = page.getByRole('region', { name: /^Offer/ });
  await expect(offers.getByRole('link', { name: /Bellingham/ })).toBeVisible();
  await expect(page.getByText('from Watch to Offer')).toBeVisible();
});

test('of two who move a player the second is told, and loses nothing', async ({
  page,
  context,
  allowNoise,
}) => {
  allowNoise(/status of 409/);
  const name = `Together ${Date.now()}`;
  const { address } = await makeList(page, name);
  const other = await context.newPage();
  await open(page, address);
  await open(other, address);

  await other.getByLabel(/^Stage of /).selectOption('Contacted');
  await other.getByTitle(/^Move /).click();
  await expect(other.getByText('from Watch to Contacted')).toBeVisible();
  await page.getByLabel(/^Stage of /).selectOption('Dropped');
  await page.getByTitle(/^Move /).click();

  await expect(page.getByText('The player was not moved.')).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('changed by somebody else');
  await other.close();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('players of the list are put on a shortlist, and the search is kept as a need', async ({
    page,
  }) => {
    const stamp = Date.now();
    await page.goto('/players?q=modric');
    await page.getByRole('row').nth(1).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Add selected to shortlist' }).click();
    await page.getByLabel('Shortlist', { exact: true }).selectOption('A new list');
    await page.getByLabel('Name of the new list').fill(`Plain ${stamp}`);
    await page.getByRole('button', { name: 'Add to shortlist' }).click();
    await expect(page.getByRole('heading', { level: 1, name: `Plain ${stamp}` })).toBeVisible();
    await expect(page.locator('.board-card')).toContainText('Modrić');

    await page.goto('/players?position=GK');
    await page.locator('a[href^="/scouting/needs/new"]').click();
    await page.getByLabel('Name', { exact: true }).fill(`Keeper ${stamp}`);
    await page.getByRole('button', { name: 'Save need' }).click();
    const row = page.getByRole('row').filter({ hasText: `Keeper ${stamp}` });
    await expect(row).toContainText('position GK');
    await row.getByRole('link', { name: `Keeper ${stamp}` }).click();
    await expect(page).toHaveURL(/\/players\?position=GK$/);
  });
});

test('a change of a listed player is told on the page of alerts and read once', async ({ page }) => {
  const { player, name } = await makeList(page, `Alerts ${Date.now()}`);
  const club = `FC ${Date.now()}`;
  const found = await (await page.request.get(`/api/v1/players/${player}`)).json();
  await page.request.put(`/api/v1/players/${player}`, {
    data: { name: found.name, club, version: found.version },
    headers: sameOrigin(),
  });

  await open(page, '/scouting/alerts?show=unread');
  const row = page.getByRole('row').filter({ hasText: club });
  await expect(row).toContainText(name);
  await row.getByRole('button', { name: /^Mark as read/ }).click();
  await expect(row).toBeHidden();
  await page.getByRole('navigation', { name: 'Alerts' }).getByRole('link', { name: 'All' }).click();
  await expect(row).toBeVisible();
});

/** Our own pages send these; a request without them is refused. */
function sameOrigin() {
  return { origin: process.env.TOUCHLINE_URL!, 'sec-fetch-site': 'same-origin' };
}

/** A list with a player of its own. */
async function makeList(page: Page, list: string) {
  const headers = sameOrigin();
  const name = `Player of ${list}`;
  const added = await page.request.post('/api/v1/players', { data: { name }, headers });
  const { id: player } = await added.json();
  const made = await page.request.post('/api/v1/shortlists', { data: { name: list }, headers });
  const { id } = await made.json();
  const place = { data: { player_ids: [player] }, headers };
  await page.request.post(`/api/v1/shortlists/${id}/players`, place);
  return { address: `/scouting/shortlists/${id}`, player, name };
}
