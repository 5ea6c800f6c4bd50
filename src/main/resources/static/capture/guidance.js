import { HEAD_TO_FACE, OVAL } from './selfie-camera.js';
import { pause } from './timing.js';

/** From the start of one frame to the start of the next, when all is well. */
const PACE_MS = 400;

/** The longest pause between two frames, when the server has no room for them. */
const SLOWEST_MS = 5000;

/** An answer that takes longer is about what is over. */
const LATE_MS = 2500;

/** So many frames without an answer, and the person goes on without help. */
const FAILURES = 3;

/** So many good frames in a row, in which the face hardly moves, and the shutter may go. */
const STEADY_FRAMES = 3;

/** How far a face may move between two frames, in shares of the frame. */
const STILL = 0.04;

/** Height of the head, in shares of that of the oval, at which the face fills it. */
const FILLS = { least: 0.7, most: 1.1 };

/** How far from that of the oval the middle of the face may be, in shares of the width and height of the oval. */
const CENTRED = 0.12;

/** Mean brightness, from 0 to 255, below which the page says by itself that it is dark. */
const DARK = 45;

/** Reasons of the server that the same advice helps against. */
const SAME_ADVICE = { low_contrast: 'too_dark', noisy: 'too_dark', uneven_light: 'too_dark', blurred: 'hold_still' };

const KNOWN = ['no_face', 'multiple_faces', 'face_too_small', 'face_cropped', 'face_covered', 'eyes_covered', 'too_dark',
  'overexposed', 'head_turned', 'head_pitch', 'head_tilted', 'eyes_closed', 'mouth_open', 'hold_still'];

/**
 * Looks at what the camera sees, a few times a second, and says the one thing to change.
 *
 * One frame is on its way at most; a late answer is dropped. When frames are refused or lost, it asks less often, and
 * after a few of them says so: then the person takes the photo without help.
 */
export class Guidance {

  #camera;
  #judge;
  #tell;
  #turn = null;
  #place = null;
  #good = 0;

  /**
   * @param {SelfieCamera} camera
   * @param {(frame: { jpeg: Blob, enlargement: number }, signal: AbortSignal) => Promise<object|null>} judge answers
   * null where nothing guides people
   * @param {(advice: { code: string | null, share: number, finding: string | undefined }) => void} tell `code` is null
   * without help, `good`, or what to change; `share` says how far the face has been good for long enough, from 0 to 1;
   * `finding` is what would refuse a photo taken now
   */
  constructor(camera, judge, tell) {
    this.#camera = camera;
    this.#judge = judge;
    this.#tell = tell;
  }

  start() {
    this.stop();
    this.#turn = new AbortController();
    this.#place = null;
    this.#good = 0;
    this.#run(this.#turn.signal);
  }

  stop() {
    this.#turn?.abort();
  }

  /** Where the face is, in shares of the frame; null unless the last frame was good. */
  get place() {
    return this.#good > 0 ? this.#place : null;
  }

  async #run(signal) {
    let failures = 0;
    let pace = PACE_MS;
    while (!signal.aborted) {
      const started = performance.now();
      try {
        const frame = await this.#camera.frame();
        const verdict = frame && !signal.aborted ? await this.#inTime(frame, signal) : undefined;
        if (signal.aborted) {
          return;
        }
        if (verdict === null) {
          this.#tell({ code: null, share: 0 });
          return;
        }
        if (verdict) {
          failures = 0;
          pace = PACE_MS;
          this.#tell(this.#advice(verdict));
        }
      } catch {
        if (signal.aborted) {
          return;
        }
        pace = Math.min(SLOWEST_MS, pace * 2);
        this.#good = 0;
        if (++failures >= FAILURES) {
          this.#tell({ code: this.#camera.brightness() < DARK ? 'too_dark' : null, share: 0 });
        }
      }
      await pause(Math.max(50, pace - (performance.now() - started)), signal);
    }
  }

  async #inTime(frame, signal) {
    const late = new AbortController();
    const stop = () => late.abort();
    const timer = setTimeout(stop, LATE_MS);
    signal.addEventListener('abort', stop);
    try {
      return await this.#judge(frame, late.signal);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  #advice({ good, findings, face }) {
    const before = this.#place;
    this.#place = face;
    if (!good) {
      this.#good = 0;
      const code = findings.find(({ severity }) => severity === 'refuse')?.code;
      const advice = SAME_ADVICE[code] ?? code;
      return { code: KNOWN.includes(advice) ? advice : 'other', share: 0, finding: code };
    }
    const move = face && towardsTheOval(face);
    if (move) {
      this.#good = 0;
      return { code: move, share: 0 };
    }
    if (before && face && moved(before, face)) {
      this.#good = 1;
      return { code: 'hold_still', share: 0 };
    }
    this.#good++;
    return { code: 'good', share: Math.min(1, this.#good / STEADY_FRAMES) };
  }

}

/**
 * What brings the face into the oval; null when it fills it.
 *
 * The person sees a mirror: what is left in the frame is on the right of the person and of the screen.
 */
function towardsTheOval({ x, y, height }) {
  const filled = height * HEAD_TO_FACE / OVAL.height;
  if (filled < FILLS.least) {
    return 'face_too_small';
  }
  if (filled > FILLS.most) {
    return 'too_close';
  }
  const right = (OVAL.x - x) / OVAL.width;
  const below = (y - OVAL.y) / OVAL.height;
  if (Math.max(Math.abs(right), Math.abs(below)) <= CENTRED) {
    return null;
  }
  if (Math.abs(right) > Math.abs(below)) {
    return right > 0 ? 'move_left' : 'move_right';
  }
  return below > 0 ? 'move_up' : 'move_down';
}

function moved(before, now) {
  return Math.abs(before.x - now.x) > STILL || Math.abs(before.y - now.y) > STILL
    || Math.abs(before.height - now.height) > STILL;
}
