import { PhotoScreen } from './photo-screen.js';

/**
 * <preview-screen> - the photo, before it is sent. Input: `jpeg`, `byItself`, and `key`, which stays the same however
 * often the photo is sent. Outcomes: `taking again`, `accepted`, `refused`.
 */
class PreviewScreen extends PhotoScreen {

  actions = {
    submit: () => this.#submit(),
    again: () => this.done('taking again'),
  };

  render() {
    super.render();
    this.say(this.texts.of(this.input.byItself ? 'preview.taken' : 'preview.check'));
  }

  #submit() {
    return this.attempt(async () => {
      const { jpeg, key } = this.input;
      this.say(this.texts.of('sending.first'));
      const progress = this.at('progress');
      progress.hidden = false;
      const verdict = await this.api.submit(jpeg, key, (share) => {
        progress.value = share;
      });
      if (verdict.accepted) {
        this.done('accepted', { text: 'completed.text', redirectUrl: verdict.redirect_url, mayFollow: true });
      } else {
        this.journey.know({ ...this.journey.capture, attempts_left: verdict.attempts_left });
        this.done('refused', { jpeg, verdict });
      }
    }, this.again('submit'));
  }

}

customElements.define('preview-screen', PreviewScreen);
