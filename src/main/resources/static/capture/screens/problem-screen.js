import { CaptureProblem } from '../capture-api.js';
import { platform } from '../device.js';
import { isGoodEnd, isOfCamera, signOf, wayOn } from '../problems.js';
import { stillOf } from '../selfie-camera.js';
import { FollowingScreen } from './following-screen.js';
import { safeAddress } from './screen.js';

/**
 * <problem-screen> - why the person cannot go on, and what helps; every dead end is one.
 * Input: `page` of texts, `problem` as the server told it, `again`, the screen that tries the same again.
 * Outcomes: `trying again`, `taking again`, `starting again`, `taken`, `done elsewhere`, and `known` when a next step
 * follows.
 */
class ProblemScreen extends FollowingScreen {

  actions = {
    retry: () => this.#retry(),
  };

  get code() {
    return this.texts.has(`problem.${this.input.page}.title`) ? this.input.page : 'internal_error';
  }

  get ending() {
    return wayOn(this.code) ? null : { state: 'ended', mayFollow: this.input.problem.pending === true };
  }

  render() {
    const { code } = this;
    const way = wayOn(code);
    const help = `problem.${code}.${platform()}`;
    this.at('title').textContent = this.texts.of(`problem.${code}.title`);
    this.at('text').textContent = this.texts.of(`problem.${code}.text`);
    this.at('help').textContent = this.texts.has(help) ? this.texts.of(help) : '';
    this.at('sign').setAttribute('href', `#sign-${signOf(code)}`);
    this.querySelector('.sign').classList.toggle('good', isGoodEnd(code));
    this.#renderWay(way);
    if (isOfCamera(code)) {
      this.at('ways').hidden = false;
      this.at('camera-app').hidden = this.journey.capture.allow_camera_app !== true;
      this.at('file').addEventListener('change', ({ target }) => this.#takeFile(target.files));
    } else {
      this.at('ways').remove();
    }
  }

  #renderWay(way) {
    const { redirectUrl, pending } = this.input.problem;
    // The way back of the state is for a person for whom nothing follows
    const address = way ? null : safeAddress(redirectUrl ?? (pending ? null : this.journey.capture?.redirect_url));
    if (way) {
      this.at('retry').textContent = this.texts.of(way.text);
      this.at('back').remove();
    } else if (address) {
      this.at('back').href = address;
      this.at('retry').remove();
    } else {
      this.querySelector('.actions').remove();
    }
  }

  shown() {
    super.shown();
    if (isOfCamera(this.code)) {
      this.#offerElsewhere();
    }
    if (this.code === 'offline') {
      window.addEventListener('online', () => this.#retry(), { signal: this.signal });
    }
  }

  #retry() {
    const { outcome } = wayOn(this.code);
    this.done(outcome, outcome === 'trying again' ? this.input.again : {});
  }

  async #takeFile([file]) {
    if (!file) {
      return;
    }
    const jpeg = await stillOf(file);
    if (jpeg) {
      this.done('taken', { jpeg, key: crypto.randomUUID(), byItself: false });
    } else {
      this.fail(new CaptureProblem('image_unreadable'), null);
    }
  }

  /** A link for another browser or device; without one the page helps as far as it can. */
  async #offerElsewhere() {
    try {
      const handOff = await this.api.handOff();
      if (!this.signal.aborted) {
        this.querySelector('capture-handoff').show(handOff, this.texts);
        this.at('elsewhere').hidden = false;
        this.follow(handOff, () => this.#offerElsewhere());
      }
    } catch {
      // The rest of the help stands
    }
  }

}

customElements.define('problem-screen', ProblemScreen);
