// What the forms of the portal have in common: errors beside their fields, and one submission at a time.

const element = (id) => document.getElementById(id);

function sentence(text) {
  const trimmed = text.trim();
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/** Shows a text in a place for one, or hides the place if there is none. */
export function show(place, text) {
  place.textContent = text ? sentence(text) : '';
  place.hidden = !text;
}

function clear(form) {
  form.querySelectorAll('p.error').forEach((place) => show(place, ''));
  form.querySelectorAll('[aria-invalid]').forEach((field) => field.removeAttribute('aria-invalid'));
}

/** Shows each error at its field, or above the form if it belongs to none, and brings the first one to the user. */
export function showErrors(form, errors) {
  clear(form);
  for (const [name, text] of Object.entries(errors)) {
    const place = element(`${name}-error`) ?? element('form-error');
    show(place, text);
    element(name)?.setAttribute('aria-invalid', 'true');
  }
  const first = [...form.querySelectorAll('[aria-invalid=true]')][0];
  first?.focus();
}

/** Runs the work when the form is sent, once at a time; what it throws is shown by the given function. */
export function onSubmit(form, work, showFailure) {
  const button = form.querySelector('button[type=submit]');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button.disabled) {
      return;
    }
    clear(form);
    button.disabled = true;
    form.setAttribute('aria-busy', 'true');
    try {
      await work(new FormData(form));
    } catch (failure) {
      showFailure(failure);
    } finally {
      button.disabled = false;
      form.removeAttribute('aria-busy');
    }
  });
}

/** Lets the user see what they type as a password. */
export function offerToShowPassword() {
  element('show-password').addEventListener('change', (event) => {
    element('password').type = event.target.checked ? 'text' : 'password';
  });
}
