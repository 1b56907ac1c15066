import { call, session } from '/portal/api.js';
import { onSubmit, show, showErrors } from '/portal/form.js';

const element = (id) => document.getElementById(id);
const page = element('page');
const form = element('create');
const list = element('list');
const created = element('created');
const dialog = element('confirm');
const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const dollars = (amount) => `$${Number(amount).toFixed(4).replace(/00$/, '')}`;

function leave(reason) {
  forgetToken();
  session.end();
  location.replace(`/login?${reason}`);
}

/** Who has no session any more is asked to log in; anything else is told on the page. */
function report(failure) {
  if (failure.status === 401) {
    leave('ended');
    return;
  }
  show(element('page-error'), failure.message);
}

/** The token is nowhere but on the page, and not there for longer than the page is looked at. */
function forgetToken() {
  element('token').textContent = '';
  element('quick-start').textContent = '';
  created.hidden = true;
}

function text(tag, content) {
  const made = document.createElement(tag);
  made.textContent = content;
  return made;
}

function row(token) {
  const item = document.createElement('li');
  const about = document.createElement('div');
  const used = token.last_used_at ? `last used ${when.format(new Date(token.last_used_at))}` : 'never used';
  const spent = token.spend_limit === null || token.spend_limit === undefined
    ? `${dollars(token.spent)} spent`
    : `${dollars(token.spent)} of ${dollars(token.spend_limit)} spent`;
  about.append(
    text('strong', token.name),
    text('p', `Created ${when.format(new Date(token.created_at))}, ${used}, ${spent}`),
  );
  const revoke = text('button', 'Revoke');
  revoke.type = 'button';
  revoke.className = 'plain';
  const whose = text('span', ` ${token.name}`);
  whose.className = 'unseen';
  revoke.append(whose);
  revoke.addEventListener('click', () => revokeToken(token));
  item.append(about, revoke);
  return item;
}

async function load() {
  try {
    const [me, tokens] = await Promise.all([call('GET', '/api/me'), call('GET', '/api/tokens')]);
    element('account').textContent = `${me.email ?? 'An erased account'}, balance ${dollars(me.balance)}`;
    list.replaceChildren(...tokens.map(row));
    element('none').hidden = tokens.length > 0;
    show(element('page-error'), '');
  } catch (failure) {
    report(failure);
  } finally {
    page.removeAttribute('aria-busy');
  }
}

function ask(title, explanation, yes) {
  element('confirm-title').textContent = title;
  element('confirm-text').textContent = explanation;
  element('confirm-yes').textContent = yes;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

async function revokeToken(token) {
  const sure = await ask(`Revoke ${token.name}?`, 'Whoever uses it is refused from now on. It cannot be undone.', 'Revoke');
  if (!sure) {
    return;
  }
  try {
    await call('DELETE', `/api/tokens/${encodeURIComponent(token.id)}`);
    if (created.dataset.id === token.id) {
      forgetToken();
    }
  } catch (failure) {
    if (failure.status !== 404) {
      report(failure);
      return;
    }
  }
  await load();
  element('list-title').scrollIntoView({ block: 'nearest' });
}

async function quickStart(token) {
  const base = page.dataset.baseUrl;
  const plans = await call('GET', '/api/pricing').catch(() => []);
  const plan = plans[0]?.id ?? '<plan-id>';
  return [
    `TOKEN="${token}"`,
    `curl -s ${base}/api/me -H "Authorization: Bearer $TOKEN"`,
    `curl -s -X POST ${base}/api/vps -H "Authorization: Bearer $TOKEN" \\`,
    "  -H 'Content-Type: application/json' \\",
    `  -d '{"name":"my-vm","plan_id":"${plan}"}'`,
  ].join('\n');
}

async function showToken(token) {
  const commands = await quickStart(token.token);
  element('token').textContent = token.token;
  element('quick-start').textContent = commands;
  element('copied').textContent = '';
  created.dataset.id = token.id;
  created.hidden = false;
  element('created-title').focus();
  created.scrollIntoView({ block: 'start' });
}

function select(place) {
  const range = document.createRange();
  range.selectNodeContents(place);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

async function copy(event) {
  const place = element(event.currentTarget.dataset.copies);
  try {
    await navigator.clipboard.writeText(place.textContent);
    element('copied').textContent = 'Copied.';
  } catch {
    // Browsers allow it on secure pages only.
    select(place);
    element('copied').textContent = 'It is selected: copy it with your keyboard.';
  }
}

async function create(data) {
  const name = data.get('name').trim();
  const limit = data.get('spend_limit').trim().replace(/^\$/, '');
  const errors = {};
  if (!name) {
    errors.name = 'Give the token a name';
  }
  if (limit && !/^\d{1,9}(\.\d{1,6})?$/.test(limit)) {
    errors.spend_limit = 'Enter an amount such as 2.50, or nothing';
  }
  if (Object.keys(errors).length > 0) {
    showErrors(form, errors);
    return;
  }
  const token = await call('POST', '/api/tokens', limit ? { name, spend_limit: Number(limit) } : { name });
  form.reset();
  await showToken(token);
  await load();
}

function refused(failure) {
  if (failure.status === 401) {
    report(failure);
    return;
  }
  const ofLimit = failure.code === 'invalid_value' && /limit/.test(failure.message);
  const ofName = failure.code === 'missing_name' || failure.code === 'invalid_value';
  showErrors(form, { [ofLimit ? 'spend_limit' : ofName ? 'name' : 'form']: failure.message });
}

async function logOutEverywhere() {
  const sure = await ask(
    'Log out everywhere?',
    'Every session of your account is over at once, this one too. Access tokens still work until you revoke them.',
    'Log out everywhere',
  );
  if (!sure) {
    return;
  }
  try {
    await call('POST', '/api/auth/logout-all');
    leave('everywhere');
  } catch (failure) {
    report(failure);
  }
}

if (session.token) {
  onSubmit(form, create, refused);
  document.querySelectorAll('.copy').forEach((button) => button.addEventListener('click', copy));
  element('log-out').addEventListener('click', () => leave('left'));
  element('log-out-everywhere').addEventListener('click', logOutEverywhere);
  addEventListener('pagehide', forgetToken);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      load();
    }
  });
  load();
} else {
  leave('ended');
}
