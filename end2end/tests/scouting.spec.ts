// Press, watch, read: a report is asked for, its progress is seen live, and it stays.
import { expect, hydrated, open, test } from './room.ts';

test('a report is written while the page is watched, and stays', async ({ page }) => {
  await open(page, '/players?q=modric');
  await page.getByRole('link', { name: /Modrić/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Modrić');

  await page.getByRole('link', { name: 'Write report' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button').filter({ hasText: /report/i }).last().click();

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
