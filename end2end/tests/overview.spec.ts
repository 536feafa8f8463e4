// The overview: how far back stands in the address, charts are told in words and as tables, by keyboard
// and on a phone.
import type { Locator, Page } from '@playwright/test';
import { expect, open, test } from './room.ts';

/** Presses what has the focus after walking to it, as somebody without a mouse does. */
async function press(target: Locator) {
  await target.focus();
  await expect(target).toBeFocused();
  await target.press('Enter');
}

/** An hour in which something was measured: a server that has just started has none to show. */
function hour() {
  const end = Date.parse('2026-11-26T10:30:00Z');
  const steps = Array.from({ length: 60 }, (_, step) => step);
  const level = (value: number) => steps.map(() => value);
  const latency = steps.map(() => ({ count: 10, p50_ms: 12, p95_ms: 180 }));
  return {
    history: {
      range: '1h',
      starts: steps.map((step) => new Date(end - (60 - step) * 60_000).toISOString()),
      ended: [
        ['completed', steps.map((step) => step)],
        ['dead', level(1)],
      ],
      ended_of_kind: [['scout_player', steps.map((step) => step + 1)]],
      wait: latency,
      run: latency,
      waiting: level(3),
      running: level(2),
      waiting_in: [
        ['default', level(2)],
        ['insights', level(1)],
      ],
      oldest_ms: level(95_000),
      workers: level(1),
      answered: level(120),
      failed: level(0),
      answer_time: latency,
      pool_busy: level(2),
      pool_open: level(5),
      event_streams: level(1),
      web_sockets: level(0),
      secrets_read: level(3),
      secrets_refused: level(1),
    },
    overview: { queues: [], workers: [], ended: [], start_delay_p95_ms: null, kinds: [] },
    open_incidents: 2,
    now: '2026-11-26T10:30:30Z',
  };
}

/** The overview with that hour, reached from the jobs: only a page that comes later asks the server. */
async function openMeasured(page: Page) {
  await page.route('**/fn/operations/find_overview**', (route) => route.fulfill({ json: hour() }));
  await open(page, '/operations/jobs');
  await press(page.getByRole('link', { name: 'Throughput and latency' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
}

test('how far back is chosen by links and stands in the address', async ({ page }) => {
  await open(page, '/operations');
  const times = page.getByRole('navigation', { name: 'Time' });
  await expect(times.getByRole('link', { name: 'Last hour' })).toHaveAttribute('aria-current', 'page');

  await press(times.getByRole('link', { name: 'Last 7 days' }));

  await expect(page).toHaveURL(/since=7d/);
  await expect(times.getByRole('link', { name: 'Last 7 days' })).toHaveAttribute('aria-current', 'page');
  await page.goBack();
  await expect(times.getByRole('link', { name: 'Last hour' })).toHaveAttribute('aria-current', 'page');
});

test('each chart says in words what it shows, and has a table', async ({ page }) => {
  await openMeasured(page);

  const chart = page.getByRole('img', { name: /Jobs that ended, a minute, last hour/ });
  await expect(chart).toHaveAccessibleName(/Completed: 59 at 10:29, at most 59 at 10:29/);
  await expect(chart).toHaveAccessibleName(/Failed: 1 at 10:29/);
  await expect(page.getByRole('img')).toHaveCount(13);
  const oldest = page.getByRole('img', { name: /oldest job that could run had waited/ });
  await expect(oldest).toHaveAccessibleName(/Waited: 1 min 35 s at 10:29/);
  await expect(page.getByRole('img', { name: /Uses of secrets/ })).toHaveAccessibleName(/Refused: 1/);
  await expect(page.getByRole('img', { name: /by kind/ })).toHaveAccessibleName(/scout player: 60/);
  await expect(page.getByRole('link', { name: '2 open incidents' })).toBeVisible();

  await page.locator('.chart-table summary').first().press('Enter');
  const rows = page.getByRole('group', { name: 'Jobs that ended, a minute' }).getByRole('row');
  await expect(rows).toHaveCount(61);
  await expect(rows.nth(1)).toHaveText(/10:29\s*59\s*1\s*0/);
});

test('on a phone the charts fit', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await openMeasured(page);

  await expect(page.getByRole('img')).toHaveCount(13);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
