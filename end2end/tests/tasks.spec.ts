// The tasks that somebody asked for: listed, opened, told in the tray.
import { expect, open, test } from './room.ts';

test('the tray opens from every page and Escape closes it', async ({ page }) => {
  await open(page, '/players');

  await page.getByRole('banner').getByRole('link', { name: /Tasks/ }).click();

  await expect(page.getByRole('banner').getByRole('link', { name: /Tasks/ })).toHaveAttribute(
    'aria-expanded',
    'true',
  );
  await page.keyboard.press('Escape');
  await expect(page.getByRole('banner').getByRole('link', { name: /Tasks/ })).toHaveAttribute(
    'aria-expanded',
    'false',
  );
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the list of tasks is a page', async ({ page }) => {
    await page.goto('/tasks');

    await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible();
  });
});
