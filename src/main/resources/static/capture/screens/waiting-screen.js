import { Screen } from './screen.js';

/**
 * <waiting-screen> - asks for patience while the server is busy, and tries again by itself. Input: `problem`, `again`.
 * Outcome: `trying again`.
 */
class WaitingScreen extends Screen {

  actions = {
    retry: () => this.done('trying again', this.input.again),
  };

  get code() {
    return this.input.problem.code;
  }

  render() {
    this.at('title').textContent = this.texts.of(`problem.${this.code}.title`);
    this.at('text').textContent = this.texts.of(`problem.${this.code}.text`);
  }

  async shown() {
    await this.countDown(this.input.problem.retryAfterSeconds, 'problem.countdown');
    this.done('trying again', this.input.again);
  }

}

customElements.define('waiting-screen', WaitingScreen);
