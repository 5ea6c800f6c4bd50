import { CaptureProblem } from '../capture-api.js';
import { addressForTheBrowser, isComputer, platform } from '../device.js';
import { isGoodEnd, isOfCamera, signOf, wayOn } from '../problems.js';
import { stillOf } from '../selfie-camera.js';
import { FollowingScreen } from './following-screen.js';
import { safeAddress } from './screen.js';

/** How to get at the camera after all: steps, each a drawing and the key of a text. */
const STEPS = {
  camera_denied: {
    desktop: [['address', 'problem.camera_denied.desktop'], ['allow', 'problem.camera_denied.allow']],
    android: [['address', 'problem.camera_denied.android'], ['allow', 'problem.camera_denied.allow']],
    ios: [['address', 'problem.camera_denied.ios'], ['allow', 'problem.camera_denied.allow']],
  },
  camera_in_app: {
    android: [['menu', 'problem.camera_in_app.menu']],
    ios: [['menu', 'problem.camera_in_app.menu']],
    desktop: [['menu', 'problem.camera_in_app.menu']],
  },
};

/**
 * <problem-screen> - why the person cannot go on, and what helps; every dead end is one.
 * Input: `page` of texts, `problem` as the server told it, `again`, the screen that tries the same again.
 * Outcomes: `trying again`, `taking again`, `starting again`, `taken`, `done elsewhere`, and `known` when a next step
 * follows.
 */
class ProblemScreen extends FollowingScreen {

  actions = {
    retry: () => this.#retry(),
    sendNewLink: () => this.#sendNewLink(),
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
    this.at('title').textContent = this.texts.of(`problem.${code}.title`);
    this.at('text').textContent = this.texts.of(`problem.${code}.text`);
    this.at('steps').append(...(STEPS[code]?.[platform()] ?? []).map((step) => this.#step(step)));
    this.at('steps').hidden = !this.at('steps').childElementCount;
    this.at('sign').setAttribute('href', `#sign-${signOf(code)}`);
    this.querySelector('.sign').classList.toggle('good', isGoodEnd(code));
    this.#renderWay(way);
    if (!this.input.problem.newLink) {
      this.at('new-link').remove();
    }
    const support = way ? null : safeAddress(this.input.problem.application?.support);
    if (support) {
      this.at('support').href = support;
    } else {
      this.at('support').remove();
    }
    if (isOfCamera(code)) {
      this.at('ways').hidden = false;
      this.at('another').textContent = this.texts.of(isComputer() ? 'elsewhere.text' : 'elsewhere.phone');
      if (code === 'camera_in_app') {
        // What helps comes first: trying again does not
        this.at('steps').before(this.at('ways'));
        this.at('retry').className = 'secondary';
      }
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

  #step([drawing, key]) {
    const item = document.getElementById('way-step').content.cloneNode(true);
    item.querySelector('[data-part=drawing]').setAttribute('href', `#draw-${drawing}`);
    item.querySelector('[data-part=what]').textContent = this.texts.of(key);
    return item;
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

  /** To the mailbox or phone that the first one went to. */
  #sendNewLink() {
    return this.attempt(async () => {
      await this.api.sendNewLink();
      this.at('sent').textContent = this.texts.of('problem.new_link_sent');
      this.at('text').remove();
      this.querySelector('[data-action=sendNewLink]').remove();
      this.querySelector('h1').focus({ preventScroll: true });
    }, this.again('sendNewLink'));
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
        this.#offerTheBrowser(handOff.link);
        this.follow(handOff, () => this.#offerElsewhere());
      }
    } catch {
      // The rest of the help stands
    }
  }

  /** Inside of an app, which may hand the page over. */
  #offerTheBrowser(link) {
    const address = this.code === 'camera_in_app' ? addressForTheBrowser(link) : null;
    this.at('browser').hidden = address === null;
    if (address) {
      this.at('browser').href = address;
    }
  }

}

customElements.define('problem-screen', ProblemScreen);
