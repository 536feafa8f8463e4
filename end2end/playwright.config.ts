// Runs against a server that `cargo xtask test` has started; TOUCHLINE_URL says where.
import { defineConfig } from '@playwright/test';

const url = process.env.TOUCHLINE_URL;
if (!url) throw new Error('TOUCHLINE_URL is not set: run the tests with `cargo xtask end2end`');

export default defineConfig({
  testDir: './tests',
  outputDir: '../target/end2end/results',
  // A test that passes at the second try has found something.
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: url,
    browserName: 'chromium',
    launchOptions: {
      executablePath: process.env.TOUCHLINE_CHROMIUM || '/usr/bin/chromium',
      // Root has no sandbox; the rest keeps the browser from calling home.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
