import { passes } from '../problems.js';
import { looks, pause } from '../timing.js';
import { Screen } from './screen.js';

/** Between two looks whether the step is there, at first and once it takes longer. */
const LOOK_MS = 1000;

const LATER_LOOK_MS = 5000;

/** After so long the person is told that it takes longer. */
const USUAL_MS = 30000;

/**
 * <moment-screen> - tells a person who came early that the next step is about to start, and becomes it by itself.
 * Input: `since`, when the waiting began. Outcome: `known`.
 */
class MomentScreen extends Screen {

  get #long() {
    return performance.now() - this.input.since > USUAL_MS;
  }

  render() {
    this.input = { since: performance.now(), ...this.input };
  }

  shown() {
    this.say(this.texts.of('moment.text'));
    this.#sayWhenItTakesLonger();
    this.#look();
  }

  async #look() {
    for await (const { capture, problem } of looks(this.api, () => this.#long ? LATER_LOOK_MS : LOOK_MS, this.signal)) {
      if (problem && !passes(problem.code)) {
        this.fail(problem, { name: 'loading', input: {} });
        return;
      }
      if (capture && capture.state !== 'waiting') {
        this.journey.know(capture);
        this.done('known', { arrived: true });
        return;
      }
    }
  }

  async #sayWhenItTakesLonger() {
    while (!this.#long && !this.signal.aborted) {
      await pause(LOOK_MS, this.signal);
    }
    const longer = this.at('longer');
    longer.textContent = this.texts.of('moment.longer');
    longer.hidden = false;
  }

}

customElements.define('moment-screen', MomentScreen);
