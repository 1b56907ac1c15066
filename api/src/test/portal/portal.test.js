// The portal in a real browser.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BASE_URL, SCREENSHOTS, accessibilityFaults, launch, visit } from './browser.js';
import {
  PASSWORD, createToken, fillRegistration, listed, logIn, logInStatus, register, registerAndLogIn, someone, statusOf,
} from './steps.js';

const DESKTOP = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

function story(name, tell) {
  test(name, () => visit(browser, DESKTOP, tell));
}

async function assertInvalid(page, field, message) {
  const input = page.locator(`#${field}`);
  await page.locator(`#${field}-error`).filter({ hasText: message }).waitFor();
  assert.equal(await input.getAttribute('aria-invalid'), 'true');
  assert.match(await input.getAttribute('aria-describedby'), new RegExp(`\\b${field}-error\\b`));
  assert.equal(await page.evaluate(() => document.activeElement.id), field, 'the focus is on what is wrong');
}

story('who registers and logs in is shown a new token once, and it works until it is revoked', async (page, context) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: BASE_URL });
  await registerAndLogIn(page);
  await page.getByText('You have no access tokens yet.').waitFor();

  const token = await createToken(page, 'ci-deploy');

  assert.match(token, /^vtk_[A-Za-z0-9_-]{43}$/);
  assert.equal(await statusOf('GET', '/api/me', token), 200);
  await page.getByRole('button', { name: 'Copy the token' }).click();
  await page.getByText('Copied.').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), token);
  const commands = await page.locator('#quick-start').textContent();
  assert.ok(commands.includes(`TOKEN="${token}"`) && commands.includes(`${BASE_URL}/api/vps`), commands);
  assert.match(commands, /"plan_id":"[0-9a-f-]{36}"/);

  await page.reload();
  await listed(page, 'ci-deploy').waitFor();
  assert.equal((await page.content()).includes(token), false, 'the token is not on the page any more');
  assert.equal(await page.locator('#created').isVisible(), false);

  await page.getByRole('button', { name: 'Revoke ci-deploy' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('You have no access tokens yet.').waitFor();
  assert.equal(await statusOf('GET', '/api/me', token), 401);
});

story('the commands of the quick start run as they are shown', async (page) => {
  await registerAndLogIn(page);
  await createToken(page, 'quick start');
  const commands = await page.locator('#quick-start').textContent();

  const { execFileSync } = await import('node:child_process');
  const output = execFileSync('bash', ['-c', commands], { encoding: 'utf8' });

  assert.ok(output.includes('"balance":0.0000'), output);
  assert.ok(output.includes('insufficient balance'), output);
});

