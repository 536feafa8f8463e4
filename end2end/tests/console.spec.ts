// The console by Tab and Enter alone, on a desktop and on a phone: a log is followed live, a running job is
// stopped, failed ones are tried again one by one and all at once, a queue is held, a secret is kept.
import fs from 'node:fs';
import type { Page } from '@playwright/test';
import { press, type, walkTo } from './keyboard.ts';
import { expect, open, test } from './room.ts';

/** The queue in which parts of a batch of reports wait: no other spec needs it. */
const QUEUE = 'insights';
/** A batch waits where other specs pause, too. */
const PATIENCE = { timeout: 30_000 };

const WINDOWS = [
  { name: 'on a desktop', width: 1440, height: 900 },
  { name: 'on a phone', width: 320, height: 700 },
];

/** Players whom nobody has reported on. */
async function makePlayers(page: Page, count: number): Promise<number[]> {
  const ids = [];
  for (let number = 1; number <= count; number += 1) {
    const made = await page.request.post('/api/v1/players', { data: { name: `Console ${number}` } });
    ids.push((await made.json()).id);
  }
  return ids;
}

/** Asks for reports on the players; gives the job and its parts, once they are queued. */
async function askForReports(page: Page, players: number[]) {
  const asked = await page.request.post('/api/v1/insights/batch', {
    data: { make: 'reports', player_ids: players },
  });
  const { task_id: job } = await asked.json();
  const parts = async () => await jobs(page, `parent=${job}`);
  await expect.poll(async () => (await parts()).length, PATIENCE).toBe(players.length);
  return { job: job as string, parts: (await parts()).map((part) => part.task_id) };
}

async function jobs(page: Page, filter: string): Promise<{ task_id: string; state: string }[]> {
  return (await (await page.request.get(`/api/v1/jobs?${filter}`)).json()).items;
}

/** Opens the queue again, whatever became of the test. */
async function openQueue(page: Page) {
  const headers = { origin: process.env.TOUCHLINE_URL!, 'sec-fetch-site': 'same-origin' };
  const form = { name: QUEUE };
  const opened = await page.request.post('/fn/operations/set_queue', { headers, form });
  expect(opened.status()).toBeLessThan(400);
}

/** Pauses the queue from the page. */
async function pauseQueue(page: Page) {
  await open(page, '/operations/jobs');
  const row = page.getByRole('row').filter({ hasText: QUEUE }).first();
  await press(page, row.getByRole('button', { name: /Pause/ }));
  await expect(row.getByRole('button', { name: /Resume/ })).toBeVisible();
}

/** Chooses from what can be done to the whole list; on a phone it is behind a button. */
async function chooseForAll(page: Page, action: string) {
  const more = page.getByRole('button', { name: 'More actions' });
  if (await more.isVisible()) await press(page, more);
  await press(page, page.getByRole('link', { name: action }));
}

async function expectToFit(page: Page) {
  const beyond = () => document.documentElement.scrollWidth - window.innerWidth;
  expect(await page.evaluate(beyond)).toBeLessThanOrEqual(0);
}

