import { call, session } from '/portal/api.js';
import { offerToShowPassword, onSubmit, showErrors } from '/portal/form.js';

// The challenge may be a script from elsewhere: while it is on the page there is no session that it could read.
session.end();

const form = document.getElementById('register');
const standIn = document.getElementById('challenge-passed');

const FIELDS = {
  missing_email: 'email',
  invalid_email: 'email',
  email_taken: 'email',
  missing_password: 'password',
  invalid_password: 'password',
  captcha_failed: 'challenge',
};

function missing(data) {
  const errors = {};
  if (!data.get('email').trim()) {
    errors.email = 'Enter your e-mail address';
  }
  if (!data.get('password')) {
    errors.password = 'Choose a password';
  }
  if (!data.get('cf-turnstile-response')) {
    errors.challenge = 'Show that you are a person';
  }
  return errors;
}

/** A token of the challenge is good for one time. */
function challengeAgain() {
  if (standIn) {
    standIn.checked = false;
    form.elements['cf-turnstile-response'].value = '';
  } else {
    window.turnstile?.reset();
  }
}

standIn?.addEventListener('change', () => {
  form.elements['cf-turnstile-response'].value = standIn.checked ? standIn.dataset.token : '';
});

offerToShowPassword();
onSubmit(
  form,
  async (data) => {
    const errors = missing(data);
    if (Object.keys(errors).length > 0) {
      showErrors(form, errors);
      return;
    }
    const email = data.get('email').trim();
    await call('POST', '/api/auth/register', {
      email,
      password: data.get('password'),
      'cf-turnstile-response': data.get('cf-turnstile-response'),
    });
    sessionStorage.setItem('litevps.email', email);
    location.assign('/login?registered');
  },
  (failure) => {
    challengeAgain();
    showErrors(form, { [FIELDS[failure.code] ?? 'form']: failure.message });
  },
);
