// API tokens: made and shown once, used, revoked by name; by keyboard, on a phone, without script.
import type { Locator, Page } from '@playwright/test';
import { expect, open, test } from './room.ts';

/** Presses what has the focus after walking to it, as somebody without a mouse does. */
async function press(target: Locator, key = 'Enter') {
  await target.focus();
  await expect(target).toBeFocused();
  await target.press(key);
}

/** Fills in the form; says what the token may do besides reading. */
async function fillIn(page: Page, name: string, scopes: RegExp[]) {
  await page.getByLabel('Name', { exact: true }).fill(name);
  for (const scope of scopes) {
    await press(page.getByRole('checkbox', { name: scope }), 'Space');
  }
  await page.getByLabel('It ends after').selectOption('30 days');
}

/** The token that the page shows. */
async function shownToken(page: Page) {
  await expect(page.getByText(/it is not shown again/)).toBeVisible();
  const token = (await page.locator('.made-token code').textContent()) ?? '';
  expect(token).toMatch(/^tl_[0-9a-f]{64}$/);
  return token;
}

/** Asks the API as a program would: without the browser's cookie. */
async function ask(page: Page, token: string, path: string) {
  const answer = await fetch(`${new URL(page.url()).origin}/api/v1${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return answer.status;
}

test('a token is made by keyboard, shown once, used, and refused when it is revoked', async ({
  page,
}) => {
  const name = `keyboard ${Date.now()}`;
  await open(page, '/account');
  await press(page.getByRole('link', { name: 'Your API tokens' }));
  await expect(page.getByRole('heading', { level: 1, name: 'API tokens' })).toBeVisible();

  await fillIn(page, name, [/^jobs/]);
  await press(page.getByRole('button', { name: 'Make token' }));
  const token = await shownToken(page);
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('read, jobs');
  await expect(row).toContainText('never');
  await page.reload();
  await expect(row).toBeVisible();
  expect(await page.content()).not.toContain(token.slice(3));

  expect(await ask(page, token, '/players?limit=1')).toBe(200);
  expect(await ask(page, token, '/secrets')).toBe(403);
  await page.reload();
  await expect(row).not.toContainText('never');

  await press(row.locator('summary'));
  await press(row.getByRole('button', { name: `Revoke ${name}` }));
  await expect(page.getByText('The token was revoked.')).toBeVisible();
  await expect(row).toBeHidden();
  expect(await ask(page, token, '/players?limit=1')).toBe(401);
});

test('a form that is refused says why and keeps what was typed', async ({ page }) => {
  await open(page, '/account/tokens');
  await page.getByLabel('Name', { exact: true }).fill('kept');
  // Nothing is left that the token may do.
  await press(page.getByRole('checkbox', { name: /^read/ }), 'Space');

  await press(page.getByRole('button', { name: 'Make token' }));

  await expect(page.getByText('Choose at least one thing that the token may do.')).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('kept');
});

test('on a phone the token and the table fit the window', async ({ page }) => {
  const name = `phone ${Date.now()}`;
  await page.setViewportSize({ width: 320, height: 700 });
  await open(page, '/account/tokens');

  await fillIn(page, name, []);
  await press(page.getByRole('button', { name: 'Make token' }));
  await shownToken(page);

  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  const row = page.getByRole('row').filter({ hasText: name });
  await press(row.locator('summary'));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await press(row.getByRole('button', { name: `Revoke ${name}` }));
  await expect(page.getByText('The token was revoked.')).toBeVisible();
});

test('an administrator sees how many tokens an account has', async ({ page }) => {
  const name = `counted ${Date.now()}`;
  await open(page, '/account/tokens');
  await fillIn(page, name, []);
  await press(page.getByRole('button', { name: 'Make token' }));
  await shownToken(page);

  await open(page, '/operations/accounts');
  const own = page.getByRole('row').filter({ hasText: 'You' });
  await expect(page.getByRole('columnheader', { name: 'API tokens' })).toBeVisible();
  expect(Number(await own.locator('[data-label="API tokens"]').textContent())).toBeGreaterThan(0);

  await open(page, '/account/tokens');
  const row = page.getByRole('row').filter({ hasText: name });
  await press(row.locator('summary'));
  await press(row.getByRole('button', { name: `Revoke ${name}` }));
  await expect(row).toBeHidden();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a token is made, shown once and revoked', async ({ page }) => {
    const name = `plain ${Date.now()}`;
    await page.goto('/account/tokens');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('button', { name: 'Make token' }).click();

    const token = await shownToken(page);
    await page.goto('/account/tokens');
    const row = page.getByRole('row').filter({ hasText: name });
    await expect(row).toBeVisible();
    expect(await page.content()).not.toContain(token.slice(3));

    await row.locator('summary').click();
    await row.getByRole('button', { name: `Revoke ${name}` }).click();
    await expect(page.getByText('The token was revoked.')).toBeVisible();
    await expect(row).toBeHidden();
  });
});
