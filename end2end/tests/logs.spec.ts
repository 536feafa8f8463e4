// Logs that are long, and logs whose stream breaks: no line is missing and none comes twice.
import type { Page, Route } from '@playwright/test';
import { press } from './keyboard.ts';
import { ended, expect, open, test } from './room.ts';

/** How many lines a page of a log has. */
const PAGE = 1_000;

type Line = { seq: number; at: string; level: string; text: string };

function line(seq: number): Line {
  return { seq, at: '2026-11-26T10:30:00Z', level: 'info', text: `line ${seq}.` };
}

/** Lines as the page has them, by their number. */
function shown(page: Page) {
  return page.locator('.log > li[id]').evaluateAll((lines) => lines.map((li) => Number(li.id.slice(4))));
}

/** A report that is written; its page is reached from the list, so that it asks the server by script. */
async function writtenReport(page: Page): Promise<string> {
  const made = await page.request.post('/api/v1/players', { data: { name: 'Long Log' } });
  const { id } = await made.json();
  const asked = await page.request.post(`/api/v1/players/${id}/scout`, { data: {} });
  const { task_id: task } = await asked.json();
  await ended(page.request, task);
  return task;
}

async function openFromList(page: Page, task: string) {
  await open(page, '/tasks');
  await page.locator(`main a[href="/tasks/${task}"]`).click();
  await expect(page.getByRole('list', { name: 'Log' })).toBeVisible();
}

test('a long log begins with its end and is read back to its beginning', async ({ page }) => {
  const task = await writtenReport(page);
  const all = Array.from({ length: 2_500 }, (_, index) => line(index + 1));
  await page.route('**/fn/jobs/list_log**', (route) => {
    const form = new URLSearchParams(route.request().postData() ?? '');
    const before = Number(form.get('before') ?? Infinity);
    const earlier = all.filter(({ seq }) => seq < before);
    const lines = earlier.slice(-PAGE);
    return route.fulfill({ json: { lines, has_earlier: earlier.length > PAGE } });
  });
  await page.setViewportSize({ width: 1280, height: 1000 });
  await openFromList(page, task);
  await expect(page.getByText('last 1,000 lines')).toBeVisible();
  await expect(page.getByText('line 2500.')).toBeInViewport();
  await expect(page.getByText('line 1501.')).not.toBeInViewport();

  const follow = page.getByRole('checkbox', { name: 'Follow the end' });
  await expect(follow).toBeChecked();
  const earlier = page.getByRole('button', { name: 'Load earlier lines' });
  await earlier.focus();
  // Who goes up wants to read.
  await expect(follow).not.toBeChecked();
  const first = page.locator('#log-1501');
  const place = (await first.boundingBox())!.y;
  await press(page, earlier);
  await expect(page.getByText('last 2,000 lines')).toBeVisible();
  await expect.poll(async () => Math.abs((await first.boundingBox())!.y - place)).toBeLessThan(3);
  await press(page, earlier);

  await expect(page.getByText('2,500 lines', { exact: true })).toBeVisible();
  await expect(earlier).toBeHidden();
  expect(await shown(page)).toEqual(all.map(({ seq }) => seq));
  await press(page, page.getByRole('button', { name: 'Go to the end' }));
  await expect(follow).toBeChecked();
  await expect(page.getByText('line 2500.')).toBeInViewport();
});

test('after its stream was refused a page goes on where its lines end', async ({ page, allowNoise }) => {
  allowNoise(/status of 502|EventSource/);
  const task = await writtenReport(page);
  let newest = 2;
  let isOver = false;
  await page.route('**/fn/jobs/find_task**', async (route) => {
    const answer = await route.fetch();
    const view = { ...(await answer.json()), state: isOver ? 'completed' : 'running', event_seq: newest };
    await route.fulfill({ response: answer, json: view });
  });
  await page.route('**/fn/jobs/list_log**', (route) =>
    route.fulfill({ json: { lines: [line(1), line(2)], has_earlier: false } }),
  );
  const asked: string[] = [];
  await page.route('**/api/v1/jobs/*/events**', async (route) => {
    const request = route.request();
    const after = new URL(request.url()).searchParams.get('after');
    asked.push(`after ${after}`);
    if (asked.length === 1) return stream(route, [3, 4], 'retry: 50\n\n');
    // Meanwhile lines 5 to 8 are written, and the row knows of them.
    newest = 8;
    if (asked.length === 2) return route.fulfill({ status: 502 });
    if (asked.length === 3) return stream(route, [5, 6, 7, 8], 'retry: 50\n\n');
    isOver = true;
    return route.fulfill({ status: 204 });
  });

  await openFromList(page, task);
  await expect(page.getByText('line 8.')).toBeVisible({ timeout: 15_000 });

  expect(await shown(page)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  // The second is the browser's own try, which tells where it is in a header that is not seen here.
  expect(asked.slice(0, 3)).toEqual(['after 2', 'after 2', 'after 4']);
});

/** Answers with these log lines as events, and ends. */
function stream(route: Route, seqs: number[], head: string) {
  const events = seqs.map((seq) => {
    const event = { job_id: '01939e6c-0000-7000-8000-000000000001', type: 'log', ...line(seq) };
    return `id: ${seq}\nevent: log\ndata: ${JSON.stringify(event)}\n\n`;
  });
  return route.fulfill({ contentType: 'text/event-stream', body: head + events.join('') });
}
