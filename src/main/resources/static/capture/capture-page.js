import { brand } from './branding.js';
import { CaptureApi, CaptureProblem } from './capture-api.js';
import './capture-handoff.js';
import { inApp, isComputer, platform } from './device.js';
import { tellHost } from './embedding.js';
import { Guidance } from './guidance.js';
import { stillOf } from './selfie-camera.js';
import './session-clock.js';
import { LANGUAGES, Texts, nameOf } from './texts.js';

/** How often a busy server is asked again without the person pressing anything. */
const WAITS = 5;

/** Between two looks at what the phone is doing. */
const FOLLOW_MS = 2000;

/** Between two sentences of guidance that are spoken. */
const SPEAK_MS = 2500;

/** How long the last page stays before it takes the person back. */
const LEAVE_SECONDS = 8;

/** Problems that are over when the person takes another photo; one page explains them all. */
const OF_THE_PHOTO = ['image_too_large', 'image_type_unsupported', 'image_unreadable', 'image_dimensions_unsupported',
  'image_empty'];

/** Problems that may be over when the same thing is tried again. */
const PASSING = ['offline', 'internal_error'];

/** Problems that ask for patience, for as long as the server says. */
const OF_PATIENCE = ['busy', 'too_many_requests'];

/** Problems that are over when the person begins anew. */
const OF_THE_BEGINNING = ['link_not_opened', 'consent_required'];

/** Ends that are good news. */
const GOOD_ENDS = ['link_used', 'request_decided', 'registration_not_needed'];

const SIGNS = {
  link_expired: 'time',
  link_incomplete: 'link',
  link_unknown: 'link',
  link_replaced: 'link',
  request_cancelled: 'stop',
  consent_refused: 'stop',
  attempts_exhausted: 'stop',
  offline: 'offline',
};

/** What helps against a finding, as a picture. */
const DRAWINGS = {
  no_face: 'frame',
  multiple_faces: 'others',
  face_too_small: 'closer',
  face_cropped: 'back',
  head_turned: 'straight',
  head_pitch: 'level',
  head_tilted: 'straight',
  blurred: 'still',
  compressed: 'still',
  overexposed: 'backlight',
  eyes_closed: 'eyes',
  mouth_open: 'mouth',
  greyscale: 'colours',
  colour: 'colours',
  other: 'frame',
};

