// Incidents by keyboard: read, acknowledged with a note, and on a phone. The faults are made up, since a
// sound server has none.
import type { Locator, Page } from '@playwright/test';
import { expect, open, test } from './room.ts';

/** Presses what has the focus after walking to it, as somebody without a mouse does. */
async function press(target: Locator) {
  await target.focus();
  await expect(target).toBeFocused();
  await target.press('Enter');
}

const JOB = '0193f0c2-7b7e-7000-8000-000000000001';

function incident(state: string, note: string) {
  return {
    id: 7,
    place: 'job refresh_market_value',
    kind: 'stored job steps cannot be read',
    times: 1284,
    first_seen: '2026-11-25T09:00:00Z',
    last_seen: '2026-11-26T10:30:00Z',
    request_id: 'req_0123456789',
    job: JOB,
    state,
    note,
    changed_by: note ? 'admin' : null,
    changed_at: note ? '2026-11-26T10:31:00Z' : null,
  };
}

/** The page with one fault, reached from another one: only a page that comes later asks the server. */
async function openWithOne(page: Page) {
  let shown = incident('open', '');
  await page.route('**/fn/operations/list_incidents**', (route) => route.fulfill({ json: [shown] }));
  await page.route('**/fn/operations/settle_incident**', async (route) => {
    const form = new URLSearchParams(route.request().postData() ?? '');
    shown = incident(form.get('state')!, form.get('note')!);
    await route.fulfill({ json: null });
  });
  await open(page, '/operations');
  await press(page.getByRole('link', { name: 'Incidents', exact: true }).first());
  await expect(page.getByRole('heading', { level: 1, name: 'Incidents' })).toBeVisible();
}

test('a fault is read, acknowledged with a note, and leads to its job', async ({ page }) => {
  await openWithOne(page);
  const row = page.getByRole('row').filter({ hasText: 'stored job steps cannot be read' });
  await expect(row).toContainText('1,284');
  await expect(row).toContainText('req_0123456789');
  await expect(row.getByRole('link', { name: 'job' })).toHaveAttribute(
    'href',
    `/operations/jobs?job=${JOB}`,
  );

  await row.locator('summary').press('Enter');
  await row.getByLabel('Note').fill('Ada looks');
  await press(row.getByRole('button', { name: 'Acknowledge' }));

  await expect(row).toContainText('Acknowledged');
  await expect(row).toContainText('Ada looks');
});

test('which of them stands in the address, and none is told', async ({ page }) => {
  await open(page, '/operations/incidents');

  await press(page.getByRole('link', { name: 'Closed', exact: true }));

  await expect(page).toHaveURL(/state=closed/);
  await expect(page.getByText('No incident is closed.')).toBeVisible();
});

test('on a phone a fault is read in rows', async ({ page }) => {
  await openWithOne(page);
  await page.setViewportSize({ width: 320, height: 700 });

  await expect(page.getByText('stored job steps cannot be read')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
