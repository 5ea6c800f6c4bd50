import { languageOf } from '../texts.js';
import { Screen } from './screen.js';

/** <consent-screen> - shows what the person has to agree to first. Outcomes: `agreed`, `disagreed`. */
class ConsentScreen extends Screen {

  actions = {
    agree: () => this.#agree(),
    disagree: () => this.done('disagreed'),
  };

  render() {
    this.journey.asksConsent = true;
    const { version } = this.journey.capture.consent;
    const { language, text } = this.#text();
    const paper = this.at('document');
    paper.lang = language;
    paper.dir = 'auto';
    paper.append(...text.text.split(/\n\s*\n/).map((paragraph) => {
      const element = document.createElement('p');
      element.textContent = paragraph.trim();
      return element;
    }));
    this.at('version').textContent = version ? this.texts.of('consent.version', { version }) : '';
  }

  shown() {
    super.shown();
    this.openLink();
  }

  #agree() {
    return this.attempt(async () => {
      const { version } = this.journey.capture.consent;
      const { language, text } = this.#text();
      this.journey.know(await this.api.agree({ language, version, text_hash: text.hash }));
      this.done('agreed');
    }, { name: 'loading', input: {} });
  }

  /** The text in the language of the page, or in one that there is. */
  #text() {
    const { texts } = this.journey.capture.consent;
    const offered = Object.keys(texts);
    const language = [this.texts.language, ...navigator.languages, 'en']
      .map((wish) => offered.find((tag) => languageOf(tag) === languageOf(wish)))
      .find(Boolean) ?? offered[0];
    return { language, text: texts[language] };
  }

}

customElements.define('consent-screen', ConsentScreen);
