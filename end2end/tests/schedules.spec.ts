// Schedules, by keyboard: what is typed is told in plain words, a schedule is made, run, switched off,
// changed and deleted.
import type { Locator, Page } from '@playwright/test';
import { expect, open, test } from './room.ts';

const PAGE = '/operations/schedules';

/** Presses what has the focus after walking to it, as somebody without a mouse does. */
async function press(target: Locator) {
  await target.focus();
  await expect(target).toBeFocused();
  await target.press('Enter');
}

/** Makes a schedule by the form; gives its row. */
async function make(page: Page, name: string): Promise<Locator> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Job', { exact: true }).selectOption({ label: 'Removal of finished jobs' });
  await page.getByLabel('When').fill('0 3 1 1 *');
  await press(page.getByRole('button', { name: 'Make schedule' }));
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('At 03:00 on the 1st of January, UTC');
  return row;
}

async function remove(row: Locator, name: string) {
  await row.locator('summary').press('Enter');
  await press(row.getByRole('button', { name: `Delete ${name}` }));
  await expect(row).toBeHidden();
}

test('a pattern is read in plain words while it is typed, and a slip is told at its field', async ({
  page,
  allowNoise,
}) => {
  allowNoise(/status of 422/);
  await open(page, PAGE);
  await expect(page.getByText('At 03:00 every day, UTC')).toBeVisible();

  await page.getByLabel('When').fill('*/15 8-17 * * MON-FRI');
  await page.getByLabel('Time zone').fill('Europe/Berlin');
  await expect(
    page.getByText('Every 15 minutes from 08:00 to 17:59 on every weekday, Europe/Berlin'),
  ).toBeVisible();
  await expect(page.locator('.schedule-ticks li')).toHaveCount(5);

  await page.getByLabel('When').fill('*/15 25 * * *');
  await expect(page.getByText(/The hour does not take `25`\. Use 0 to 23/)).toBeVisible();
  await page.getByLabel('Time zone').fill('Berlin');
  await expect(page.getByText('Do you mean Europe/Berlin?')).toBeVisible();
  await expect(page.getByLabel('Time zone')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.schedule-ticks')).toBeHidden();
});

test('a schedule is made, run now, switched off and on, changed and deleted', async ({
  page,
  allowNoise,
}) => {
  allowNoise(/status of 422/);
  await open(page, PAGE);
  await page.getByLabel('Payload').fill('{"days": 7}');
  await page.getByLabel('Name').fill('Browser test');
  await page.getByLabel('Job', { exact: true }).selectOption({ label: 'Removal of finished jobs' });
  await press(page.getByRole('button', { name: 'Make schedule' }));
  await expect(page.getByText(/This kind knows no `days`: use `older_than_days`/)).toBeVisible();
  await page.getByLabel('Payload').fill('{"older_than_days": 3650}');
  const row = await make(page, 'Browser test');
  await expect(page.getByLabel('Name')).toHaveValue('');

  await press(row.getByRole('button', { name: 'Run now' }));
  await expect(row.getByRole('cell').nth(3)).not.toContainText('never ran');
  await press(row.getByRole('button', { name: 'Disable' }));
  await expect(row).toContainText('Off');
  await press(row.getByRole('button', { name: 'Enable' }));
  await expect(row).toContainText('03:00 UTC');

  await press(row.getByRole('link', { name: 'Browser test' }));
  await expect(page.getByRole('heading', { name: 'Change Browser test' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Runs' })).toContainText('asked for by admin');
  await page.getByLabel('When').fill('30 4 * * SUN');
  await press(page.getByRole('button', { name: 'Save schedule' }));
  await expect(row).toContainText('At 04:30 on Sundays, UTC');
  await expect(page).toHaveURL(new RegExp(`${PAGE}$`));

  await remove(row, 'Browser test');
});

test('a run leads to its job', async ({ page }) => {
  await open(page, PAGE);
  const row = await make(page, 'Leads to its job');
  await press(row.getByRole('button', { name: 'Run now' }));

  await press(row.getByRole('cell').nth(3).getByRole('link'));

  await expect(page.getByRole('complementary', { name: 'Job' })).toContainText('prune_jobs');
  await open(page, PAGE);
  await remove(page.getByRole('row').filter({ hasText: 'Leads to its job' }), 'Leads to its job');
});

test('on a phone nothing is wider than the window', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await open(page, PAGE);
  const row = await make(page, 'A schedule with a name that is long for a narrow window');

  await press(row.getByRole('link').first());
  await expect(page.getByRole('heading', { name: /^Change A schedule/ })).toBeVisible();

  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await open(page, PAGE);
  await remove(row, 'A schedule with a name that is long for a narrow window');
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the form keeps what was typed, with the fault at its field', async ({ page }) => {
    await page.goto(PAGE);
    await page.getByLabel('Name').fill('Without script');
    await page.getByLabel('When').fill('0 25 * * *');
    await page.getByRole('button', { name: 'Make schedule' }).click();

    await expect(page.getByText(/The hour does not take `25`/)).toBeVisible();
    await expect(page.getByLabel('Name')).toHaveValue('Without script');
    await page.getByLabel('When').fill('0 5 1 1 *');
    await page.getByRole('button', { name: 'Make schedule' }).click();

    const row = page.getByRole('row').filter({ hasText: 'Without script' });
    await expect(row).toContainText('At 05:00 on the 1st of January, UTC');
    await row.locator('summary').click();
    await row.getByRole('button', { name: 'Delete Without script' }).click();
    await expect(row).toBeHidden();
  });
});
