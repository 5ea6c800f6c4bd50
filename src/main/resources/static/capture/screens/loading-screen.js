import { tellHost } from '../embedding.js';
import { Screen } from './screen.js';

/** <loading-screen> - asks the server how things stand. Outcome: `known`. */
class LoadingScreen extends Screen {

  shown() {
    this.attempt(async () => {
      const capture = await this.api.read();
      await this.journey.speak(capture.locale);
      if (this.signal.aborted) {
        return;
      }
      this.journey.know(capture);
      tellHost(capture.sdk_origins, 'ready');
      this.done('known');
    }, this.again());
  }

}

customElements.define('loading-screen', LoadingScreen);
