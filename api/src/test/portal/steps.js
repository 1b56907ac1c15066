// What a user of the portal does, step by step.
import { randomUUID } from 'node:crypto';
import { BASE_URL } from './browser.js';

export const PASSWORD = 'a fine long password';

export function someone() {
  return `p${randomUUID()}@example.com`;
}

export async function fillRegistration(page, email, password = PASSWORD) {
  await page.goto('/register');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('I am a person').check();
}

export async function register(page, email = someone()) {
  await fillRegistration(page, email);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.waitForURL('**/login?registered');
  return email;
}

export async function logIn(page, email, password = PASSWORD) {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

export async function registerAndLogIn(page) {
  const email = await register(page);
  await logIn(page, email);
  await page.waitForURL('**/tokens');
  await page.getByText(email).waitFor();
  return email;
}

/** Creates a token and returns its value as the page shows it. */
export async function createToken(page, name, limit = '') {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Spend limit').fill(limit);
  await page.getByRole('button', { name: 'Create the token' }).click();
  await page.getByRole('heading', { name: 'Your new token' }).waitFor();
  return page.locator('#token').textContent();
}

/** The name of a token in the list of all. */
export function listed(page, name) {
  return page.locator('#list strong').filter({ hasText: name });
}

export async function statusOf(method, path, token) {
  const response = await fetch(BASE_URL + path, { method, headers: { Authorization: `Bearer ${token}` } });
  return response.status;
}

export async function logInStatus(email, password) {
  const response = await fetch(`${BASE_URL}/api/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  return response.status;
}
