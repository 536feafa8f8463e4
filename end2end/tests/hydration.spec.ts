// The browser's half takes over: wasm-opt can break that without a word, and forms go on working, so
// only a click that changes the page without leaving it shows it.
import { expect, open, signedOut, test } from './room.ts';

test.use(signedOut);

test('a click changes the page without loading it again', async ({ page }) => {
  await open(page, '/');
  await page.evaluate(() => ((window as { stayed?: boolean }).stayed = true));
  const before = await page.locator('html').getAttribute('data-theme');

  await page.getByRole('button', { name: /^Theme:/ }).click();

  await expect(page.locator('html')).not.toHaveAttribute('data-theme', before ?? '');
  expect(await page.evaluate(() => (window as { stayed?: boolean }).stayed)).toBe(true);
});

test('the chosen theme is there at the first paint of the next page', async ({ page }) => {
  await open(page, '/');
  await page.getByRole('button', { name: /^Theme:/ }).click();
  const chosen = await page.locator('html').getAttribute('data-theme');
  expect(chosen).toBe('dark');

  const html = await (await page.request.get('/')).text();

  expect(html).toContain(`data-theme="${chosen}"`);
});

// Measured alone: another test would take one of the processors.
test('the list of players is hydrated within a second of its first paint', { tag: '@alone' }, async ({
  page,
}) => {
  await open(page, '/players');
  // Once more, with warm caches on both sides, as the figure is meant: parsing, not the cold disk.
  await open(page, '/players');

  const times = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    hydrated: performance.getEntriesByName('hydrated')[0]?.startTime ?? Infinity,
  }));

  expect(times.hydrated - times.paint).toBeLessThanOrEqual(1000);
});
