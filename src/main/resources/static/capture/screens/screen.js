import { CaptureProblem } from '../capture-api.js';
import { endsTheLink } from '../problems.js';
import { nextStep, pause } from '../timing.js';

/** Where an address of an application may not lead. */
const NO_ADDRESS = ['javascript:', 'data:', 'blob:', 'file:', 'vbscript:', 'about:'];

/** What the person learns at once when the link is opened. */
const STOPS = ['link_not_ready', 'comparisons_paused'];

/** From so many seconds on, a time is told in minutes. */
const IN_MINUTES = 120;

/**
 * What all screens can do. A screen is an element `<name-screen>` that shows the `<template id="screen-name">`; it is made
 * anew each time it is shown, and what belongs to it ends when it leaves the page.
 *
 * A button with `data-action` calls the action of that name, one at a time.
 *
 * @event capture-screen:done - detail: { outcome: string, input: object } of which the flow makes the next screen
 * @event capture-screen:failed - detail: { problem: CaptureProblem, again: { name: string, input: object } }
 */
export class Screen extends HTMLElement {

  /** @type {Journey} what all screens know */
  journey = null;

  /**
   * What this screen is about; `act` names an action that starts by itself, `arrived` says that the screen came without
   * the person doing anything.
   */
  input = {};

  /** What the buttons do, by their `data-action`. */
  actions = {};

  /** Whether something is under way that must not be disturbed. */
  busy = false;

  #leaving = new AbortController();

  get name() {
    return this.localName.replace('-screen', '');
  }

  /** Why the person cannot go on, where a screen says that. */
  get code() {
    return null;
  }

  /**
   * How the step ended, if this screen is its end: { state: 'completed' | 'ended', mayFollow: boolean }, where `mayFollow`
   * says whether a next step may come on the same link.
   */
  get ending() {
    return null;
  }

  get texts() {
    return this.journey.texts;
  }

  get api() {
    return this.journey.api;
  }

  /** The name of the application, as far as it is known. */
  get application() {
    return this.journey.capture?.application_name ?? this.input.problem?.application?.name ?? '';
  }

  /** Ends with the screen. */
  get signal() {
    return this.#leaving.signal;
  }

  connectedCallback() {
    const content = document.getElementById(`screen-${this.name}`).content.cloneNode(true);
    this.texts.fill(content, { application: this.application });
    this.replaceChildren(content);
    this.addEventListener('click', ({ target }) => {
      const button = target.closest('button[data-action]');
      if (button && button.getAttribute('aria-disabled') !== 'true') {
        this.actions[button.dataset.action]();
      }
    });
    this.render();
  }

  disconnectedCallback() {
    this.#leaving.abort();
  }

  /** Fills the parts of the template; called once, when they are in the page. */
  render() {
  }

  /** Begins what goes on while the screen is shown; called once, when its heading has the focus. */
  shown() {
    const { act, arrived } = this.input;
    if (arrived) {
      this.say(this.texts.of('moment.ready'));
    }
    if (this.ending?.mayFollow) {
      this.#awaitNextStep();
    }
    if (act) {
      this.input = { ...this.input, act: null };
      this.actions[act]();
    }
  }

  /** Goes on by itself when a next step follows; `data-awaits` is there as long as one may. */
  async #awaitNextStep() {
    this.dataset.awaits = 'next-step';
    const capture = await nextStep(this.api, this.signal);
    delete this.dataset.awaits;
    if (capture && !this.signal.aborted) {
      this.journey.asksConsent = false;
      this.journey.know(capture);
      this.done('known', { arrived: true });
    }
  }

  /** Starts the time of the person, who sees the step now; where that fails for a moment, the next button does it. */
  async openLink() {
    try {
      await this.journey.openWhenSeen(this.signal);
    } catch (problem) {
      if ((endsTheLink(problem.code) || STOPS.includes(problem.code)) && !this.busy) {
        this.fail(problem, { name: 'loading', input: {} });
      }
    }
  }

  /** This screen once more, as a way to try an action again. */
  again(act) {
    return { name: this.name, input: { ...this.input, act } };
  }

  /**
   * Does one thing at a time; a problem leads to a screen that explains it.
   *
   * @param {() => Promise<void>} action
   * @param {{ name: string, input: object }} again the screen that tries the same again
   */
  async attempt(action, again) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.querySelectorAll('button').forEach((button) => button.setAttribute('aria-disabled', 'true'));
    try {
      await action();
    } catch (problem) {
      this.fail(problem, again);
    } finally {
      this.busy = false;
    }
  }

  /** Says what came of this screen; what has left the page says nothing any more. */
  done(outcome, input = {}) {
    this.#tell('done', { outcome, input });
  }

  fail(problem, again) {
    this.#tell('failed', {
      problem: problem instanceof CaptureProblem ? problem : new CaptureProblem('internal_error'),
      again,
    });
  }

  #tell(what, detail) {
    if (this.isConnected) {
      this.dispatchEvent(new CustomEvent(`capture-screen:${what}`, { bubbles: true, detail }));
    }
  }

  /** Counts seconds down; ends with the signal, which the caller looks at. */
  async countDown(seconds, key, signal = this.signal) {
    const until = performance.now() + seconds * 1000;
    for (let left = seconds; left > 0 && !signal.aborted; left = Math.ceil((until - performance.now()) / 1000)) {
      this.at('countdown').textContent = this.texts.of(key, {
        application: this.application,
        duration: left > IN_MINUTES ? this.texts.duration('minute', Math.ceil(left / 60))
          : this.texts.duration('second', left),
      });
      await pause(250, signal);
    }
  }

  /** Tells, seen and heard, what is going on; a screen without a place for it has nothing to tell. */
  say(text) {
    const status = this.at('status');
    if (status && status.textContent !== text) {
      status.textContent = text;
    }
  }

  /** Says until when the person has time now. */
  timeExtended() {
    this.say(this.texts.of('guide.until', { moment: this.texts.moment(this.journey.capture.session_ends_at) }));
  }

  at(name) {
    return this.querySelector(`[data-part=${name}]`);
  }

}

/** An address that a page may go to, or null. */
export function safeAddress(text) {
  try {
    const address = new URL(text);
    return NO_ADDRESS.includes(address.protocol) ? null : address.href;
  } catch {
    return null;
  }
}
