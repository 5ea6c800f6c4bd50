import { frameOf } from '../selfie-camera.js';
import { pause } from '../timing.js';
import { PhotoScreen } from './photo-screen.js';

/** The server judges no two frames sooner after each other, and guidance has just sent one. */
const AFTER_GUIDANCE_MS = 300;

/**
 * <preview-screen> - the photo, before it is sent, and at once what would be objected to. Input: `jpeg`, `byItself`,
 * `objection`, which names what guidance objected to, if anything, and `key`, which stays the same however
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
      this.#warn(objection);
    } else {
      this.say(this.texts.of(byItself ? 'preview.taken' : 'preview.check'));
    }
  }

  /** A refused photo costs an attempt, so the person decides, and taking another one is what is offered first. */
  #warn(code) {
    const finding = this.texts.has(`finding.${code}.what`) ? code : 'other';
    this.say(this.texts.of('preview.objection', { what: this.texts.of(`finding.${finding}.what`) }));
    this.at('submit').textContent = this.texts.of('preview.anyway');
    this.at('submit').className = 'secondary';
    this.at('again').className = 'primary';
    this.at('submit').before(this.at('again'));
  }

  shown() {
    super.shown();
    this.#check();
  }

  /** Says what would be objected to, before the photo costs an attempt. */
  async #check() {
    try {
      const frame = await frameOf(this.input.jpeg);
      await pause(AFTER_GUIDANCE_MS, this.signal);
      const verdict = await this.api.judge(frame, this.signal);
      const code = verdict?.findings.find(({ severity }) => severity === 'refuse')?.code;
      if (code && !this.busy && !this.signal.aborted) {
        this.#warn(code);
      }
    } catch {
      // The person learns it when the photo is sent
    }
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
