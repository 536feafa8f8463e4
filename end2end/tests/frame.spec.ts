// The frame round every page: rooms, palette, keys, and the page that is not there.
import { expect, open, test } from './room.ts';

test('the rooms are reached by their links without loading the page again', async ({ page }) => {
  await open(page, '/');
  await page.evaluate(() => ((window as { stayed?: boolean }).stayed = true));

  await page.getByRole('navigation', { name: 'Rooms' }).first().getByRole('link', { name: 'Operations' }).click();

  await expect(page).toHaveURL(/\/tasks$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible();
  expect(await page.evaluate(() => (window as { stayed?: boolean }).stayed)).toBe(true);
});

test('the palette opens by Ctrl+K, finds a page and goes there by Enter', async ({ page }) => {
  await open(page, '/');

  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Search or jump to' });
  await expect(box).toBeFocused();
  await page.keyboard.type('tasks');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL(/\/tasks/);
});

test('Escape closes the palette and gives the focus back', async ({ page }) => {
  await open(page, '/');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search or jump to' })).toBeFocused();

  await page.keyboard.press('Escape');

  await expect(page.getByRole('combobox', { name: 'Search or jump to' })).toBeHidden();
});

test('g and t go to the tasks', async ({ page }) => {
  await open(page, '/');

  await page.keyboard.press('g');
  await page.keyboard.press('t');

  await expect(page).toHaveURL(/\/tasks/);
});

test('a page that is not there says so, with status 404', async ({ page, allowNoise }) => {
  allowNoise(/status of 404/);

  const answer = await open(page, '/nowhere');

  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
});

test('the first tab stop leads past the navigation', async ({ page }) => {
  await open(page, '/tasks');

  await page.keyboard.press('Tab');

  const focused = page.locator(':focus');
  await expect(focused).toBeVisible();
  await expect(focused).toHaveAttribute('href', /#/);
});
