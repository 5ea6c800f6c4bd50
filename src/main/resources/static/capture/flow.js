import { asksForPatience, pageOf } from './problems.js';

/** How often a busy server is asked again without the person pressing anything. */
const WAITS = 5;

/** What follows a screen, by what it says came of it; the screen it names, or a function that does. */
const FOLLOWS = {
  'loading': { 'known': stepOf },
  'moment': { 'known': stepOf },
  'consent': { 'agreed': 'guide', 'disagreed': 'refusal' },
  'refusal': { 'reconsidered': 'consent' },
  'guide': { 'started': 'camera', 'handed off': 'handoff' },
  'handoff': { 'renewed': 'handoff', 'staying here': 'loading', 'done elsewhere': 'completed' },
  'camera': { 'taken': 'preview' },
  'preview': { 'taking again': 'camera', 'accepted': 'completed', 'refused': 'refused' },
  'refused': { 'taking again': 'camera', 'known': stepOf },
  'completed': { 'known': stepOf },
  'problem': { 'taken': 'preview', 'taking again': 'camera', 'starting again': 'loading', 'done elsewhere': 'completed',
    'known': stepOf },
};

/** Screens from which the browser's way back leads to the tips, and not out of the page. */
const AFTER_THE_GUIDE = ['camera', 'preview', 'refused', 'handoff'];

/**
 * Decides which screen follows which.
 *
 * Every method answers with `{ name, input }`: the screen and what it is about.
 */
export class Flow {

  #waits = 0;

  /** The first screen of a link; without a token there is nothing to ask the server for. */
  first(complete) {
    return complete ? { name: 'loading', input: {} } : this.afterProblem({ code: 'link_incomplete' }, null);
  }

  /**
   * @param {string} screen that is shown
   * @param {string} outcome what came of it
   * @param {object} input for the next screen
   * @param {object} capture how things stand
   */
  after(screen, outcome, input, capture) {
    if (outcome === 'trying again') {
      return input;
    }
    this.#waits = 0;
    const next = FOLLOWS[screen][outcome];
    return { name: typeof next === 'function' ? next(capture) : next, input };
  }

  /**
   * @param {CaptureProblem} problem
   * @param {{ name: string, input: object }} again the screen that tries the same again
   */
  afterProblem(problem, again) {
    if (asksForPatience(problem.code) && this.#waits < WAITS) {
      this.#waits++;
      return { name: 'waiting', input: { problem, again } };
    }
    this.#waits = 0;
    if (problem.code === 'link_not_ready') {
      return { name: 'moment', input: {} };
    }
    return { name: 'problem', input: { page: pageOf(problem.code), problem, again } };
  }

  /**
   * Where the browser's buttons lead.
   *
   * @param {Screen} screen that is shown
   * @param {string | undefined} step that the history has at this place
   * @returns {{ name: string, input: object } | null} null if the screen stays
   */
  through({ name, ending }, step) {
    if (step === 'camera' && name === 'guide') {
      return { name: 'guide', input: { act: 'start' } };
    }
    return AFTER_THE_GUIDE.includes(name) && !ending ? { name: 'guide', input: {} } : null;
  }

}

/** The screen of the step at which the person is, or of the time before it. */
function stepOf({ state, consent }) {
  return state === 'waiting' ? 'moment' : consent ? 'consent' : 'guide';
}
