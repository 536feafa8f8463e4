// What every spec starts from: a page whose console must stay silent, and somebody signed in.
import { test as base, expect, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';

export { expect };

type Watched = {
  /** Noise that a test makes on purpose, such as the 404 of a page that is not there. */
  allowNoise: (noise: RegExp) => void;
};

type ForWorker = {
  /** Cookies of the demo's administrator, signed in once per worker. */
  adminState: string;
};

export const test = base.extend<Watched, ForWorker>({
  adminState: [
    async ({ browser }, use, worker) => {
      const file = path.resolve(`../target/end2end/admin-${worker.workerIndex}.json`);
      await signIn(browser, file);
      await use(file);
      fs.rmSync(file, { force: true });
    },
    { scope: 'worker' },
  ],

  storageState: async ({ adminState }, use) => use(adminState),

  // Automatic: no test can forget it. Policy violations are console errors too.
  allowNoise: [
    async ({ page }, use) => {
      const heard: string[] = [];
      const allowed: RegExp[] = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) {
          heard.push(`${message.type()}: ${message.text()} (${message.location().url})`);
        }
      });
      page.on('pageerror', (error) => heard.push(`page error: ${error.message}`));
      await use((noise) => allowed.push(noise));
      const noise = heard.filter((line) => !allowed.some((pattern) => pattern.test(line)));
      expect(noise, 'the console must stay silent').toEqual([]);
    },
    { auto: true },
  ],
});

/** A test without anybody signed in. */
export const signedOut = { storageState: { cookies: [], origins: [] } };

async function signIn(browser: Browser, file: string) {
  const context = await browser.newContext({ baseURL: process.env.TOUCHLINE_URL });
  const page = await context.newPage();
  await open(page, '/sign-in');
  await fillInSignIn(page, 'admin', 'admin123');
  await expect(page).not.toHaveURL(/sign-in/);
  await context.storageState({ path: file });
  await context.close();
}

/** Fills in the sign-in form and sends it. */
export async function fillInSignIn(page: Page, name: string, password: string) {
  await page.getByLabel('Name or e-mail address').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
}

/** Opens a page and waits until the browser's half has taken over. */
export async function open(page: Page, address: string) {
  const answer = await page.goto(address);
  await hydrated(page);
  return answer;
}

/** Waits for the mark that `frontend` sets at the end of hydration. */
export async function hydrated(page: Page) {
  await page.waitForFunction(() => performance.getEntriesByName('hydrated').length > 0);
}

/** Waits until the task has ended, asking the server and not a page. */
export async function ended(request: APIRequestContext, task: string) {
  const state = async () => (await (await request.get(`/api/v1/jobs/${task}`)).json()).state;
  await expect.poll(state, { timeout: 30_000 }).toMatch(/completed|failed|dead|cancelled/);
}
