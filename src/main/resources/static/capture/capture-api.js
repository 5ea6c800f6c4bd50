const BASE = new URL('../api/capture', import.meta.url);

/** Pauses before a call is made again after the connection was lost; then the page says so. */
const RETRY_PAUSES_MS = [1000, 2000, 4000];

/** Longer than the server needs for a selfie over a slow phone connection. */
const CALL_TIMEOUT_MS = 30000;

const RETRY_AFTER_FALLBACK_S = 5;

/** Why a call was not granted: a stable `code`, and for `busy` and `too_many_requests` how long to wait. */
export class CaptureProblem extends Error {

  constructor(code, retryAfterSeconds = null) {
    super(code);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

}

/**
 * Talks to the capture API on behalf of one capture link.
 *
 * The token travels in a header only. Every call may be repeated: a lost connection is retried here a few times,
 * and a selfie keeps its idempotency key, so it is judged once however often it is sent.
 * Every method throws a {@link CaptureProblem}; its code is `offline` when no answer came.
 */
export class CaptureApi {

  #token;
  #signal;
  #onRetry;

  /**
   * @param {string} token the secret of the capture link
   * @param {AbortSignal} signal ends all calls when the page moves on to another link
   * @param {(attempt: number, attempts: number) => void} onRetry told before a call is made again
   */
  constructor(token, signal, onRetry) {
    this.#token = token;
    this.#signal = signal;
    this.#onRetry = onRetry;
  }

  read() {
    return this.#call('GET', '');
  }

  open() {
    return this.#call('POST', '/open');
  }

  submit(jpeg, idempotencyKey) {
    return this.#call('POST', '/selfie', jpeg, { 'Content-Type': 'image/jpeg', 'Idempotency-Key': idempotencyKey });
  }

  async #call(method, path, body, headers) {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#callOnce(method, path, body, headers);
      } catch (error) {
        this.#signal.throwIfAborted();
        if (error instanceof CaptureProblem) {
          throw error;
        }
        if (attempt === RETRY_PAUSES_MS.length) {
          throw new CaptureProblem('offline');
        }
      }
      await this.#pause(RETRY_PAUSES_MS[attempt]);
      this.#onRetry(attempt + 2, RETRY_PAUSES_MS.length + 1);
    }
  }

  async #callOnce(method, path, body, headers) {
    const timeout = new AbortController();
    const stop = () => timeout.abort();
    const timer = setTimeout(stop, CALL_TIMEOUT_MS);
    this.#signal.addEventListener('abort', stop);
    try {
      const answer = await fetch(BASE + path, {
        method,
        body,
        headers: { ...headers, 'Accept': 'application/json, application/problem+json', 'Capture-Token': this.#token },
        cache: 'no-store',
        credentials: 'omit',
        mode: 'same-origin',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        signal: timeout.signal,
      });
      if (answer.ok) {
        return await answer.json();
      }
      throw await problemIn(answer);
    } finally {
      clearTimeout(timer);
      this.#signal.removeEventListener('abort', stop);
    }
  }

  #pause(milliseconds) {
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(this.#signal.reason);
      };
      const timer = setTimeout(() => {
        this.#signal.removeEventListener('abort', stop);
        resolve();
      }, milliseconds);
      this.#signal.addEventListener('abort', stop, { once: true });
    });
  }

}

async function problemIn(answer) {
  const retryAfter = retryAfterSeconds(answer.headers.get('Retry-After'));
  const problem = await answer.json().catch(() => ({}));
  if (typeof problem.code === 'string') {
    return new CaptureProblem(problem.code, retryAfter);
  }
  // Not from our server but from something in front of it, which has no codes
  if (answer.status === 429) {
    return new CaptureProblem('too_many_requests', retryAfter);
  }
  return new CaptureProblem([502, 503, 504].includes(answer.status) ? 'busy' : 'internal_error', retryAfter);
}

function retryAfterSeconds(header) {
  if (header === null) {
    return RETRY_AFTER_FALLBACK_S;
  }
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return Number.isFinite(seconds) ? Math.max(1, seconds) : RETRY_AFTER_FALLBACK_S;
}
