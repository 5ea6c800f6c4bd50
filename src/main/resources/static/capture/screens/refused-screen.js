import { PhotoScreen } from './photo-screen.js';

/** What helps against a finding, as a picture. */
const DRAWINGS = {
  no_face: 'frame',
  multiple_faces: 'others',
  face_too_small: 'closer',
  face_cropped: 'back',
  head_turned: 'straight',
  head_pitch: 'level',
  head_tilted: 'straight',
  blurred: 'still',
  compressed: 'still',
  overexposed: 'backlight',
  eyes_closed: 'eyes',
  mouth_open: 'mouth',
  greyscale: 'colours',
  colour: 'colours',
  not_matched: 'straight',
  other: 'frame',
};

/**
 * <refused-screen> - what to change, or that no attempts are left. Input: `jpeg`, `verdict`.
 * Outcomes: `taking again`, or `known` when a next step follows.
 */
class RefusedScreen extends PhotoScreen {

  actions = {
    again: () => this.#again(),
  };

  get #last() {
    return this.input.verdict.attempts_left === 0;
  }

  get code() {
    return this.#last ? 'attempts_exhausted' : null;
  }

  get ending() {
    return this.#last ? { state: 'ended', mayFollow: true } : null;
  }

  render() {
    super.render();
    const { attempts_left: attempts, findings } = this.input.verdict;
    this.at('title').textContent = this.texts.of(this.#last ? 'problem.attempts_exhausted.title' : 'refused.title');
    this.at('attempts').textContent = this.#last ? this.texts.of('problem.attempts_exhausted.text')
      : this.texts.count('attempts.left', attempts);
    // Where the policy is strict, hints are reason enough
    const refusals = findings.filter(({ severity }) => severity !== 'hint');
    const reasons = refusals.length ? refusals : findings;
    const hints = findings.filter((finding) => !reasons.includes(finding));
    this.at('reasons').append(...reasons.map(({ code }) => this.#finding(code)));
    this.at('hints').append(...hints.map(({ code }) => this.#finding(code)));
    this.at('hinted').hidden = hints.length === 0;
    if (this.#last) {
      this.querySelector('.actions').remove();
    }
  }

  /** Who may not have another photo compared yet learns it before it is taken. */
  #again() {
    return this.attempt(async () => {
      if (this.journey.compares) {
        this.journey.know(await this.api.open());
      }
      this.done('taking again');
    }, this.again('again'));
  }

  #finding(code) {
    const known = this.texts.has(`finding.${code}.what`) ? code : 'other';
    const item = document.getElementById('finding').content.cloneNode(true);
    item.querySelector('[data-part=drawing]').setAttribute('href', `#draw-${DRAWINGS[known] ?? 'light'}`);
    item.querySelector('[data-part=what]').textContent = this.texts.of(`finding.${known}.what`);
    item.querySelector('[data-part=advice]').textContent = this.texts.of(`finding.${known}.advice`);
    return item;
  }

}

customElements.define('refused-screen', RefusedScreen);
