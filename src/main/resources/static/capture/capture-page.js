import { CaptureApi, CaptureProblem } from './capture-api.js';
import './selfie-camera.js';
import { Texts } from './texts.js';

/** How often a busy server is asked again without the person pressing anything. */
const WAITS = 5;

/** Problems that are over when the person takes another photo. */
const OF_THE_PHOTO = ['image_too_large', 'image_type_unsupported', 'image_unreadable', 'image_dimensions_unsupported',
  'image_empty'];

/** Problems that may be over when the same thing is tried again. */
const PASSING = ['offline', 'internal_error'];

/** Problems that ask for patience, for as long as the server says. */
const OF_PATIENCE = ['busy', 'too_many_requests'];

/** Ends that are good news. */
const GOOD_ENDS = ['link_used', 'request_decided', 'registration_not_needed'];

/**
 * <capture-page> - leads one person from the capture link to an accepted selfie.
 *
 * Shows one screen at a time, each a `<template id="screen-…">` of the page; `data-screen` tells which. Reads the token
 * of the link from the fragment of the address and keeps it in memory only; the fragment stays, so a reload works.
 * Photos are in memory only, too, and forgotten when the page is left.
 *
 * @event capture-page:screen - detail: { screen: string, code: string | null }
 * @event capture-page:completed - the selfie was accepted
 */
class CapturePage extends HTMLElement {

  #texts = null;
  #api = null;
  #capture = null;

  /** What is being looked at or sent: { jpeg: Blob, key: string, url: string }. */
  #photo = null;

  /** Ends whatever is under way when another link is opened or the page is left. */
  #journey = new AbortController();

  /** Ends what belongs to the screen that is shown: countdowns and listeners. */
  #screen = new AbortController();

  #busy = false;
  #retry = null;
  #waits = 0;

