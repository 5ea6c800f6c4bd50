import { brand } from './branding.js';
import { CaptureApi } from './capture-api.js';
import './capture-handoff.js';
import { tellHost } from './embedding.js';
import { Flow } from './flow.js';
import { Journey } from './journey.js';
import { endsTheLink } from './problems.js';
import './screens/camera-screen.js';
import './screens/completed-screen.js';
import './screens/consent-screen.js';
import './screens/guide-screen.js';
import './screens/handoff-screen.js';
import './screens/loading-screen.js';
import './screens/moment-screen.js';
import './screens/preview-screen.js';
import './screens/problem-screen.js';
import './screens/refusal-screen.js';
import './screens/refused-screen.js';
import './screens/waiting-screen.js';
import './session-clock.js';
import { LANGUAGES, Texts, nameOf } from './texts.js';

/**
 * <capture-page> - leads one person from the capture link to an accepted selfie.
 *
 * Shows one screen at a time, each an element of its own in `screens/`; `flow.js` decides which, `data-screen` tells
 * which. Reads the token of the link from the fragment of the address and keeps it in memory only; the fragment stays,
 * so a reload works. Photos are in memory only, too, and forgotten when the page is left.
 *
 * @event capture-page:screen - detail: { screen: string, code: string | null }
 * @event capture-page:completed - the selfie was accepted
 */
class CapturePage extends HTMLElement {

  #texts = null;
  #journey = null;
  #flow = null;

  /** Ends whatever is under way when another link is opened or the page is left. */
  #leaving = new AbortController();

  /** Whether more time is being asked for. */
  #extending = false;

  /** That the person chose, or null. */
  #language = null;

