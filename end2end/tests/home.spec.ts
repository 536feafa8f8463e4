// The home page: what changed, what runs, what to do next.
import { expect, open, test } from './room.ts';

test('home says what changed and what runs', async ({ page }) => {
  await open(page, '/');

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Home');
  await expect(page.getByRole('heading', { name: 'What changed' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Your tasks' })).toBeVisible();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('home is whole', async ({ page }) => {
    await page.goto('/');

    await expect(page.getByRole('heading', { name: 'What changed' })).toBeVisible();
  });
});
