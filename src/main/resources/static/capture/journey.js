import { seen } from './timing.js';

/**
 * What the screens of one visit have in common; what only the next screen needs is handed over to it instead.
 *
 * Kept in memory only, and forgotten when the page is left.
 */
export class Journey {

  /** Of the language that the page speaks now. */
  texts = null;

  /** How things stand, as the server said last; null before it said anything. */
  capture = null;

  /** Whether the shutter may go by itself. */
  automatic = true;

  /** Whether agreeing is one of the steps. */
  asksConsent = false;

  #known;
  #wished;

  /**
   * @param {CaptureApi | null} api null without a link that could be followed
   * @param {() => void} known told when `capture` has changed
   * @param {(locale: string) => Promise<void>} wished told which language the request asks for
   */
  constructor(api, known, wished) {
    this.api = api;
    this.#known = known;
    this.#wished = wished;
  }

  /** Whether the photo is compared with the one that is registered. */
  get compares() {
    return this.capture?.module === 'selfie-verification';
  }

  /** Takes over what the server says of the request. */
  know(capture) {
    this.capture = capture;
    this.#known();
  }

  /**
   * Opens the link once the person sees its step, so that the time to read counts, and only then: programs that look at
   * the links in a mailbox read the page and see nothing.
   *
   * @param {AbortSignal} signal ends the waiting
   */
  async openWhenSeen(signal) {
    await seen(signal);
    if (this.capture.state === 'ready' && !signal.aborted) {
      const { state, session_ends_at, extensible } = await this.api.open();
      this.know({ ...this.capture, state, session_ends_at, extensible });
    }
  }

  /** Speaks the language of the request, unless the person chose another. */
  speak(locale) {
    return this.#wished(locale);
  }

}
