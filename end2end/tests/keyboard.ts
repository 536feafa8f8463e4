// A keyboard and nothing else: what is pressed has been walked to.
import { expect, type Locator, type Page } from '@playwright/test';

/** More stops than any page has. */
const MOST = 250;

/** Presses Tab until `target` has the focus, as somebody without a mouse does. */
export async function walkTo(page: Page, target: Locator) {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < MOST; stop += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** Walks to `target` and presses Enter, or another key. */
export async function press(page: Page, target: Locator, key = 'Enter') {
  await walkTo(page, target);
  await page.keyboard.press(key);
}

/** Walks to the field and types, in the place of what stands there. */
export async function type(page: Page, field: Locator, text: string) {
  await walkTo(page, field);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

function hasFocus(target: Locator) {
  return target.evaluate((element) => element === document.activeElement);
}
