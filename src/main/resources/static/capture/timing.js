import { asksForPatience } from './problems.js';

/** Between two looks whether a next step follows. */
const NEXT_STEP_MS = 1000;

/** So long after an end a next step may follow. */
const NEXT_STEP_LIMIT_MS = 120000;

/**
 * Looks again and again how things stand: not while the page is hidden, and not before a busy server wants to be asked.
 * Ends when the signal aborts.
 *
 * @param {CaptureApi} api
 * @param {() => number} pace how long to wait before a look, in milliseconds
 * @param {AbortSignal} signal
 * @yields {{ capture: object | null, problem: CaptureProblem | null }}
 */
export async function* looks(api, pace, signal) {
  let patience = 0;
  for (;;) {
    await pause(Math.max(pace(), patience), signal);
    if (signal.aborted) {
      return;
    }
    if (!document.hidden) {
      const seen = await look(api);
      if (signal.aborted) {
        return;
      }
      patience = asksForPatience(seen.problem?.code) ? seen.problem.retryAfterSeconds * 1000 : 0;
      yield seen;
    }
  }
}

/**
 * Waits for the next step of a person for whom one is over, as long as the server says that one may follow.
 *
 * @returns {Promise<object | null>} how things stand then; null if none follows
 */
export async function nextStep(api, signal) {
  const until = performance.now() + NEXT_STEP_LIMIT_MS;
  for await (const { capture, problem } of looks(api, () => NEXT_STEP_MS, signal)) {
    if (capture) {
      return capture;
    }
    const unanswered = problem.code === 'offline' || asksForPatience(problem.code);
    if (!(problem.pending || unanswered) || performance.now() > until) {
      return null;
    }
  }
  return null;
}

/** Waits so long, or until the signal aborts; the caller looks which. */
export function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Waits until the page is seen, or until the signal aborts; the caller looks which. */
export function seen(signal) {
  return new Promise((resolve) => {
    const look = () => {
      if (!document.hidden || signal.aborted) {
        document.removeEventListener('visibilitychange', look);
        signal.removeEventListener('abort', look);
        resolve();
      }
    };
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look);
    look();
  });
}

async function look(api) {
  try {
    return { capture: await api.look(), problem: null };
  } catch (problem) {
    return { capture: null, problem };
  }
}
