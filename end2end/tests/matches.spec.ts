// Matches: files come in, the demo's match is read and played again.
import type { Page } from '@playwright/test';
import { demoMatch, importedMatch, tracab } from './match_files.ts';
import { expect, hydrated, open, test } from './room.ts';

/** Chooses a file of the form that brings files in, and sends it. */
async function choose(page: Page, file: ReturnType<typeof tracab>[number]) {
  await page.locator('input[type=file]').first().setInputFiles([file]);
  await page.getByRole('button', { name: /Look at the files|Add files/ }).click();
}

const clock = (page: Page) => page.locator('.transport-clock');

test.describe('Matches', () => {
  test('files are chosen, what is missing is said, and the import leads to the match', async ({ page }) => {
    const [meta, positions] = tracab();
    await open(page, '/matches');
    await choose(page, positions);
    await expect(page).toHaveURL(/\/matches\/import\//);
    await expect(page.getByText(/add the \.xml or \.json that describes the game/i).first()).toBeVisible();

    await choose(page, meta);
    await expect(page.getByText('TRACAB description').first()).toBeVisible();
    await page.getByLabel('Home team').fill('Axe United');
    await page.getByLabel('Away team').fill('Spec Rovers');
    await page.getByRole('button', { name: 'Import match' }).click();
    await expect(page).toHaveURL(/\/matches\/\d+$/, { timeout: 30_000 });
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Axe United');
  });

  test('an import that is over before its page asks leads to the match too', async ({ page }) => {
    await open(page, '/matches');
    await page.locator('input[type=file]').first().setInputFiles(tracab(-900));
    await page.getByRole('button', { name: 'Look at the files' }).click();
    await expect(page).toHaveURL(/\/matches\/import\//);
    const id = new URL(page.url()).pathname.split('/').pop();
    await hydrated(page);

    // What the page asks after the start is answered when the run is over.
    await page.route('**/fn/matches/find_match_import**', async (route) => {
      await expect
        .poll(async () => (await (await page.request.get(`/api/v1/matches/imports/${id}`)).json()).match_id)
        .toBeTruthy();
      await route.continue();
    });
    await page.getByRole('button', { name: 'Import match' }).click();
    await expect(page).toHaveURL(/\/matches\/\d+$/, { timeout: 30_000 });
    await page.goBack();
    await expect(page).not.toHaveURL(/\/matches\/\d+$/);
  });

  test('a match is described first, gets its files later, and keeps its address', async ({ page, allowNoise }) => {
    // A team against itself is refused first.
    allowNoise(/422/);
    await open(page, '/matches');
    await page.getByText('No files yet? Describe the match').click();
    await page.getByLabel('Home team').fill('Later Athletic');
    await page.getByLabel('Away team').fill('Later Athletic');
    await page.getByRole('button', { name: 'Add match' }).click();
    await expect(page.getByText('a team cannot play itself')).toBeVisible();
    await page.getByLabel('Away team').fill('Sooner Town');
    await page.getByRole('button', { name: 'Add match' }).click();
    await expect(page).toHaveURL(/\/matches\/\d+\/data$/);
    await expect(page.getByText('The match has no files yet')).toBeVisible();
    const match = new URL(page.url()).pathname.replace('/data', '');

    await page.getByLabel('Ground').fill('Lakeside');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('What you said of the match is kept.')).toBeVisible();
    await page.locator('input[type=file]').setInputFiles(tracab(-800));
    await page.getByRole('button', { name: 'Look at the files' }).click();
    await expect(page).toHaveURL(/\/matches\/import\//);
    await hydrated(page);
    await expect(page.getByLabel('Ground')).toHaveValue('Lakeside');
    await page.getByRole('button', { name: 'Make the match anew' }).click();
    await expect(page).toHaveURL(new RegExp(`${match}$`), { timeout: 30_000 });
    await expect(page.getByRole('link', { name: 'Replay' })).toBeVisible();

    await open(page, `${match}/data`);
    await page.getByRole('button', { name: 'Read the files again' }).click();
    await expect(page).toHaveURL(new RegExp(`${match}$`), { timeout: 30_000 });
  });

  test('how a team stood is said, deleted and taken back', async ({ page, allowNoise }) => {
    // Eleven outfield players are refused first.
    allowNoise(/422/);
    const id = await importedMatch(page.request);
    await open(page, `/matches/${id}/line-ups`);
    await page.getByText('Say how a team stood').click();
    await page.getByLabel('Formation', { exact: true }).fill('443');
    await page.getByLabel('From minute').fill('1');
    await page.getByLabel('To minute').fill('30');
    await page.getByRole('button', { name: 'Keep formation' }).click();
    await expect(page.getByText('Write the lines from the back')).toBeVisible();
    await page.getByLabel('Formation', { exact: true }).fill('4231');
    await page.getByRole('button', { name: 'Keep formation' }).click();
    const row = page.getByRole('row', { name: /4-2-3-1/ });
    await expect(row).toContainText("1'–30'");

    await row.getByRole('button', { name: /^Delete 4-2-3-1/ }).click();
    await expect(row).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(row).toBeVisible();
  });

  test('the report of the demo’s match has its charts, each with its table', async ({ page }) => {
    const match = await demoMatch(page.request);
    await open(page, match);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Harbour City');
    for (const panel of ['Expected goals', 'Shots', 'Passes', 'Physical']) {
      await expect(page.getByRole('heading', { name: panel, exact: true })).toBeVisible();
    }
    const csv = await page.request.get(`/api/v1${match}/statistics.csv`);
    expect((await csv.text()).split('\n').length).toBeGreaterThan(60);
  });

  test('two matches are ticked in the list, compared, and change sides', async ({ page }) => {
    await demoMatch(page.request);
    await importedMatch(page.request);
    await open(page, '/matches');
    const boxes = page.getByRole('checkbox', { name: /^Compare / });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Compare matches');
    const sides = page.locator('.compare-match');
    await expect(sides).toHaveCount(2);
    const left = (await sides.first().getAttribute('aria-label'))!;
    await expect(page.getByText('no events').first()).toBeVisible();

    await page.getByRole('link', { name: 'Swap sides' }).click();
    await expect(sides.last()).toHaveAttribute('aria-label', left);
  });

  test('a figure that is compared leads to its panel of the report', async ({ page }) => {
    const match = (await demoMatch(page.request)).split('/').pop();
    const other = await importedMatch(page.request);
    await open(page, `/matches/compare?left=${match}&right=${other}`);
    await page.locator(`a[href="/matches/${match}#physical"]`).first().click();
    await expect(page).toHaveURL(new RegExp(`/matches/${match}#physical$`));
    await expect(page.locator('#physical')).toBeInViewport();
  });

  test('the replay plays, goes to an instant of an address, and keeps a clip', async ({ page }) => {
    const match = await demoMatch(page.request);
    await open(page, `${match}/replay?t=2-600`);
    await expect(clock(page)).toContainText('55:00');

    await page.getByRole('button', { name: 'Play (Space)' }).click();
    await expect(clock(page)).not.toContainText('55:00');
    await page.getByRole('button', { name: 'Pause (Space)' }).click();
    await expect(page).toHaveURL(/t=2-60/);

    await page.getByRole('button', { name: 'New clip' }).click();
    await page.getByRole('button', { name: 'Keep clip' }).click();
    await expect(page.getByText('Saved the clip').first()).toBeVisible();
    await open(page, `${match}/clips`);
    await expect(page.getByRole('link', { name: /2nd half, 09:5/ }).first()).toBeVisible();
  });
});
