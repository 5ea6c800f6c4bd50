import { embedded, embeddingApplication } from './embedding.js';

const BASE = new URL('../api/capture', import.meta.url);

/** Pauses before a call is made again after the connection was lost; then the page says so. */
const RETRY_PAUSES_MS = [1000, 2000, 4000];

/** A call in which nothing moves for so long is given up. */
const STANDSTILL_MS = 20000;

const RETRY_AFTER_FALLBACK_S = 5;

/** Why a call was not granted: a stable `code`, and for `busy` and `too_many_requests` how long to wait. */
export class CaptureProblem extends Error {

  /**
   * @param {string} code
   * @param {number | null} retryAfterSeconds
   * @param {string | null} redirectUrl where the page goes at a dead end
   * @param {boolean} pending whether a next step may follow on the same link
   * @param {{ name: string, branding: object, support: string | undefined } | null} application whose link it is
   * @param {boolean} newLink whether a new link can be sent
   */
  constructor(code, retryAfterSeconds = null, redirectUrl = null, pending = false, application = null, newLink = false) {
    super(code);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.redirectUrl = redirectUrl;
    this.pending = pending;
    this.application = application;
    this.newLink = newLink;
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

  /** Milliseconds by which the clock of the server is ahead of that of this device. */
  #ahead = 0;

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

  /** What time it is for the server, in milliseconds, to about a second. */
  now() {
    return Date.now() + this.#ahead;
  }

  read() {
    return this.#patiently({ method: 'GET', path: '' });
  }

  /** Reads once, without any patience: for looking again and again. */
  look() {
    return this.#once({ method: 'GET', path: '' });
  }

  open() {
    return this.#patiently({ method: 'POST', path: '/open' });
  }

  agree(consent) {
    return this.#patiently({ method: 'POST', path: '/consent', body: JSON.stringify(consent), type: 'application/json' });
  }

  refuse() {
    return this.#patiently({ method: 'POST', path: '/consent/refusal' });
  }

  handOff() {
    return this.#patiently({ method: 'POST', path: '/hand-off' });
  }

  extend() {
    return this.#patiently({ method: 'POST', path: '/extension' });
  }

  /** Has a new link sent in place of one that has ended. */
  sendNewLink() {
    return this.#patiently({ method: 'POST', path: '/new-link' });
  }

  /** Reports that the camera runs. Only a statistic depends on it, so the call is neither awaited nor retried. */
  cameraStarted() {
    this.#once({ method: 'POST', path: '/camera' }).catch(() => {});
  }

  /**
   * Has one frame judged; a lost or late one is not sent again.
   *
   * @returns {Promise<object | null>} null where nothing guides people
   */
  async judge({ jpeg, enlargement }, signal) {
    const answer = await fetch(BASE + '/preview', {
      method: 'POST',
      body: jpeg,
      headers: { ...this.#headers('image/jpeg'), 'Frame-Enlargement': enlargement.toFixed(3) },
      cache: 'no-store',
      credentials: 'omit',
      mode: 'same-origin',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal,
    });
    if (!answer.ok) {
      throw problemOf(answer.status, parsed(await answer.text()), answer.headers.get('Retry-After'));
    }
    return answer.status === 204 ? null : answer.json();
  }

  /**
   * @param {(share: number) => void} onProgress how much of the photo has been sent, from 0 to 1
   */
  submit(jpeg, idempotencyKey, onProgress) {
    return this.#patiently({ method: 'POST', path: '/selfie', body: jpeg, type: 'image/jpeg', idempotencyKey, onProgress });
  }

  async #patiently(call) {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#once(call);
      } catch (error) {
        this.#signal.throwIfAborted();
        if (error instanceof CaptureProblem && error.code !== 'offline') {
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

  #headers(type, idempotencyKey) {
    return {
      'Accept': 'application/json, application/problem+json',
      'Capture-Token': this.#token,
      ...(type && { 'Content-Type': type }),
      ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
      ...(embedded() && embeddingApplication() && { 'Embedding-Application': embeddingApplication() }),
    };
  }

  /** By XMLHttpRequest, which alone tells how much of a body has been sent. */
  #once({ method, path, body, type, idempotencyKey, onProgress }) {
    return new Promise((resolve, reject) => {
      this.#signal.throwIfAborted();
      const call = new XMLHttpRequest();
      const stop = () => call.abort();
      let timer = null;
      const moves = () => {
        clearTimeout(timer);
        timer = setTimeout(stop, STANDSTILL_MS);
      };
      call.open(method, BASE + path);
      Object.entries(this.#headers(type, idempotencyKey)).forEach(([name, value]) => call.setRequestHeader(name, value));
      call.upload.onprogress = (event) => {
        moves();
        onProgress?.(event.lengthComputable ? event.loaded / event.total : 0);
      };
      call.onprogress = moves;
      call.onload = () => {
        const date = Date.parse(call.getResponseHeader('Date') ?? '');
        if (Number.isFinite(date)) {
          this.#ahead = date - Date.now();
        }
        try {
          resolve(answerOf(call));
        } catch (problem) {
          reject(problem);
        }
      };
      call.onerror = () => reject(new CaptureProblem('offline'));
      call.onabort = () => reject(this.#signal.aborted ? this.#signal.reason : new CaptureProblem('offline'));
      call.onloadend = () => {
        clearTimeout(timer);
        this.#signal.removeEventListener('abort', stop);
      };
      this.#signal.addEventListener('abort', stop);
      moves();
      call.send(body);
    });
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

function answerOf(call) {
  const answer = parsed(call.responseText);
  if (call.status >= 200 && call.status < 300) {
    if (answer === null && ![202, 204].includes(call.status)) {
      // Cut off on its way: the call is made again
      throw new CaptureProblem('offline');
    }
    return answer;
  }
  throw problemOf(call.status, answer, call.getResponseHeader('Retry-After'));
}

function problemOf(status, answer, retryAfterHeader) {
  const retryAfter = retryAfterSeconds(retryAfterHeader);
  if (answer?.code === 'temporarily_unavailable') {
    return new CaptureProblem('busy', retryAfter);
  }
  if (answer?.code === 'body_too_slow') {
    // The network brought next to nothing
    return new CaptureProblem('offline');
  }
  if (typeof answer?.code === 'string') {
    const { application_name: name, branding, support_address: support } = answer;
    return new CaptureProblem(answer.code, retryAfter, answer.redirect_url ?? null, answer.pending === true,
      name ? { name, branding, support } : null, answer.new_link === true);
  }
  // Not from our server but from something in front of it, which has no codes
  if (status === 429) {
    return new CaptureProblem('too_many_requests', retryAfter);
  }
  return new CaptureProblem([502, 503, 504].includes(status) ? 'busy' : 'internal_error', retryAfter);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function retryAfterSeconds(header) {
  if (header === null) {
    return RETRY_AFTER_FALLBACK_S;
  }
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return Number.isFinite(seconds) ? Math.max(1, seconds) : RETRY_AFTER_FALLBACK_S;
}
