// Players: list, search, add, edit, delete and undo, in dialogs and, without script, on pages.
import { expect, hydrated, open, test } from './room.ts';

/** A name that no other test uses; the list may hold it once. */
const unique = (name: string) => `${name} ${Math.random().toString(36).slice(2, 8)}`;

test('the demo players are listed and searched without accents', async ({ page }) => {
  await open(page, '/players');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Players');

  await page.getByLabel('Search players').fill('modric');

  await expect(page.getByRole('link', { name: /Modrić/ }).first()).toBeVisible();
  await expect(page).toHaveURL(/modric/);
});

test('a player is added, edited, deleted and brought back', async ({ page }) => {
  const name = unique('Ada Kerr');
  await open(page, '/players');

  await page.getByRole('link', { name: 'Add player' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a player' });
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByRole('button', { name: 'Add player' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(`Added ${name}`).first()).toBeVisible();

  await open(page, `/players?q=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  const address = page.url();
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  const editor = page.getByRole('dialog', { name: `Edit ${name}` });
  await editor.getByLabel(/^Club/).fill('FC Spec');
  await editor.getByRole('button', { name: 'Save player' }).click();
  await expect(editor).toBeHidden();
  await expect(page.getByText('FC Spec').first()).toBeVisible();

  await page.getByRole('link', { name: 'Delete', exact: true }).click();
  const question = page.getByRole('dialog', { name: `Delete ${name}?` });
  await question.getByRole('button', { name: /^Delete/ }).click();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(async () => {
    const answer = await page.request.get(address);
    expect(answer.status()).toBe(200);
  }).toPass({ timeout: 10_000 });
});

test('a player without a name is refused beside the field and the input stays', async ({ page }) => {
  await open(page, '/players');
  await page.getByRole('link', { name: 'Add player' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a player' });
  await dialog.getByLabel(/^Club/).fill('FC Kept');

  await dialog.getByRole('button', { name: 'Add player' }).click();

  await expect(dialog).toBeVisible();
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByLabel(/^Club/)).toHaveValue('FC Kept');
});

test('the dialog is reached, filled in and left by keyboard alone', async ({ page }) => {
  await open(page, '/players');
  await page.getByRole('link', { name: 'Add player' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add a player' });
  await expect(dialog).toBeVisible();

  await page.keyboard.press('Escape');

  await expect(dialog).toBeHidden();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a player is added by a plain form', async ({ page }) => {
    const name = unique('Plain Form');
    await page.goto('/players/new');
    await page.getByLabel('Name', { exact: true }).fill(name);

    await page.getByRole('main').getByRole('button', { name: 'Save player' }).click();

    await page.goto(`/players?q=${encodeURIComponent(name)}`);
    await expect(page.getByRole('link', { name }).first()).toBeVisible();
  });

  test('a refused player keeps what was typed, with each reason beside its field', async ({ page }) => {
    await page.goto('/players/new');
    await page.getByLabel('Name', { exact: true }).fill('Åge & Sons');
    await page.getByLabel(/^Height/).fill('1.78');
    await page.getByLabel(/^Market value/).fill('a lot');
    await page.getByLabel('Position').selectOption('CB');

    await page.getByRole('main').getByRole('button', { name: 'Save player' }).click();

    await expect(page.getByText('The player was not saved.')).toBeVisible();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Åge & Sons');
    await expect(page.getByLabel('Position')).toHaveValue('CB');
    const height = page.getByLabel(/^Height/);
    await expect(height).toHaveValue('1.78');
    await expect(height).toHaveAttribute('aria-invalid', 'true');
    await expect(height).toHaveAccessibleDescription('Give whole centimetres.');
    await expect(page.getByLabel(/^Market value/)).toHaveAccessibleDescription(/Give euros/);

    await height.fill('178');
    await page.getByLabel(/^Market value/).fill('');
    await page.getByRole('main').getByRole('button', { name: 'Save player' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Åge & Sons');

    await page.goto(`${page.url()}/edit`);
    await page.getByLabel(/^Club/).fill('FC Kept');
    await page.getByLabel(/^Height/).fill('tall');
    await page.getByRole('main').getByRole('button', { name: 'Save player' }).click();
    await expect(page.getByLabel(/^Club/)).toHaveValue('FC Kept');
    await expect(page.getByLabel(/^Height/)).toHaveAccessibleDescription('Give whole centimetres.');
  });

  test('the list is searched by a plain form', async ({ page }) => {
    await page.goto('/players?q=modric');

    await expect(page.getByRole('link', { name: /Modrić/ }).first()).toBeVisible();
  });
});

test('the page of a player survives a reload', async ({ page }) => {
  await open(page, '/players?q=modric');
  await page.getByRole('link', { name: /Modrić/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Modrić');

  await page.reload();
  await hydrated(page);

  await expect(page.getByRole('heading', { level: 1 })).toContainText('Modrić');
});
