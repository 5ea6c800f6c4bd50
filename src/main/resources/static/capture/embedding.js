const TYPE = 'selfie-registration';

/** The application that a host page says it shows this page for; part of the address, so the server knows it, too. */
export function embeddingApplication() {
  return new URLSearchParams(window.location.search).get('app');
}

/** Whether another page shows this one, in a frame or in a tab that it opened. */
export function embedded() {
  return window.parent !== window || window.opener !== null;
}

/**
 * Reports the state to the page that opened this one. Only the given origins can receive it.
 *
 * @param {string[] | undefined} origins of the application, exactly as a browser writes them
 * @param {'ready' | 'completed' | 'ended'} state `ended` is a dead end
 * @param {string | null} code why it ended
 */
export function tellHost(origins, state, code = null) {
  const host = window.parent !== window ? window.parent : window.opener;
  if (host) {
    (origins ?? []).forEach((origin) => host.postMessage({ type: TYPE, state, code }, origin));
  }
}
