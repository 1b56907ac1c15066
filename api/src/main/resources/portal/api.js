// How the pages ask the API. The token of the session stays in this tab and is gone with it; it is never in an address, a
// cookie or the page itself.
const KEY = 'litevps.session';

export const session = {
  get token() {
    return sessionStorage.getItem(KEY);
  },
  begin(token) {
    sessionStorage.setItem(KEY, token);
  },
  end() {
    sessionStorage.removeItem(KEY);
  },
};

/** What the API refused, or that it could not be asked: a sentence for a person and a word for a program. */
export class Refusal extends Error {
  constructor(status, body) {
    super(body.error ?? `The server answered ${status}.`);
    this.status = status;
    this.code = body.code ?? '';
  }
}

/** The answer's JSON, or null if it has none; throws a Refusal. */
export async function call(method, path, body) {
  const headers = {};
  if (session.token) {
    headers.Authorization = `Bearer ${session.token}`;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    });
  } catch {
    throw new Refusal(0, { error: 'The server cannot be reached. Look at your connection, and try again.', code: 'offline' });
  }
  const answer = (response.headers.get('Content-Type') ?? '').includes('json') ? await response.json() : null;
  if (!response.ok) {
    throw new Refusal(response.status, answer ?? {});
  }
  return answer;
}