for (const { name, width, height } of WINDOWS) {
  test.describe(name, () => {
    test.beforeEach(async ({ page }) => page.setViewportSize({ width, height }));
    test.afterEach(async ({ page }) => openQueue(page));

    test('a log is followed live, searched, narrowed to levels and taken out', async ({ page }) => {
      await pauseQueue(page);
      const { parts } = await askForReports(page, await makePlayers(page, 1));
      await open(page, `/operations/jobs?job=${parts[0]}`);
      const panel = page.getByRole('complementary', { name: 'Job' });
      const log = panel.getByRole('list', { name: 'Log' });
      await expect(panel.getByText('0 lines')).toBeVisible();

      await openQueue(page);
      await expect(log).toContainText('numbers checked', PATIENCE);
      await expect(panel.getByText('Completed').first()).toBeVisible();

      const search = panel.getByRole('searchbox', { name: 'Search the log' });
      await type(page, search, 'ED');
      const told = panel.getByRole('search', { name: 'Log' }).getByRole('status');
      await expect(told).toHaveText(/^\d+ lines$/);
      await expect(log.locator('mark').first()).toHaveText('ed');
      await page.keyboard.press('Enter');
      await expect(told).toHaveText(/^1 of \d+ lines$/);
      await page.keyboard.press('Enter');
      await expect(told).toHaveText(/^2 of \d+ lines$/);
      await expect(log.locator('li[aria-current]')).toContainText('ed');
      await page.keyboard.press('Shift+Enter');
      await expect(told).toHaveText(/^1 of \d+ lines$/);

      const info = panel.getByRole('checkbox', { name: 'Info' });
      await press(page, info, 'Space');
      await expect(log.locator('li.info')).toHaveCount(0);
      await press(page, info, 'Space');
      await expect(log.locator('li.info').first()).toBeVisible();

      const coming = page.waitForEvent('download');
      await press(page, panel.getByRole('link', { name: 'Download the whole log' }));
      const file = fs.readFileSync(await (await coming).path(), 'utf8');
      expect(file).toContain('numbers checked');
      await expectToFit(page);
    });

    test('a running job is stopped, and its parts with it', async ({ page }) => {
      await pauseQueue(page);
      const { job } = await askForReports(page, await makePlayers(page, 2));
      await open(page, `/operations/jobs?job=${job}`);
      const panel = page.getByRole('complementary', { name: 'Job' });
      await expect(panel.getByText('Running').first()).toBeVisible();
      await expect(panel.getByRole('list', { name: 'Parts' }).getByRole('link')).toHaveCount(2);
      await expectToFit(page);

      await press(page, panel.getByRole('button', { name: 'Cancel' }));

      await expect(panel.getByText('Cancelled').first()).toBeVisible();
      const states = async () => (await jobs(page, `parent=${job}`)).map((part) => part.state);
      await expect.poll(states).toEqual(['cancelled', 'cancelled']);
    });

    test('failed jobs are tried again: one, then all; then their logs are cleared', async ({ page }) => {
      await pauseQueue(page);
      const players = await makePlayers(page, 3);
      const { job } = await askForReports(page, players);
      // Who is gone when the job comes to it makes it fail; who is back lets it succeed.
      for (const player of players) await page.request.delete(`/api/v1/players/${player}`);
      await openQueue(page);
      const failed = `parent=${job}&state=failed`;
      await expect.poll(async () => (await jobs(page, failed)).length, PATIENCE).toBe(3);
      for (const player of players) {
        await page.request.post(`/api/v1/players/${player}/restore`, { data: {} });
      }

      await open(page, `/operations/jobs?${failed}`);
      const rows = page.locator('.jobs-table tbody tr');
      await expect(rows).toHaveCount(3);
      await press(page, rows.first().getByRole('link'));
      const panel = page.getByRole('complementary', { name: 'Job' });
      await expect(panel.getByText('Failed').first()).toBeVisible();
      await press(page, panel.getByRole('button', { name: 'Try again' }));
      await expect(panel.getByText('Completed').first()).toBeVisible(PATIENCE);
      await press(page, panel.getByRole('link', { name: 'Close the job' }));
      await expect(rows).toHaveCount(2);

      await chooseForAll(page, 'Retry all…');
      await expect(page.getByText('Retry 2 jobs?')).toBeVisible();
      await expectToFit(page);
      await press(page, page.getByRole('button', { name: 'Retry 2 jobs' }));
      await expect(page.getByText('Queued again: 2 jobs')).toBeVisible();
      await expect(page.getByText('No job fits these filters.')).toBeVisible();
      const done = `parent=${job}&state=completed`;
      await expect.poll(async () => (await jobs(page, done)).length, PATIENCE).toBe(3);

      await open(page, `/operations/jobs?${done}`);
      await chooseForAll(page, 'Clear logs of all…');
      await expect(page.getByText('Clear the logs of 3 jobs?')).toBeVisible();
      await press(page, page.getByRole('button', { name: 'Clear the logs of 3 jobs' }));
      await expect(page.getByText('Cleared the logs of 3 jobs')).toBeVisible();
    });

    test('the dead letter has a place of its own', async ({ page }) => {
      await open(page, '/operations/jobs');

      await press(page, page.getByRole('link', { name: 'Dead letter' }));
      await expect(page.getByText(/failed in each of their attempts/)).toBeVisible();
      await press(page, page.getByRole('link', { name: 'Redrive all…' }));

      await expect(page).toHaveURL(/state=dead&all=retry/);
      await expectToFit(page);
    });

    test('a secret is kept, its uses are asked for, and it is deleted', async ({ page }) => {
      const secret = `console-${width}`;
      await open(page, '/operations/secrets');

      await type(page, page.getByLabel('Name'), secret);
      await type(page, page.getByLabel('Value'), 'sk-canary-0123456789-wxyz');
      await press(page, page.getByRole('button', { name: 'Seal the secret' }));
      const row = page.getByRole('row').filter({ hasText: secret });
      await expect(row).toContainText('••••••wxyz');
      expect(await page.content()).not.toContain('canary');

      await press(page, row.getByRole('link', { name: secret }));
      await expect(page.getByRole('heading', { name: `Uses of ${secret}` })).toBeVisible();
      await expect(page.getByText('Nothing has used it yet.')).toBeVisible();
      await expectToFit(page);
      await press(page, row.locator('summary'));
      await press(page, row.getByRole('button', { name: `Delete ${secret}` }));

      await expect(row).toBeHidden();
    });
  });
}

test('a paused queue is opened from the page', async ({ page }) => {
  await pauseQueue(page);
  const row = page.getByRole('row').filter({ hasText: QUEUE }).first();

  await walkTo(page, row.getByRole('button', { name: /Resume/ }));
  await page.keyboard.press('Enter');

  await expect(row.getByRole('button', { name: /Pause/ })).toBeVisible();
});
