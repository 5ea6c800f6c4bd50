import { inApp } from '../device.js';
import { CaptureProblem } from '../capture-api.js';
import { Guidance } from '../guidance.js';
import { endsTheLink } from '../problems.js';
import '../selfie-camera.js';
import { Screen } from './screen.js';

/** Between two sentences of guidance that are spoken. */
const SPEAK_MS = 2500;

/** <camera-screen> - the camera, and the one thing to change. Outcome: `taken`. */
class CameraScreen extends Screen {

  actions = {
    tips: () => window.history.back(),
    auto: () => this.#toggleAutomatic(),
    take: () => this.#take(false),
  };

  #guidance = null;
  #byItself = false;

  /** What guidance said last would refuse a photo. */
  #objection = null;

  #spoken = { text: '', at: 0, timer: null };

  get #camera() {
    return this.querySelector('selfie-camera');
  }

  render() {
    this.addEventListener('selfie-camera:ready', () => this.#ready());
    this.addEventListener('selfie-camera:paused', () => this.#awaited());
    this.addEventListener('selfie-camera:picture', (event) => this.#taken(event.detail.jpeg));
    this.addEventListener('selfie-camera:unavailable', (event) => this.#unavailable(event.detail.reason));
    this.signal.addEventListener('abort', () => {
      this.#guidance?.stop();
      clearTimeout(this.#spoken.timer);
    });
    this.at('advice').hidden = true;
    this.#showAutomatic();
    this.#awaited();
  }

  shown() {
    this.#camera.start();
  }

  #awaited() {
    this.#guidance?.stop();
    this.say(this.texts.of('camera.wait'));
    this.querySelector('[data-action=take]').setAttribute('aria-disabled', 'true');
  }

  #ready() {
    this.api.cameraStarted();
    this.say(this.texts.of('camera.ready'));
    this.#spoken = { text: '', at: performance.now(), timer: null };
    this.querySelector('[data-action=take]').removeAttribute('aria-disabled');
    this.#guidance = new Guidance(this.#camera, (frame, signal) => this.#judge(frame, signal),
      (advice) => this.#advise(advice));
    this.#guidance.start();
  }

  /** The workflow may leave the module while the camera runs; the first frame afterwards tells. */
  async #judge(frame, signal) {
    try {
      return await this.api.judge(frame, signal);
    } catch (problem) {
      if (endsTheLink(problem.code) && !signal.aborted) {
        this.#guidance.stop();
        this.fail(problem, this.again());
      }
      throw problem;
    }
  }

  /** One thing to change at a time: seen at once, spoken when it lasts. */
  #advise({ code, share, finding }) {
    this.#objection = finding ?? null;
    const { automatic } = this.journey;
    const camera = this.#camera;
    const advice = this.at('advice');
    const text = code ? this.texts.of(`advice.${code}`) : '';
    advice.hidden = !code;
    advice.textContent = text;
    camera.dataset.advice = code === null ? 'none' : code === 'good' ? 'good' : 'change';
    camera.style.setProperty('--share', String(automatic ? share : 0));
    this.#speakSoon(code ? text : this.texts.of('camera.manual'));
    if (share === 1 && automatic) {
      this.#take(true);
    }
  }

  #speakSoon(text) {
    if (text === this.#spoken.text) {
      return;
    }
    this.#spoken.text = text;
    clearTimeout(this.#spoken.timer);
    this.#spoken.timer = setTimeout(() => {
      this.#spoken.at = performance.now();
      this.say(text);
    }, Math.max(300, this.#spoken.at + SPEAK_MS - performance.now()));
  }

  #toggleAutomatic() {
    this.journey.automatic = !this.journey.automatic;
    this.#showAutomatic();
  }

  #showAutomatic() {
    this.querySelector('[data-action=auto]').setAttribute('aria-pressed', String(this.journey.automatic));
  }

  /** @param {boolean} byItself whether the page took the photo because everything was good */
  #take(byItself) {
    this.#guidance?.stop();
    this.#byItself = byItself;
    this.#camera.takePicture(this.#guidance?.place);
  }

  #taken(jpeg) {
    this.done('taken', { jpeg, key: crypto.randomUUID(), byItself: this.#byItself, objection: this.#objection });
  }

  #unavailable(reason) {
    const code = inApp() && reason !== 'busy' ? 'camera_in_app' : `camera_${reason}`;
    this.fail(new CaptureProblem(code), this.again());
  }

}

customElements.define('camera-screen', CameraScreen);
