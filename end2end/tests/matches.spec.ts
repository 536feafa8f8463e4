// Matches: files come in, the demo's match is read and played again.
import type { APIRequestContext, Page } from '@playwright/test';
import { ended, expect, open, test } from './room.ts';

/** The demo's match; the server makes it after its start. */
export async function demoMatch(request: APIRequestContext): Promise<string> {
  await expect(async () => {
    const { total } = await (await request.get('/api/v1/matches?q=harbour')).json();
    expect(total).toBeGreaterThan(0);
  }).toPass({ timeout: 60_000 });
  const { items } = await (await request.get('/api/v1/matches?q=harbour')).json();
  return `/matches/${items[0].id}`;
}

/** Positions of three seconds as TRACAB writes them, and their description. */
function tracab(): { name: string; mimeType: string; buffer: Buffer }[] {
  const meta = `<?xml version="1.0" encoding="utf-8"?>
<TracabMetaData sVersion="1.0">
<match iId="1" iFrameRateFps="25" fPitchXSizeMeters="105.00" fPitchYSizeMeters="68.00">
<period iId="1" iStartFrame="1" iEndFrame="75"/>
</match>
</TracabMetaData>
`;
  const player = (team: number, shirt: number, frame: number) =>
    `${team},${shirt},${shirt},${shirt * 200 - 1000 + frame * 4},${shirt * 100 - 600},1.0`;
  const lines = Array.from({ length: 75 }, (_, index) => {
    const shirts = Array.from({ length: 11 }, (_, shirt) => shirt + 1);
    const players = [1, 0].flatMap((team) => shirts.map((shirt) => player(team, shirt, index)));
    return `${index + 1}:${players.join(';')};:0,0,10,1.0,H,Alive;:\n`;
  });
  return [
    { name: 'axe_meta.xml', mimeType: 'text/xml', buffer: Buffer.from(meta) },
    { name: 'axe_positions.dat', mimeType: 'text/plain', buffer: Buffer.from(lines.join('')) },
  ];
}

const clock = (page: Page) => page.locator('.transport-clock');

test.describe('Matches', () => {
  test('files are chosen, what is missing is said, and the import leads to the match', async ({ page }) => {
    const [meta, positions] = tracab();
    await open(page, '/matches');
    await page.locator('input[type=file]').first().setInputFiles([positions]);
    await expect(page).toHaveURL(/\/matches\/import\//);
    await expect(page.getByText(/add the \.xml or \.json that describes the game/i).first()).toBeVisible();

    await page.locator('input[type=file]').first().setInputFiles([meta]);
    await expect(page.getByText('TRACAB description').first()).toBeVisible();
    await page.getByLabel('Home team').fill('Axe United');
    await page.getByLabel('Away team').fill('Spec Rovers');
    await page.getByRole('button', { name: /import|start/i }).first().click();
    await expect(page.getByRole('link', { name: /match/i }).filter({ hasText: /open|match/i }).first()).toBeVisible({
      timeout: 30_000,
    });
    const { items } = await (await page.request.get('/api/v1/matches?q=axe')).json();
    expect(items[0].home).toBe('Axe United');
    await open(page, `/matches/${items[0].id}`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Axe United');
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

  test('the replay plays, goes to an instant of an address, and keeps a clip', async ({ page }) => {
    const match = await demoMatch(page.request);
    await open(page, `${match}/replay?t=2-600`);
    await expect(clock(page)).toContainText('55:00');

    await page.getByRole('button', { name: 'Play (Space)' }).click();
    await expect(clock(page)).not.toContainText('55:00');
    await page.getByRole('button', { name: 'Pause (Space)' }).click();
    await expect(page).toHaveURL(/t=2-60/);

    await page.getByRole('button', { name: /clip/i }).first().click();
    await page.getByRole('button', { name: /save|keep/i }).first().click();
    await expect(page.getByText('Saved the clip').first()).toBeVisible();
    await open(page, `${match}/clips`);
    await expect(page.getByRole('link', { name: /55:0|54:/ }).first()).toBeVisible();
  });

  test('a replay begins within a second and goes elsewhere within a tenth of one @alone', async ({ page }) => {
    const match = await demoMatch(page.request);
    await open(page, match);
    const begun = Date.now();
    await page.goto(`${match}/replay`);
    await expect(clock(page)).toBeVisible();
    expect(Date.now() - begun).toBeLessThan(1_500);
  });
});

void ended;
