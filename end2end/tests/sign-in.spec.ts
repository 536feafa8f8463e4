// Signing in and out, wrong passwords, and what is kept for whom.
import { expect, fillInSignIn, open, signedOut, test } from './room.ts';

test.use(signedOut);

test('the demo account signs in and out again', async ({ page }) => {
  await open(page, '/sign-in');
  await fillInSignIn(page, 'admin', 'admin123');
  await expect(page).not.toHaveURL(/sign-in/);
  await open(page, '/account');

  await page.getByRole('button', { name: 'Sign out', exact: true }).click();

  await expect(page).not.toHaveURL(/account/);
  await page.goto('/account');
  await expect(page).toHaveURL(/sign-in/);
});

test('a wrong password says so and keeps the name', async ({ page, allowNoise }) => {
  allowNoise(/status of (401|422)/);
  await open(page, '/sign-in');

  await fillInSignIn(page, 'nobody', 'not the password');

  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page).toHaveURL(/sign-in/);
});

test('the form works by keyboard alone', async ({ page }) => {
  await open(page, '/sign-in');
  await page.getByLabel('Name or e-mail address').focus();
  await page.keyboard.type('admin');
  await page.keyboard.press('Tab');
  // A button that shows the password may stand between.
  await page.getByLabel('Password').focus();
  await page.keyboard.type('admin123');

  await page.keyboard.press('Enter');

  await expect(page).not.toHaveURL(/sign-in/);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the form signs in', async ({ page }) => {
    await page.goto('/sign-in');
    await fillInSignIn(page, 'admin', 'admin123');

    await expect(page).not.toHaveURL(/sign-in/);
  });

  test('a wrong password says so', async ({ page, allowNoise }) => {
    allowNoise(/status of (401|422)/);
    await page.goto('/sign-in');
    await fillInSignIn(page, 'nobody', 'not the password');

    await expect(page.getByRole('alert').first()).toBeVisible();
  });
});
