// A season's table is brought, settled and imported; who is doubtful is decided, and taken back.
import type { Page } from '@playwright/test';
import { ended, expect, hydrated, open, test } from './room.ts';

/** A name that no other test uses. */
const unique = (name: string) => `${name} ${Math.random().toString(36).slice(2, 8)}`;

/** A season with one player and one bad row. */
function season(name: string) {
  const text =
    'Player,Nation,Pos,Squad,Comp,Born,Min,Goals,Shots,SoT\n' +
    `${name},FRA,FW,Reims,Ligue 1,1998,900,0.5,2.5,1.5\n` +
    'Bad Row,FRA,FW,Reims,Ligue 1,1998,many,0.5,2.5,1.5\n';
  return { name: 'fbref_2022_2023.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
}

/** Makes a player without a birth date, and a season that may be his. */
async function doubtful(page: Page, name: string) {
  const data = { name, nationalities: ['France'], position: 'CF' };
  const added = await page.request.post('/api/v1/players', { data });
  const { id } = await added.json();
  const accepted = await page.request.post('/api/v1/players/seasons/import', {
    multipart: { file: season(name) },
  });
  await ended(page.request, (await accepted.json()).task_id);
  return id as number;
}

/** The question about `name`; other tests may have asked others. */
async function question(page: Page, name: string) {
  const { items } = await (await page.request.get('/api/v1/players/review?limit=100')).json();
  const { id } = items.find((item: { name: string }) => item.name === name);
  return `/players/review?after=${id - 1}`;
}

test('a season is settled, imported and told row by row', async ({ page }) => {
  const name = unique('Season Player');
  await page.goto('/players/seasons/import');
  await page.getByLabel(/Choose a table of a season/).setInputFiles(season(name));
  await page.getByRole('button', { name: 'Look at the file' }).click();
  await hydrated(page);
  await expect(page.getByLabel('Whose figures')).toHaveValue('fbref');
  await expect(page.getByLabel('Season', { exact: true })).toHaveValue('2022/2023');
  await expect(page.getByRole('cell', { name })).toBeVisible();

  await page.getByRole('button', { name: 'Import 2 rows' }).click();

  // No reload in between.
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('row', { name: /Min is not a count of minutes/ })).toContainText('3');
  await expect(page.getByRole('link', { name: 'Download reject file' })).toBeVisible();
});

test('a doubtful pair is decided with the keyboard and taken back', async ({ page }) => {
  const name = unique('Doubtful Player');
  await doubtful(page, name);
  await open(page, await question(page, name));
  await expect(page.getByRole('heading', { name: `Who is ${name}?` })).toBeVisible();
  await expect(page.getByText('a birth date is unknown')).toBeVisible();

  await page.getByRole('button', { name: `Same as ${name}` }).focus();
  await page.keyboard.press('Enter');

  const row = page.getByRole('row', { name: new RegExp(name) });
  await expect(row.getByRole('button', { name: /^Undo/ })).toBeVisible();
  await row.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByRole('heading', { name: `Who is ${name}?` })).toBeVisible();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a pair is said to be different, and later is a link', async ({ page }) => {
    const name = unique('Plain Player');
    await doubtful(page, name);
    await page.goto(await question(page, name));
    await expect(page.getByRole('link', { name: 'Later' })).toHaveAttribute('href', /after=\d+/);

    await page.getByRole('button', { name: 'Different' }).click();

    await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText(
      'none of those asked about',
    );
  });
});