  #actions = {
    start: () => this.#start(),
    tips: () => this.#showGuide(),
    take: () => this.querySelector('selfie-camera').takePicture(),
    submit: () => this.#submit(),
    again: () => this.#showCamera(),
    retry: () => this.#retry(),
  };

  connectedCallback() {
    this.addEventListener('click', (event) => {
      const button = event.target.closest('button[data-action]');
      if (button && button.getAttribute('aria-disabled') !== 'true') {
        this.#actions[button.dataset.action]();
      }
    });
    this.addEventListener('selfie-camera:ready', () => this.#cameraReady());
    this.addEventListener('selfie-camera:paused', () => this.#cameraAwaited());
    this.addEventListener('selfie-camera:picture', (event) => this.#showPreview(event.detail.jpeg));
    this.addEventListener('selfie-camera:unavailable', (event) => this.#showCameraProblem(event.detail.reason));
    window.addEventListener('hashchange', () => this.#begin());
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
    this.#journey = new AbortController();
    const { signal } = this.#journey;
    try {
      this.#texts ??= await Texts.load(navigator.languages);
    } catch {
      document.getElementById('not-loaded').hidden = false;
      return;
    }
    if (signal.aborted) {
      return;
    }
    document.getElementById('not-loaded').hidden = true;
    const token = window.location.hash.slice(1);
    if (!/^[\w.~-]+$/.test(token)) {
      this.#showProblem('link_incomplete');
      return;
    }
    this.#api = new CaptureApi(token, signal, (attempt, attempts) => this.#say('sending.retry', { attempt, attempts }));
    await this.#load();
  }

  #leave() {
    this.#journey.abort();
    this.#screen.abort();
    this.#forgetPhoto();
    this.#capture = null;
    this.#busy = false;
    this.#waits = 0;
    this.replaceChildren();
  }

  #load() {
    return this.#attempt(() => this.#load(), async (signal) => {
      this.#show('loading');
      const capture = await this.#api.read();
      await this.#speak(capture.locale);
      signal.throwIfAborted();
      this.#capture = capture;
      document.getElementById('application').textContent = capture.application_name;
      this.#showGuide();
    });
  }

  #start() {
    return this.#attempt(() => this.#start(), async () => {
      this.#disable(true);
      this.#capture = await this.#api.open();
      this.#showCamera();
    });
  }

  #submit() {
    return this.#attempt(() => this.#sendAgain(), async () => {
      this.#disable(true);
      this.#say('sending.first');
      const verdict = await this.#api.submit(this.#photo.jpeg, this.#photo.key);
      this.#capture = { ...this.#capture, attempts_left: verdict.attempts_left };
      if (verdict.accepted) {
        this.#showCompleted();
      } else {
        this.#showRefused(verdict);
      }
    });
  }

  #sendAgain() {
    this.#renderPreview();
    return this.#submit();
  }

  /**
   * Does one thing at a time and turns every way it can fail into a screen.
   *
   * @param again does the same thing once more, for problems that pass
   */
  async #attempt(again, action) {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    const { signal } = this.#journey;
    let problem = null;
    try {
      await action(signal);
      this.#waits = 0;
    } catch (error) {
      problem = error;
    }
    if (signal.aborted) {
      return;
    }
    this.#busy = false;
    if (problem) {
      this.#showProblem(problem instanceof CaptureProblem ? problem.code : 'internal_error', again,
        problem.retryAfterSeconds);
    }
  }

  async #speak(locale) {
    try {
      this.#texts = await Texts.load([locale, ...navigator.languages]);
    } catch {
      // The language the page already speaks will do
    }
  }

  #showGuide() {
    const { application_name: application, attempts_left: attempts, open_before: openBefore,
      session_ends_at: sessionEndsAt } = this.#capture;
    this.#show('guide', { application });
    this.#part('attempts').textContent = this.#texts.count('attempts.left', attempts);
    this.#part('until').textContent = sessionEndsAt
      ? this.#texts.of('guide.until.finish', { moment: this.#texts.moment(sessionEndsAt) })
      : this.#texts.of('guide.until.start', { moment: this.#texts.moment(openBefore) });
  }

  #showCamera() {
    this.#forgetPhoto();
    this.#show('camera');
    this.#cameraAwaited();
    this.querySelector('selfie-camera').start();
  }

  #cameraAwaited() {
    this.#say('camera.wait');
    this.querySelector('[data-action=take]')?.setAttribute('aria-disabled', 'true');
  }

  #cameraReady() {
    this.#say('camera.ready');
    this.querySelector('[data-action=take]').removeAttribute('aria-disabled');
  }

  #showCameraProblem(reason) {
    this.#showProblem(`camera_${reason}`, () => this.#showCamera());
  }

  #showPreview(jpeg) {
    this.#forgetPhoto();
    this.#photo = { jpeg, key: crypto.randomUUID(), url: URL.createObjectURL(jpeg) };
    this.#renderPreview();
  }

  #renderPreview() {
    this.#show('preview');
    this.#part('still').src = this.#photo.url;
  }

  #showRefused({ attempts_left: attempts, findings }) {
    const last = attempts === 0;
    this.#show('refused', {}, (screen) => {
      const part = (name) => screen.querySelector(`[data-part=${name}]`);
      part('title').textContent = this.#texts.of(last ? 'problem.attempts_exhausted.title' : 'refused.title');
      part('attempts').textContent = last ? this.#texts.of('problem.attempts_exhausted.text')
        : this.#texts.count('attempts.left', attempts);
      part('still').src = this.#photo.url;
      const hints = findings.filter(({ severity }) => severity === 'hint');
      const reasons = findings.filter(({ severity }) => severity !== 'hint');
      part('reasons').append(...reasons.map(({ code }) => this.#finding(code)));
      part('hints').append(...hints.map(({ code }) => this.#finding(code)));
      part('hinted').hidden = hints.length === 0;
      part('help').textContent = last ? this.#texts.of('problem.attempts_exhausted.help') : '';
      if (last) {
        screen.querySelector('.actions').remove();
      }
    });
  }

  #finding(code) {
    const known = this.#texts.has(`finding.${code}.what`) ? code : 'other';
    const item = document.getElementById('finding').content.cloneNode(true);
    item.querySelector('[data-part=what]').textContent = this.#texts.of(`finding.${known}.what`);
    item.querySelector('[data-part=advice]').textContent = this.#texts.of(`finding.${known}.advice`);
    return item;
  }

  #showCompleted() {
    this.#forgetPhoto();
    this.#show('completed');
    this.dispatchEvent(new CustomEvent('capture-page:completed', { bubbles: true }));
  }

  #showProblem(code, again, retryAfterSeconds) {
    if (OF_PATIENCE.includes(code) && this.#waits < WAITS) {
      this.#wait(code, again, retryAfterSeconds);
      return;
    }
    this.#waits = 0;
    const known = this.#texts.has(`problem.${code}.title`) ? code : 'internal_error';
    const retry = this.#wayOn(known, again);
    this.#retry = retry?.action;
    this.#show('problem', {}, (screen) => {
      this.#write(screen, known);
      screen.querySelector('[data-part=help]').textContent = this.#texts.of(`problem.${known}.help`);
      screen.querySelector('.sign').classList.toggle('good', GOOD_ENDS.includes(known));
      if (retry) {
        screen.querySelector('[data-part=retry]').textContent = this.#texts.of(retry.text);
      } else {
        screen.querySelector('.actions').remove();
      }
    }, known);
    if (known === 'offline') {
      window.addEventListener('online', () => this.#retry(), { signal: this.#screen.signal });
    }
  }

  /** What the person can press to get on after a problem; nothing after a dead end. */
  #wayOn(code, again) {
    if (OF_THE_PHOTO.includes(code)) {
      return { text: 'problem.take_again', action: () => this.#showCamera() };
    }
    if (code === 'link_not_opened') {
      return { text: 'problem.start_again', action: () => this.#begin() };
    }
    if (PASSING.includes(code) || OF_PATIENCE.includes(code) || code.startsWith('camera_')) {
      return { text: 'problem.try_again', action: again };
    }
    return null;
  }

  #wait(code, again, seconds) {
    this.#waits++;
    this.#retry = again;
    this.#show('waiting', {}, (screen) => this.#write(screen, code), code);
    const { signal } = this.#screen;
    const until = performance.now() + seconds * 1000;
    const tick = () => {
      if (signal.aborted) {
        return;
      }
      const left = Math.ceil((until - performance.now()) / 1000);
      if (left <= 0) {
        this.#retry();
        return;
      }
      this.#part('countdown').textContent = this.#texts.count('problem.countdown', left);
      setTimeout(tick, 250);
    };
    tick();
  }

  #write(screen, code) {
    screen.querySelector('[data-part=title]').textContent = this.#texts.of(`problem.${code}.title`);
    screen.querySelector('[data-part=text]').textContent = this.#texts.of(`problem.${code}.text`);
  }

  /** Puts a screen in place of the one before; its heading gets the focus, so that it is read out. */
  #show(name, values = {}, prepare = () => {}, code = null) {
    this.#screen.abort();
    this.#screen = new AbortController();
    const screen = document.getElementById(`screen-${name}`).content.cloneNode(true);
    this.#texts.fill(screen, values);
    prepare(screen);
    this.replaceChildren(screen);
    this.dataset.screen = name;
    document.documentElement.lang = this.#texts.language;
    const heading = this.querySelector('h1');
    heading.tabIndex = -1;
    document.title = heading.textContent;
    if (name !== 'loading') {
      heading.focus({ preventScroll: true });
    }
    window.scrollTo(0, 0);
    this.dispatchEvent(new CustomEvent('capture-page:screen', { bubbles: true, detail: { screen: name, code } }));
  }

  /** Tells, seen and heard, what is going on; a screen without a place for it has nothing to tell. */
  #say(key, values) {
    const status = this.#part('status');
    if (status) {
      status.textContent = this.#texts.of(key, values);
    }
  }

  #disable(disabled) {
    this.querySelectorAll('button').forEach((button) => button.setAttribute('aria-disabled', String(disabled)));
  }

  #part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }

  #forgetPhoto() {
    if (this.#photo) {
      URL.revokeObjectURL(this.#photo.url);
      this.#photo = null;
    }
  }

}

customElements.define('capture-page', CapturePage);