story('a token that is not revoked after all stays', async (page) => {
  await registerAndLogIn(page);
  const token = await createToken(page, 'kept');

  await page.getByRole('button', { name: 'Revoke kept' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(await statusOf('GET', '/api/me', token), 200);
});

story('a token can have a spend limit, which must be an amount', async (page) => {
  await registerAndLogIn(page);
  await page.getByLabel('Name', { exact: true }).fill('agent');
  await page.getByLabel('Spend limit').fill('two');
  await page.getByRole('button', { name: 'Create the token' }).click();
  await assertInvalid(page, 'spend_limit', 'Enter an amount');

  await page.getByLabel('Name', { exact: true }).fill('');
  await page.getByLabel('Spend limit').fill('');
  await page.getByRole('button', { name: 'Create the token' }).click();
  await assertInvalid(page, 'name', 'Give the token a name');

  await createToken(page, 'agent', '2.50');
  await page.getByText('$0.00 of $2.50 spent').waitFor();
});

story('a name is shown as it is, whatever it contains', async (page) => {
  const name = '<img src=x onerror=alert(1)>';
  await registerAndLogIn(page);
  await createToken(page, name);

  await listed(page, name).waitFor();
  assert.equal(await page.locator('#list img').count(), 0);
});

story('a wrong password is told at the password, and there is no session', async (page) => {
  const email = await register(page);

  await logIn(page, email, 'not the password');

  await assertInvalid(page, 'password', 'The e-mail address or the password is wrong');
  assert.equal(await page.evaluate(() => sessionStorage.getItem('litevps.session')), null);
});

story('nobody registers without the challenge', async (page) => {
  const email = someone();
  await fillRegistration(page, email);
  await page.getByLabel('I am a person').uncheck();
  await page.getByRole('button', { name: 'Create the account' }).click();

  await assertInvalid(page, 'challenge', 'Show that you are a person');
  assert.equal(await logInStatus(email, PASSWORD), 401);
});

story('nobody registers with a challenge that the server does not accept', async (page) => {
  const email = someone();
  await page.route('**/api/auth/register', (route) => route.continue({
    postData: route.request().postData().replace('XXXX.DUMMY.TOKEN.XXXX', 'forged'),
  }));
  await fillRegistration(page, email);
  await page.getByRole('button', { name: 'Create the account' }).click();

  await assertInvalid(page, 'challenge', 'CAPTCHA verification failed');
  assert.equal(await page.getByLabel('I am a person').isChecked(), false, 'it has to be solved again');
  assert.equal(await logInStatus(email, PASSWORD), 401);
});

story('an address that has an account is told at the address', async (page) => {
  const email = await register(page);

  await fillRegistration(page, email);
  await page.getByRole('button', { name: 'Create the account' }).click();

  await assertInvalid(page, 'email', 'This e-mail address has an account already');
});

story('a password that cannot be used is told at the password', async (page) => {
  await fillRegistration(page, someone(), 'password');
  await page.getByRole('button', { name: 'Create the account' }).click();

  await assertInvalid(page, 'password', 'Password cannot be used');
});

story('what is missing is told at each field', async (page) => {
  await page.goto('/register');
  await page.getByRole('button', { name: 'Create the account' }).click();

  await assertInvalid(page, 'email', 'Enter your e-mail address');
  for (const field of ['password', 'challenge']) {
    assert.equal(await page.locator(`#${field}-error`).isVisible(), true, field);
  }
});

test('who logs out everywhere ends the session of another browser', () =>
  visit(browser, DESKTOP, async (here) => {
    const email = await registerAndLogIn(here);
    const token = await createToken(here, 'pipeline');
    await visit(browser, DESKTOP, async (elsewhere) => {
      await elsewhere.goto('/login');
      await logIn(elsewhere, email);
      await listed(elsewhere, 'pipeline').waitFor();

      await here.getByRole('button', { name: 'Log out everywhere' }).click();
      await here.getByRole('dialog').getByRole('button', { name: 'Log out everywhere' }).click();
      await here.waitForURL('**/login?everywhere');
      await here.getByText('You are logged out everywhere').waitFor();

      await elsewhere.reload();
      await elsewhere.waitForURL('**/login?ended');
      await elsewhere.getByText('Your session is over').waitFor();
      assert.equal(await statusOf('GET', '/api/me', token), 200, 'access tokens stay');
    });
  }));

story('who logs out finds nothing by going back', async (page) => {
  await registerAndLogIn(page);
  const token = await createToken(page, 'left behind');
  await page.getByRole('button', { name: 'Log out', exact: true }).click();
  await page.waitForURL('**/login?left');

  await page.goto('/tokens');
  await page.waitForURL('**/login?ended');
  await page.goBack();
  assert.equal((await page.content()).includes(token), false);
});

story('who is not logged in is asked to', async (page) => {
  await page.goto('/tokens');

  await page.waitForURL('**/login?ended');
});

story('no address leads anywhere else after the log-in', async (page) => {
  const email = await register(page);
  await page.goto('/login?next=https://evil.example/&return_to=//evil.example/');
  await logIn(page, email);
  await page.getByText(email).waitFor();

  assert.equal(page.url(), `${BASE_URL}/tokens`);
});

story('the keyboard is enough', async (page) => {
  const email = await register(page);
  await page.goto('/login');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'email');
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/tokens');
  await page.getByText(email).waitFor();

  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip', 'first of all one can skip to the content');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'log-out');
});

test('without JavaScript a page says what to do', () =>
  visit(browser, { ...DESKTOP, javaScriptEnabled: false }, async (page) => {
    await page.goto('/login');
    assert.match(await page.locator('noscript .notice').innerText(), /This page needs JavaScript/);
  }));

for (const [device, screen] of [['desktop', DESKTOP], ['phone', PHONE]]) {
  for (const colorScheme of ['light', 'dark']) {
    // What axe does is not what the pages do: their own policy would not let it.
    test(`the pages are accessible and fit (${device}, ${colorScheme})`, () =>
      visit(browser, { ...screen, colorScheme, bypassCSP: true, reducedMotion: 'reduce' }, async (page) => {
        const look = async (name) => {
          await page.screenshot({ path: `${SCREENSHOTS}/${name}-${device}-${colorScheme}.png`, fullPage: true });
          assert.deepEqual(await accessibilityFaults(page), [], name);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(overflow <= 0, `${name} is ${overflow} pixels too wide`);
        };
        await page.goto('/');
        await look('home');
        await page.goto('/register');
        await look('register');
        await page.getByRole('button', { name: 'Create the account' }).click();
        await look('register-errors');
        const email = await register(page);
        await look('login');
        await logIn(page, email, 'not the password');
        await page.locator('#password-error').waitFor();
        await look('login-error');
        await logIn(page, email);
        await page.getByText('You have no access tokens yet.').waitFor();
        await look('tokens-none');
        await createToken(page, 'ci-deploy');
        await look('tokens-created');
        await page.reload();
        await createToken(page, 'agent-with-a-rather-long-name-that-has-to-fit-on-a-phone-too', '2.50');
        await page.reload();
        await listed(page, 'ci-deploy').waitFor();
        await look('tokens-list');
        await page.getByRole('button', { name: 'Revoke ci-deploy' }).click();
        await look('tokens-dialog');
      }));
  }
}
