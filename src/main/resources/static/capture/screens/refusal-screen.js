import { CaptureProblem } from '../capture-api.js';
import { Screen } from './screen.js';

/** <refusal-screen> - asks once more before the person ends it all. Outcome: `reconsidered`; else it fails. */
class RefusalScreen extends Screen {

  actions = {
    reconsider: () => this.done('reconsidered'),
    refuse: () => this.#refuse(),
  };

  #refuse() {
    return this.attempt(async () => {
      await this.api.refuse();
      throw new CaptureProblem('consent_refused', null, this.journey.capture.redirect_url, true);
    }, this.again('refuse'));
  }

}

customElements.define('refusal-screen', RefusalScreen);
