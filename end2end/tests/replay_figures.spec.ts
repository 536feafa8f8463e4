// How fast a replay is: its first frame, going elsewhere, a turn of the screen, and the memory of the tab.
import type { Page } from '@playwright/test';
import { demoMatch } from './match_files.ts';
import { expect, open, test } from './room.ts';

type Seen = {
  /** How long each turn of the screen took, milliseconds. */
  turns: number[];
  /** When players were drawn with their numbers for the first time, milliseconds since the page began; 0 before. */
  firstAt: number;
  /** The same for the last time. */
  drawnAt: number;
};

declare global {
  interface Window {
    seen: Seen;
  }
}

/** Notes turns of the screen and drawn players, before any script of the page runs. */
async function watchTurns(page: Page) {
  await page.addInitScript(() => {
    const seen = { turns: [] as number[], firstAt: 0, drawnAt: 0 };
    window.seen = seen;
    const ask = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (turn) =>
      ask((time) => {
        const from = performance.now();
        turn(time);
        seen.turns.push(performance.now() - from);
      });
    const write = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (...text: Parameters<typeof write>) {
      seen.drawnAt = performance.now();
      seen.firstAt ||= seen.drawnAt;
      write.apply(this, text);
    };
  });
}

/** Opens the replay and waits for its first players; gives when they came, milliseconds since the page began. */
async function openReplay(page: Page, address: string): Promise<number> {
  await watchTurns(page);
  await open(page, address);
  const firstAt = () => page.evaluate(() => window.seen.firstAt);
  await expect.poll(firstAt).toBeGreaterThan(0);
  return firstAt();
}

/** Milliseconds below which 95 of 100 turns stay while the replay runs for some seconds. */
async function turnP95(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Play (Space)' }).click();
  await page.evaluate(() => (window.seen.turns.length = 0));
  await page.waitForTimeout(4_000);
  const turns = await page.evaluate(() => window.seen.turns.slice());
  await page.getByRole('button', { name: 'Pause (Space)' }).click();
  expect(turns.length, 'turns in four seconds').toBeGreaterThan(60);
  return turns.sort((a, b) => a - b)[Math.floor(turns.length * 0.95)];
}

/** From pressing the line of the match at `share` of its length to the players of that instant, milliseconds. */
function goTo(page: Page, share: number): Promise<number> {
  return page.evaluate(async (share) => {
    const track = document.querySelector('.line-track')!;
    const place = track.getBoundingClientRect();
    const at = { clientX: place.left + share * place.width, clientY: place.top + 5, bubbles: true };
    const from = performance.now();
    window.seen.drawnAt = 0;
    track.dispatchEvent(new PointerEvent('pointerdown', { ...at, button: 0, pointerId: 1 }));
    while (window.seen.drawnAt < from && performance.now() - from < 5_000) {
      await new Promise((next) => setTimeout(next, 1));
    }
    return window.seen.drawnAt - from;
  }, share);
}

/** Bytes of the tab: objects of scripts, of the document, and the memory of WASM. */
async function tabBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const heap = (await session.send('Runtime.getHeapUsage')) as Record<string, number>;
  return heap.usedSize + (heap.embedderHeapUsedSize ?? 0) + (heap.backingStorageSize ?? 0);
}

// Measured alone: another test would take one of the processors.
test.describe('The replay of ninety minutes @alone', () => {
  test('is there within a second and anywhere else within a tenth of one', async ({ page }) => {
    const match = await demoMatch(page.request);
    const first = await openReplay(page, `${match}/replay`);
    const seeks: number[] = [];
    for (const share of [0.83, 0.21, 0.64, 0.4, 0.95]) seeks.push(await goTo(page, share));
    console.log(`first frame ${first.toFixed(0)} ms; elsewhere ${seeks.map((ms) => ms.toFixed(0)).join(', ')} ms`);

    expect(first, 'milliseconds to the first frame').toBeLessThanOrEqual(1_000);
    expect(Math.max(...seeks), 'milliseconds to another instant').toBeLessThanOrEqual(100);
    expect(Math.min(...seeks)).toBeGreaterThan(0);
  });

  test('keeps up with the screen, with pitch control too, in little memory', async ({ page }) => {
    const match = await demoMatch(page.request);
    await openReplay(page, `${match}/replay?t=1-600`);
    const surface = page.getByRole('button', { name: /Pitch control/ });
    const before = await turnP95(page);
    await surface.click();
    const after = await turnP95(page);
    for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) await goTo(page, share);
    const bytes = await tabBytes(page);
    console.log(`p95 of a turn ${before.toFixed(1)} and ${after.toFixed(1)} ms; tab ${(bytes / 1e6).toFixed(1)} MB`);

    const pressed = (await surface.getAttribute('aria-pressed')) === 'true';
    const [plain, control] = pressed ? [before, after] : [after, before];
    expect(plain, 'p95 of a turn without control, milliseconds').toBeLessThanOrEqual(16.7);
    expect(control, 'p95 of a turn with control, milliseconds').toBeLessThanOrEqual(40);
    expect(bytes / 1e6, 'megabytes of the tab').toBeLessThanOrEqual(150);
    expect(bytes / 1e6).toBeGreaterThan(5);
  });
});