/** Where an address of an application may not lead. */
const NO_ADDRESS = ['javascript:', 'data:', 'blob:', 'file:', 'vbscript:', 'about:'];

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

  /** What is being looked at or sent: { jpeg: Blob, key: string, url: string, byItself: boolean }. */
  #photo = null;

  /** Ends whatever is under way when another link is opened or the page is left. */
  #journey = new AbortController();

  /** Ends what belongs to the screen that is shown: countdowns, listeners, guidance. */
  #screen = new AbortController();

  /** Shows the present screen once more, in another language. */
  #render = null;

  #language = null;
  #guidance = null;
  #automatic = true;
  #busy = false;
  #retry = null;
  #waits = 0;
  #spoken = { text: '', at: 0, timer: null };

  #actions = {
    agree: () => this.#agree(),
    disagree: () => this.#showRefusal(),
    reconsider: () => this.#showConsent(),
    refuse: () => this.#refuse(),
    start: () => this.#start(),
    handoff: () => this.#handOff(),
    here: () => this.#load(),
    tips: () => window.history.back(),
    auto: () => this.#toggleAutomatic(),
    take: () => this.#take(false),
    submit: () => this.#submit(),
    again: () => this.#showCamera(),
    retry: () => this.#retry(),
    stay: () => this.#stay(),
  };

  get #clock() {
    return document.querySelector('session-clock');
  }

  connectedCallback() {
    this.addEventListener('click', (event) => {
      const button = event.target.closest('button[data-action]');
      if (button && button.getAttribute('aria-disabled') !== 'true') {
        this.#actions[button.dataset.action]();
      }
    });
    this.addEventListener('change', (event) => {
      if (event.target.matches('input[type=file]') && event.target.files.length) {
        this.#takeFile(event.target.files[0]);
      }
    });
    this.addEventListener('selfie-camera:ready', () => this.#cameraReady());
    this.addEventListener('selfie-camera:paused', () => this.#cameraAwaited());
    this.addEventListener('selfie-camera:picture', (event) => this.#showPreview(event.detail.jpeg));
    this.addEventListener('selfie-camera:unavailable', (event) => this.#showCameraProblem(event.detail.reason));
    this.#clock.addEventListener('session-clock:more', () => this.#extend());
    this.#clock.addEventListener('session-clock:over', () => this.#timeIsOver());
    document.getElementById('language').addEventListener('change', (event) => this.#changeLanguage(event.target.value));
    window.addEventListener('hashchange', () => this.#begin());
    window.addEventListener('popstate', () => this.#goBack());
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
    const token = window.location.hash.slice(1);
    const complete = /^[\w.~-]+$/.test(token);
    this.#api = complete ? new CaptureApi(token, signal, (attempt, attempts) => {
      this.#say(this.#texts.of('sending.retry', { attempt, attempts }));
    }) : null;
    try {
      await this.#speak([this.#language, ...navigator.languages]);
    } catch {
      document.getElementById('not-loaded').hidden = false;
      return;
    }
    if (signal.aborted) {
      return;
    }
    document.getElementById('not-loaded').hidden = true;
    if (complete) {
      await this.#load();
    } else {
      this.#showProblem('link_incomplete');
    }
  }

  #leave() {
    this.#journey.abort();
    this.#screen.abort();
    this.#forgetPhoto();
    this.#clock.stop();
    this.#capture = null;
    this.#render = null;
    this.#busy = false;
    this.#waits = 0;
    this.replaceChildren();
  }

  #load() {
    return this.#attempt(() => this.#load(), async (signal) => {
      this.#show('loading');
      const capture = await this.#api.read();
      try {
        await this.#speak([this.#language, capture.locale, ...navigator.languages]);
      } catch {
        // The language the page already speaks will do
      }
      signal.throwIfAborted();
      this.#know(capture);
      tellHost(capture.sdk_origins, 'ready');
      if (capture.consent) {
        this.#showConsent();
      } else {
        this.#showGuide();
      }
    });
  }

  /** Takes over what the server says of the request. */
  #know(capture) {
    this.#capture = capture;
    brand(capture.application_name, capture.branding);
    this.#setClock();
  }

  #setClock() {
    this.#clock.texts = this.#texts;
    this.#clock.now = () => this.#api.now();
    this.#clock.until(this.#capture.session_ends_at ?? this.#capture.open_before, this.#capture.extensible === true);
  }

  #agree() {
    return this.#attempt(() => this.#load(), async () => {
      this.#disable(true);
      const { language, text } = this.#consentText();
      this.#know(await this.#api.agree({ language, version: this.#capture.consent.version, text_hash: text.hash }));
      this.#showGuide();
    });
  }

  #refuse() {
    return this.#attempt(() => this.#refuse(), async () => {
      this.#disable(true);
      await this.#api.refuse();
      throw new CaptureProblem('consent_refused', null, this.#capture.redirect_url);
    });
  }

  #start() {
    return this.#attempt(() => this.#start(), async () => {
      this.#disable(true);
      this.#know(await this.#api.open());
      if (window.history.state?.step !== 'camera') {
        // The way back leads to the tips, not out of the page
        window.history.pushState({ step: 'camera' }, '');
      }
      this.#showCamera();
    });
  }

  #submit() {
    return this.#attempt(() => this.#sendAgain(), async () => {
      this.#disable(true);
      this.#say(this.#texts.of('sending.first'));
      const progress = this.#part('progress');
      progress.hidden = false;
      const verdict = await this.#api.submit(this.#photo.jpeg, this.#photo.key, (share) => {
        progress.value = share;
      });
      this.#capture = { ...this.#capture, ...verdict, redirect_url: verdict.redirect_url ?? this.#capture.redirect_url };
      if (verdict.accepted) {
        this.#showCompleted('completed.text');
      } else {
        this.#showRefused(verdict);
      }
    });
  }

  #sendAgain() {
    this.#renderPreview();
    return this.#submit();
  }

  async #extend() {
    try {
      const { session_ends_at: end } = await this.#api.extend();
      this.#capture = { ...this.#capture, session_ends_at: end, extensible: false };
      this.#setClock();
      this.#say(this.#texts.of('guide.until', { moment: this.#texts.moment(end) }));
    } catch {
      // The end comes as it was announced
    }
  }

  /** The server has the last word on what time it is. */
  #timeIsOver() {
    if (!this.#busy) {
      this.#load();
    }
  }

  #goBack() {
    if (!this.#capture || this.#busy) {
      return;
    }
    const { screen } = this.dataset;
    if (window.history.state?.step === 'camera' && screen === 'guide') {
      this.#start();
    } else if (['camera', 'preview', 'refused', 'handoff'].includes(screen)) {
      this.#forgetPhoto();
      this.#showGuide();
    }
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
      this.#showProblem(problem instanceof CaptureProblem ? problem.code : 'internal_error', again, problem);
    }
  }

  /** @throws {TypeError} if the language file cannot be read */
  async #speak(wishes) {
    if (!this.#texts?.suits(wishes)) {
      this.#texts = await Texts.load(wishes);
      document.documentElement.lang = this.#texts.language;
      document.documentElement.dir = this.#texts.direction;
      this.#offerLanguages();
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
    const again = this.#render;
    try {
      await this.#speak([language]);
    } catch {
      this.#language = null;
      this.#offerLanguages();
      return;
    }
    if (this.#capture) {
      this.#clock.stop();
      this.#setClock();
    }
    if (again && again === this.#render && !this.#busy) {
      again();
      document.getElementById('language').focus({ preventScroll: true });
    }
  }

  #showConsent() {
    this.#render = () => this.#showConsent();
    const { application_name: application, consent } = this.#capture;
    this.#show('consent', { application }, (screen) => {
      const { language, text } = this.#consentText();
      const paper = screen.querySelector('[data-part=document]');
      paper.lang = language;
      paper.dir = 'auto';
      paper.append(...text.text.split(/\n\s*\n/).map((paragraph) => {
        const element = document.createElement('p');
        element.textContent = paragraph.trim();
        return element;
      }));
      screen.querySelector('[data-part=version]').textContent = consent.version
        ? this.#texts.of('consent.version', { version: consent.version }) : '';
    });
  }

  /** The text in the language of the page, or in one that there is. */
  #consentText() {
    const { texts } = this.#capture.consent;
    const offered = Object.keys(texts);
    const language = [this.#texts.language, ...navigator.languages, 'en']
      .map((wish) => offered.find((tag) => tag.toLowerCase().split('-')[0] === wish.toLowerCase().split('-')[0]))
      .find(Boolean) ?? offered[0];
    return { language, text: texts[language] };
  }

  #showRefusal() {
    this.#render = () => this.#showRefusal();
    this.#show('refusal', { application: this.#capture.application_name });
  }

  #showGuide() {
    this.#render = () => this.#showGuide();
    const { application_name: application, attempts_left: attempts, open_before: openBefore,
      session_ends_at: sessionEndsAt, handed_off: handedOff } = this.#capture;
    this.#show('guide', { application }, (screen) => {
      screen.querySelector('[data-action=handoff]').hidden = handedOff === true || !isComputer();
    });
    this.#part('attempts').textContent = this.#texts.count('attempts.left', attempts);
    this.#part('until').textContent = this.#texts.of('guide.until', {
      moment: this.#texts.moment(sessionEndsAt ?? openBefore),
    });
  }

  #handOff() {
    return this.#attempt(() => this.#handOff(), async () => {
      this.#disable(true);
      this.#showHandOff(await this.#api.handOff());
    });
  }

  #showHandOff(handOff) {
    this.#render = () => this.#showHandOff(handOff);
    if (window.history.state?.step !== 'handoff') {
      window.history.pushState({ step: 'handoff' }, '');
    }
    this.#show('handoff', {}, () => {}, null);
    this.querySelector('capture-handoff').show(handOff, this.#texts);
    this.#say(this.#texts.of('handoff.waiting'));
    this.#follow(handOff, this.#screen.signal, () => this.#handOff());
  }

  /** Looks what the phone is doing until it is done, or the person uses this device after all. */
  async #follow({ open_before: openBefore }, signal, renew) {
    let continued = false;
    for (;;) {
      await pause(FOLLOW_MS, signal);
      if (signal.aborted) {
        return;
      }
      if (document.hidden) {
        continue;
      }
      try {
        const capture = await this.#api.look();
        if (signal.aborted) {
          return;
        }
        if (capture.continued_elsewhere && !continued) {
          continued = true;
          this.querySelector('capture-handoff').hidden = true;
          this.#say(this.#texts.of('handoff.continued'));
        } else if (!continued && this.#api.now() > Date.parse(openBefore)) {
          renew();
          return;
        }
        this.#know(capture);
      } catch (problem) {
        if (signal.aborted) {
          return;
        }
        if (problem.code === 'link_used') {
          this.#capture.redirect_url ??= problem.redirectUrl;
          this.#showCompleted('completed.phone');
          return;
        }
        if (!PASSING.includes(problem.code) && !OF_PATIENCE.includes(problem.code)) {
          this.#showProblem(problem.code ?? 'internal_error', () => this.#load(), problem);
          return;
        }
      }
    }
  }

  #showCamera() {
    this.#render = () => this.#showCamera();
    this.#forgetPhoto();
    this.#show('camera');
    this.#part('advice').hidden = true;
    this.querySelector('[data-action=auto]').setAttribute('aria-pressed', String(this.#automatic));
    this.#cameraAwaited();
    this.querySelector('selfie-camera').start();
  }

  #cameraAwaited() {
    this.#guidance?.stop();
    this.#say(this.#texts.of('camera.wait'));
    this.querySelector('[data-action=take]')?.setAttribute('aria-disabled', 'true');
  }

  #cameraReady() {
    const camera = this.querySelector('selfie-camera');
    this.#api.cameraStarted();
    this.#say(this.#texts.of('camera.ready'));
    this.#spoken = { text: '', at: performance.now(), timer: null };
    this.querySelector('[data-action=take]').removeAttribute('aria-disabled');
    this.#guidance = new Guidance(camera, (frame, signal) => this.#api.judge(frame, signal),
      (advice) => this.#advise(camera, advice));
    this.#guidance.start();
    this.#screen.signal.addEventListener('abort', () => {
      this.#guidance.stop();
      clearTimeout(this.#spoken.timer);
    });
  }

  /** One thing to change at a time: seen at once, spoken when it lasts. */
  #advise(camera, { code, share }) {
    const advice = this.#part('advice');
    const text = code ? this.#texts.of(`advice.${code}`) : '';
    advice.hidden = !code;
    advice.textContent = text;
    camera.dataset.advice = code === null ? 'none' : code === 'good' ? 'good' : 'change';
    camera.style.setProperty('--share', String(this.#automatic ? share : 0));
    this.#speakSoon(code ? text : this.#texts.of('camera.manual'));
    if (share === 1 && this.#automatic) {
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
      this.#say(text);
    }, Math.max(300, this.#spoken.at + SPEAK_MS - performance.now()));
  }

  #toggleAutomatic() {
    this.#automatic = !this.#automatic;
    this.querySelector('[data-action=auto]').setAttribute('aria-pressed', String(this.#automatic));
  }

  /** @param {boolean} byItself whether the page took the photo because everything was good */
  #take(byItself) {
    this.#guidance?.stop();
    this.#byItself = byItself;
    this.querySelector('selfie-camera').takePicture();
  }

  #byItself = false;

  async #takeFile(file) {
    const { signal } = this.#screen;
    const jpeg = await stillOf(file);
    if (signal.aborted) {
      return;
    }
    if (jpeg) {
      this.#byItself = false;
      this.#showPreview(jpeg);
    } else {
      this.#showProblem('image_unreadable');
    }
  }

  #showCameraProblem(reason) {
    const code = inApp() && reason !== 'busy' ? 'camera_in_app' : `camera_${reason}`;
    this.#showProblem(code, () => this.#showCamera());
  }

  #showPreview(jpeg) {
    this.#forgetPhoto();
    this.#photo = { jpeg, key: crypto.randomUUID(), url: URL.createObjectURL(jpeg), byItself: this.#byItself };
    this.#renderPreview();
  }

  #renderPreview() {
    this.#render = () => this.#renderPreview();
    this.#show('preview');
    this.#part('still').src = this.#photo.url;
    this.#say(this.#texts.of(this.#photo.byItself ? 'preview.taken' : 'preview.check'));
  }

  #showRefused(verdict) {
    this.#render = () => this.#showRefused(verdict);
    const { attempts_left: attempts, findings } = verdict;
    const last = attempts === 0;
    this.#show('refused', {}, (screen) => {
      const part = (name) => screen.querySelector(`[data-part=${name}]`);
      part('title').textContent = this.#texts.of(last ? 'problem.attempts_exhausted.title' : 'refused.title');
      part('attempts').textContent = last ? this.#texts.of('problem.attempts_exhausted.text')
        : this.#texts.count('attempts.left', attempts);
      part('still').src = this.#photo.url;
      // Where the policy is strict, hints are reason enough
      const refusals = findings.filter(({ severity }) => severity !== 'hint');
      const reasons = refusals.length ? refusals : findings;
      const hints = findings.filter((finding) => !reasons.includes(finding));
      part('reasons').append(...reasons.map(({ code }) => this.#finding(code)));
      part('hints').append(...hints.map(({ code }) => this.#finding(code)));
      part('hinted').hidden = hints.length === 0;
      if (last) {
        screen.querySelector('.actions').remove();
      }
    }, last ? 'attempts_exhausted' : null);
    if (last) {
      this.#end('attempts_exhausted');
    }
  }

  #finding(code) {
    const known = this.#texts.has(`finding.${code}.what`) ? code : 'other';
    const item = document.getElementById('finding').content.cloneNode(true);
    item.querySelector('[data-part=drawing]').setAttribute('href', `#draw-${DRAWINGS[known] ?? 'light'}`);
    item.querySelector('[data-part=what]').textContent = this.#texts.of(`finding.${known}.what`);
    item.querySelector('[data-part=advice]').textContent = this.#texts.of(`finding.${known}.advice`);
    return item;
  }

  /** @param {string} text the key of what was completed, and where */
  #showCompleted(text) {
    this.#render = () => this.#showCompleted(text);
    this.#forgetPhoto();
    this.#clock.stop();
    const { application_name: application, redirect_url: redirectUrl, sdk_origins: origins } = this.#capture;
    const address = safeAddress(redirectUrl);
    this.#show('completed', { application }, (screen) => {
      screen.querySelector('[data-part=text]').textContent = this.#texts.of(text);
      screen.querySelector('[data-part=close]').hidden = address !== null;
      screen.querySelector('[data-part=way-back]').hidden = address === null;
      if (address) {
        screen.querySelector('[data-part=back]').href = address;
      }
    });
    if (address) {
      this.#countDown(LEAVE_SECONDS, 'completed.leaving', () => window.location.assign(address));
    }
    tellHost(origins, 'completed');
    this.dispatchEvent(new CustomEvent('capture-page:completed', { bubbles: true }));
  }

  #stay() {
    this.#screen.abort();
    this.#part('countdown').textContent = '';
    this.querySelector('[data-action=stay]').remove();
    this.#part('back').focus();
  }

  /**
   * @param {string} code
   * @param again does the same thing once more
   * @param {CaptureProblem | null} problem as the server told it
   */
  #showProblem(code, again = () => this.#begin(), problem = null) {
    if (OF_PATIENCE.includes(code) && this.#waits < WAITS) {
      this.#wait(code, again, problem.retryAfterSeconds);
      return;
    }
    this.#waits = 0;
    this.#render = () => this.#showProblem(code, again, problem);
    const page = OF_THE_PHOTO.includes(code) ? 'photo' : code;
    const known = this.#texts.has(`problem.${page}.title`) ? page : 'internal_error';
    const retry = this.#wayOn(known, again);
    const address = retry ? null : safeAddress(problem?.redirectUrl ?? this.#capture?.redirect_url);
    const camera = known.startsWith('camera_');
    this.#retry = retry?.action;
    this.#show('problem', { application: this.#capture?.application_name ?? '' }, (screen) => {
      const part = (name) => screen.querySelector(`[data-part=${name}]`);
      this.#write(screen, known);
      const help = `problem.${known}.${platform()}`;
      part('help').textContent = this.#texts.has(help) ? this.#texts.of(help) : '';
      const good = GOOD_ENDS.includes(known);
      const sign = good ? 'good' : camera ? 'camera' : SIGNS[known] ?? 'note';
      part('sign').setAttribute('href', `#sign-${sign}`);
      screen.querySelector('.sign').classList.toggle('good', good);
      if (retry) {
        part('retry').textContent = this.#texts.of(retry.text);
        part('back').remove();
      } else if (address) {
        part('back').href = address;
        part('retry').remove();
      } else {
        screen.querySelector('.actions').remove();
      }
      if (!camera) {
        part('ways').remove();
        return;
      }
      part('ways').hidden = false;
      part('camera-app').hidden = this.#capture.allow_camera_app !== true;
    }, known);
    if (camera) {
      this.#offerElsewhere();
    }
    if (known === 'offline') {
      window.addEventListener('online', () => this.#retry(), { signal: this.#screen.signal });
    }
    if (!retry) {
      this.#end(known);
    }
  }

  #end(code) {
    this.#clock.stop();
    tellHost(this.#capture?.sdk_origins, 'ended', code);
  }

  /** A link for another browser or device; without one the page helps as far as it can. */
  async #offerElsewhere() {
    const { signal } = this.#screen;
    try {
      const handOff = await this.#api.handOff();
      if (!signal.aborted) {
        this.querySelector('capture-handoff').show(handOff, this.#texts);
        this.#part('elsewhere').hidden = false;
        this.#follow(handOff, signal, () => this.#offerElsewhere());
      }
    } catch {
      // The rest of the help stands
    }
  }

  /** What the person can press to get on after a problem; nothing after a dead end. */
  #wayOn(code, again) {
    if (code === 'photo') {
      return { text: 'problem.take_again', action: () => this.#showCamera() };
    }
    if (OF_THE_BEGINNING.includes(code)) {
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
    this.#render = null;
    this.#show('waiting', {}, (screen) => this.#write(screen, code), code);
    this.#countDown(seconds, 'problem.countdown', () => this.#retry());
  }

  #countDown(seconds, key, then) {
    const { signal } = this.#screen;
    const until = performance.now() + seconds * 1000;
    const tick = () => {
      if (signal.aborted) {
        return;
      }
      const left = Math.ceil((until - performance.now()) / 1000);
      if (left <= 0) {
        then();
        return;
      }
      this.#part('countdown').textContent = this.#texts.count(key, left);
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
    this.#showStep(name, screen.querySelector('[data-part=step]'));
    prepare(screen);
    this.replaceChildren(screen);
    this.dataset.screen = name;
    const heading = this.querySelector('h1');
    heading.tabIndex = -1;
    document.title = heading.textContent;
    if (name !== 'loading') {
      heading.focus({ preventScroll: true });
    }
    window.scrollTo(0, 0);
    this.dispatchEvent(new CustomEvent('capture-page:screen', { bubbles: true, detail: { screen: name, code } }));
  }

  /** How far the person has come, in words and as a row of bars. */
  #showStep(name, place) {
    if (!place) {
      return;
    }
    this.#asksConsent ||= name === 'consent';
    const all = [...(this.#asksConsent ? ['consent'] : []), 'guide', 'camera', 'preview'];
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

  #asksConsent = false;

  /** Tells, seen and heard, what is going on; a screen without a place for it has nothing to tell. */
  #say(text) {
    const status = this.#part('status');
    if (status && status.textContent !== text) {
      status.textContent = text;
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

/** An address that a page may go to, or null. */
function safeAddress(text) {
  try {
    const address = new URL(text);
    return NO_ADDRESS.includes(address.protocol) ? null : address.href;
  } catch {
    return null;
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}

customElements.define('capture-page', CapturePage);
