import { call, session } from '/portal/api.js';
import { offerToShowPassword, onSubmit, show, showErrors } from '/portal/form.js';

const NOTICES = {
  registered: 'Your account is there. Log in to make your first token.',
  left: 'You are logged out.',
  everywhere: 'You are logged out everywhere. Access tokens still work.',
  ended: 'Your session is over: log in again.',
};

const form = document.getElementById('login');
const reason = [...new URLSearchParams(location.search).keys()].find((key) => Object.hasOwn(NOTICES, key));
show(document.getElementById('notice'), reason ? NOTICES[reason] : '');

const email = document.getElementById('email');
email.value = sessionStorage.getItem('litevps.email') ?? '';
sessionStorage.removeItem('litevps.email');
(email.value ? document.getElementById('password') : email).focus();

offerToShowPassword();
onSubmit(
  form,
  async (data) => {
    const errors = {};
    if (!data.get('email').trim()) {
      errors.email = 'Enter your e-mail address';
    }
    if (!data.get('password')) {
      errors.password = 'Enter your password';
    }
    if (Object.keys(errors).length > 0) {
      showErrors(form, errors);
      return;
    }
    session.end();
    const answer = await call('POST', '/api/auth/login', {
      email: data.get('email').trim(),
      password: data.get('password'),
    });
    session.begin(answer.token);
    location.assign('/tokens');
  },
  (failure) => showErrors(form, { [failure.code === 'invalid_credentials' ? 'password' : 'form']: failure.message }),
);
