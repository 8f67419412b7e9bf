import { defineConfig } from '@playwright/test';
import { findChromium } from '../harness/chromium.ts';

const results = process.env.QUICKSTUDIO_E2E_RESULTS;

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  // One window at a time: two of them take longer on two cores, and make each other late.
  workers: 1,
  forbidOnly: true,
  // A machine that others use as well may be slow once; the report says which tests needed it.
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: results ? [['list'], ['json', { outputFile: results }]] : 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    actionTimeout: 20_000,
    navigationTimeout: 60_000,
    screenshot: 'only-on-failure',
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: await findChromium(),
  },
});
