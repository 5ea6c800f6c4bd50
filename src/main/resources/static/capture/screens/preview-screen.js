import { PhotoScreen } from './photo-screen.js';

/**
 * <preview-screen> - the photo, before it is sent. Input: `jpeg`, `byItself`, `objection`, which names what guidance objected to, if anything, and `key`, which stays the same however
 * often the photo is sent. Outcomes: `taking again`, `accepted`, `refused`.
 */
class PreviewScreen extends PhotoScreen {

  actions = {
    submit: () => this.#submit(),
    again: () => this.done('taking again'),
  };

  render() {
    super.render();
    const { byItself, objection } = this.input;
    if (objection) {
      this.#warn(this.texts.has(`finding.${objection}.what`) ? objection : 'other');
    } else {
      this.say(this.texts.of(byItself ? 'preview.taken' : 'preview.check'));
    }
  }

  /** A refused photo costs an attempt, so the person decides, and taking another one is what is offered first. */
  #warn(finding) {
    this.say(this.texts.of('preview.objection', { what: this.texts.of(`finding.${finding}.what`) }));
    this.at('submit').textContent = this.texts.of('preview.anyway');
    this.at('submit').className = 'secondary';
    this.at('again').className = 'primary';
    this.at('submit').before(this.at('again'));
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