  get #clock() {
    return document.querySelector('session-clock');
  }

  /** That is shown; null before there was any. */
  get #screen() {
    return this.firstElementChild;
  }

  connectedCallback() {
    this.addEventListener('capture-screen:done', ({ target, detail: { outcome, input } }) => {
      this.#show(this.#flow.after(target.name, outcome, input, this.#journey.capture));
    });
    this.addEventListener('capture-screen:failed', ({ detail: { problem, again } }) => {
      if (problem.application) {
        brand(problem.application.name, problem.application.branding);
      }
      this.#show(this.#flow.afterProblem(problem, again));
    });
    this.#clock.addEventListener('session-clock:near', () => this.#readTime());
    this.#clock.addEventListener('session-clock:more', () => this.#extend());
    this.#clock.addEventListener('session-clock:over', () => this.#timeIsOver());
    document.getElementById('language').addEventListener('change', (event) => this.#changeLanguage(event.target.value));
    window.addEventListener('hashchange', () => this.#begin());
    window.addEventListener('popstate', () => this.#goThroughHistory());
    window.addEventListener('pagehide', () => this.#leave());
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) {
        window.location.reload();
      }
    });
    this.#begin();
  }

  async #begin() {
    this.#leave();
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    const token = window.location.hash.slice(1);
    const complete = /^[\w.~-]+$/.test(token);
    const api = complete ? new CaptureApi(token, signal, (attempt, attempts) => {
      this.#screen?.say(this.#texts.of('sending.retry', { attempt, attempts }));
    }) : null;
    const notLoaded = document.getElementById('not-loaded');
    try {
      await this.#speak([this.#language, ...navigator.languages]);
    } catch {
      notLoaded.hidden = false;
      return;
    }
    if (signal.aborted) {
      return;
    }
    notLoaded.hidden = true;
    this.#flow = new Flow();
    this.#journey = new Journey(api, () => this.#known(), (locale) => this.#speakAsAsked(locale));
    this.#journey.texts = this.#texts;
    this.#show(this.#flow.first(complete));
  }

  #leave() {
    this.#leaving.abort();
    this.#clock.stop();
    this.#journey = null;
    this.replaceChildren();
  }

  /** Puts a screen in place of the one before; its heading gets the focus, so that it is read out. */
  #show({ name, input }) {
    const screen = this.#place(name, input);
    if (name !== 'loading') {
      this.querySelector('h1').focus({ preventScroll: true });
    }
    window.scrollTo(0, 0);
    this.#remember(name);
    this.dispatchEvent(new CustomEvent('capture-page:screen', {
      bubbles: true,
      detail: { screen: name, code: screen.code },
    }));
    if (screen.ending) {
      this.#tellEnd(screen);
    }
    screen.shown();
  }

  #place(name, input) {
    const screen = document.createElement(`${name}-screen`);
    screen.journey = this.#journey;
    screen.input = input;
    this.replaceChildren(screen);
    this.dataset.screen = name;
    this.#showStep(name);
    const heading = this.querySelector('h1');
    heading.tabIndex = -1;
    document.title = heading.textContent;
    return screen;
  }

  /** The way back leads to the tips, not out of the page. */
  #remember(step) {
    if (['camera', 'handoff'].includes(step) && window.history.state?.step !== step) {
      window.history.pushState({ step }, '');
    }
  }

  #goThroughHistory() {
    const screen = this.#screen;
    if (screen && !screen.busy) {
      const next = this.#flow.through(screen, window.history.state?.step);
      if (next) {
        this.#show(next);
      }
    }
  }

  #tellEnd({ ending: { state }, code }) {
    this.#clock.stop();
    tellHost(this.#journey.capture?.sdk_origins, state, code);
    if (state === 'completed') {
      this.dispatchEvent(new CustomEvent('capture-page:completed', { bubbles: true }));
    }
  }

  #known() {
    const { application_name: application, branding } = this.#journey.capture;
    brand(application, branding);
    this.#setClock();
  }

  #setClock() {
    const { session_ends_at: end, extensible } = this.#journey.capture;
    if (!end) {
      // Before the person sees a step no time passes
      this.#clock.stop();
      return;
    }
    this.#clock.texts = this.#texts;
    this.#clock.now = () => this.#journey.api.now();
    this.#clock.until(end, extensible === true);
  }

  /** One press is one extension. */
  async #extend() {
    if (this.#extending) {
      return;
    }
    this.#extending = true;
    const journey = this.#journey;
    const pressed = this.#clock.contains(document.activeElement);
    try {
      this.#knowTime(journey, await journey.api.extend());
      this.#screen?.timeExtended();
    } catch (problem) {
      await this.#notExtended(problem, journey);
    } finally {
      this.#extending = false;
    }
    if (pressed && journey === this.#journey && !this.contains(document.activeElement)) {
      (this.#clock.button ?? this.querySelector('h1')).focus({ preventScroll: true });
    }
  }

  /** Says why; another tab may have used up the extensions. */
  async #notExtended(problem, journey) {
    if (journey !== this.#journey) {
      return;
    }
    if (endsTheLink(problem.code)) {
      await this.#timeIsOver();
    } else if (problem.code === 'session_not_extended') {
      await this.#readTime();
    } else {
      this.#screen?.say(this.#texts.of(`problem.${problem.code === 'offline' ? 'offline' : 'busy'}.title`));
    }
  }

  /** Another tab or device may have extended the time; whether there is some. */
  async #readTime() {
    const journey = this.#journey;
    try {
      const capture = await journey.api.look();
      this.#knowTime(journey, capture);
      return Date.parse(capture.session_ends_at) > journey.api.now();
    } catch {
      // What is known stands
      return false;
    }
  }

  #knowTime(journey, { session_ends_at: end, extensible }) {
    if (end && journey === this.#journey && !this.#screen.ending) {
      journey.know({ ...journey.capture, session_ends_at: end, extensible });
    }
  }

  /** The server has the last word on what time it is. */
  async #timeIsOver() {
    const journey = this.#journey;
    if (!await this.#readTime() && journey === this.#journey && !this.#screen?.busy) {
      this.#show(this.#flow.first(true));
    }
  }

  /** @throws {TypeError} if the language file cannot be read */
  async #speak(wishes) {
    if (!this.#texts?.suits(wishes)) {
      this.#texts = await Texts.load(wishes);
      document.documentElement.lang = this.#texts.language;
      document.documentElement.dir = this.#texts.direction;
      this.#offerLanguages();
      if (this.#journey) {
        this.#journey.texts = this.#texts;
      }
    }
  }

  async #speakAsAsked(locale) {
    try {
      await this.#speak([this.#language, locale, ...navigator.languages]);
    } catch {
      // The language the page already speaks will do
    }
  }

  #offerLanguages() {
    const select = document.getElementById('language');
    select.setAttribute('aria-label', this.#texts.of('page.language'));
    select.replaceChildren(...LANGUAGES.map((language) => {
      const option = document.createElement('option');
      option.value = language;
      option.lang = language;
      option.textContent = nameOf(language);
      option.selected = language === this.#texts.language;
      return option;
    }));
  }

  async #changeLanguage(language) {
    this.#language = language;
    const screen = this.#screen;
    try {
      await this.#speak([language]);
    } catch {
      this.#language = null;
      this.#offerLanguages();
      return;
    }
    if (!screen || screen !== this.#screen || screen.busy) {
      return;
    }
    if (this.#journey.capture && !screen.ending) {
      this.#clock.stop();
      this.#setClock();
    }
    // The same once more, in another language
    this.#place(screen.name, screen.input).shown();
    document.getElementById('language').focus({ preventScroll: true });
  }

  /** How far the person has come, in words and as a row of bars. */
  #showStep(name) {
    const place = this.querySelector('[data-part=step]');
    if (!place) {
      return;
    }
    const all = [...(this.#journey.asksConsent ? ['consent'] : []), 'guide', 'camera', 'preview'];
    const step = all.indexOf(name) + 1;
    const bars = document.createElement('span');
    bars.className = 'step-bars';
    bars.setAttribute('aria-hidden', 'true');
    bars.append(...all.map((_, index) => {
      const bar = document.createElement('i');
      bar.classList.toggle('done', index < step);
      return bar;
    }));
    const words = document.createElement('p');
    words.textContent = this.#texts.of('page.step', { step, steps: all.length });
    place.replaceChildren(words, bars);
  }

}

customElements.define('capture-page', CapturePage);
