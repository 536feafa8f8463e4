// Press, watch, read: a report is asked for, its progress is seen live, and it stays.
import type { Page } from '@playwright/test';
import { ended, expect, hydrated, open, test } from './room.ts';

test('a report is written while the page is watched, and stays', async ({ page }) => {
  await openPlayer(page, 'modric', /Modrić/);

  await askForReport(page);

  // No reload in between: the end is told by the event stream.
  await expect(page.getByRole('heading', { name: 'Why', exact: true })).toBeVisible({
    timeout: 30_000,
  });
  await page.reload();
  await hydrated(page);
  await expect(page.getByRole('heading', { name: 'Why', exact: true })).toBeVisible();

  await open(page, '/tasks');
  await expect(page.getByText('Completed').first()).toBeVisible();
});

test('a report that was done before the page could follow its task appears all the same', async ({
  page,
}) => {
  await openPlayer(page, 'saka', /Saka/);
  // The page is told that the task is under way, and sees it for the first time when it is done.
  let task: string | undefined;
  await page.route('**/fn/scouting/scout_player', async (route) => {
    const answer = await route.fetch();
    task = (await answer.json()) as string;
    await ended(page.request, task);
    await route.fulfill({ response: answer });
  });
  await page.route('**/fn/scouting/find_player_reports**', async (route) => {
    const answer = await route.fetch();
    const reports = await answer.json();
    const under_way = task && { task, may_follow: true };
    task = undefined;
    if (under_way) Object.assign(reports, { latest: null, versions: [], under_way });
    await route.fulfill({ response: answer, json: reports });
  });

  await askForReport(page);

  await expect(page.getByRole('heading', { name: 'Why', exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'A report is being written' })).toBeHidden();
});

async function openPlayer(page: Page, search: string, name: RegExp) {
  await open(page, `/players?q=${search}`);
  await page.getByRole('link', { name }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
}

async function askForReport(page: Page) {
  await page.getByRole('link', { name: 'Write report' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button').filter({ hasText: /report/i }).last().click();
}
