const MINUTE_MS = 60000;

/** From here on the person is told how long there is. */
const NOTICE_MINUTES = 3;

/** `setTimeout` counts no further. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * <session-clock> - says when the person's time is about to end, and offers more of it, or says that there is no more.
 *
 * Hidden until a few minutes are left; then one sentence a minute, which screen readers speak.
 * Properties `texts`, `now`, which tells the time of the server in milliseconds, and `button`; methods
 * `until(instant, extensible)`, `stop()`.
 *
 * @event session-clock:near - the time is about to end
 * @event session-clock:more - the person asks for more time
 * @event session-clock:over - the time is over
 */
class SessionClock extends HTMLElement {

  texts = null;
  now = () => Date.now();

  #end = null;
  #extensible = false;
  #timer = null;

  connectedCallback() {
    document.addEventListener('visibilitychange', this.#look);
  }

  disconnectedCallback() {
    document.removeEventListener('visibilitychange', this.#look);
    this.stop();
  }

  /**
   * @param {string} instant when the time ends
   * @param {boolean} extensible whether more time can be had
   */
  until(instant, extensible) {
    const end = Date.parse(instant);
    if (end !== this.#end || extensible !== this.#extensible) {
      this.stop();
      this.#end = end;
      this.#extensible = extensible;
      this.#look();
    }
  }

  /** That asks for more time, while it can be pressed. */
  get button() {
    return this.querySelector('[data-part=more]:not([hidden])');
  }

  stop() {
    clearTimeout(this.#timer);
    this.#end = null;
    this.hidden = true;
    this.replaceChildren();
  }

  /** Phones stop the timers of hidden pages, so this looks at the time itself. */
  #look = () => {
    clearTimeout(this.#timer);
    if (this.#end === null) {
      return;
    }
    const left = this.#end - this.now();
    if (left <= 0) {
      this.stop();
      this.dispatchEvent(new CustomEvent('session-clock:over', { bubbles: true }));
      return;
    }
    const minutes = Math.ceil(left / MINUTE_MS);
    let next = left - NOTICE_MINUTES * MINUTE_MS;
    if (minutes <= NOTICE_MINUTES) {
      const near = this.hidden;
      this.#say(minutes);
      if (near) {
        this.dispatchEvent(new CustomEvent('session-clock:near', { bubbles: true }));
      }
      next = left - (minutes - 1) * MINUTE_MS;
    }
    this.#timer = setTimeout(this.#look, Math.min(LONGEST_TIMEOUT_MS, next + 50));
  };

  #say(minutes) {
    if (this.hidden) {
      const template = document.getElementById('time').content.cloneNode(true);
      this.texts.fill(template, {});
      this.replaceChildren(template);
      const more = this.querySelector('[data-part=more]');
      more.hidden = !this.#extensible;
      more.addEventListener('click', () => {
        this.dispatchEvent(new CustomEvent('session-clock:more', { bubbles: true }));
      });
      this.hidden = false;
    }
    this.querySelector('[data-part=left]').textContent = this.texts.of(this.#extensible ? 'time.left' : 'time.last', {
      duration: this.texts.duration('minute', minutes),
    });
  }

}

customElements.define('session-clock', SessionClock);
