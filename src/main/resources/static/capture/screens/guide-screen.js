import { isComputer } from '../device.js';
import { Screen } from './screen.js';

/** <guide-screen> - do's and don'ts, and why the browser will ask for the camera. Outcomes: `started`, `handed off`. */
class GuideScreen extends Screen {

  actions = {
    start: () => this.#start(),
    handoff: () => this.#handOff(),
  };

  render() {
    const { attempts_left: attempts, handed_off: handedOff } = this.journey.capture;
    this.at('intro').textContent = this.texts.of(this.journey.compares ? 'guide.intro.verification' : 'guide.intro',
      { application: this.application });
    this.querySelector('[data-action=handoff]').hidden = handedOff === true || !isComputer();
    this.at('attempts').textContent = this.texts.count('attempts.left', attempts);
    this.#showEnd();
  }

  async shown() {
    super.shown();
    await this.openLink();
    this.#showEnd();
  }

  timeExtended() {
    super.timeExtended();
    this.#showEnd();
  }

  #showEnd() {
    const { open_before: openBefore, session_ends_at: sessionEndsAt } = this.journey.capture;
    this.at('until').textContent = this.texts.of('guide.until', {
      moment: this.texts.moment(sessionEndsAt ?? openBefore),
    });
  }

  #start() {
    return this.attempt(async () => {
      this.journey.know(await this.api.open());
      this.done('started');
    }, this.again('start'));
  }

  #handOff() {
    return this.attempt(async () => {
      this.done('handed off', { handOff: await this.api.handOff() });
    }, this.again('handoff'));
  }

}

customElements.define('guide-screen', GuideScreen);
