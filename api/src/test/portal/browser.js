// The browser that all tests share, and what every visit is held to.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

export const BASE_URL = required('LITEVPS_URL');
export const SCREENSHOTS = required('LITEVPS_SCREENSHOTS');

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PATIENCE_MS = 20_000;
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function required(name) {
  const value = process.env[name];
  assert.ok(value, `${name} is not set`);
  return value;
}

/** A browser with a new profile. */
export function launch() {
  return chromium.launch({ executablePath: required('LITEVPS_CHROMIUM'), headless: true, args: FLAGS });
}

/**
 * Runs the visit in a window of its own. It fails if a script throws, if the browser refuses something by the page's own
 * policy, or if anything is asked of another server.
 */
export async function visit(browser, options, story) {
  const context = await browser.newContext({ baseURL: BASE_URL, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints = [];
  context.on('page', (page) => {
    page.on('pageerror', (error) => complaints.push(`script: ${error}`));
    page.on('console', (message) => {
      // That an answer was 4xx is part of many of these stories.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        complaints.push(`console: ${message.text()}`);
      }
    });
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== new URL(BASE_URL).origin) {
        complaints.push(`request to ${request.url()}`);
      }
    });
  });
  try {
    await story(await context.newPage(), context);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** What axe finds wrong with the page, in words. */
export async function accessibilityFaults(page) {
  await page.evaluate(AXE);
  const result = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return result.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(' ')}`);
}
