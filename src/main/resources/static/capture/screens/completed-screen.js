import { Screen, safeAddress } from './screen.js';

/** How long the last page stays before it takes the person back. */
const LEAVE_SECONDS = 8;

/**
 * <completed-screen> - says that the selfie was accepted, and takes the person back.
 * Input: `text`, the key of what was completed and where; `redirectUrl`, for a person who is done; `mayFollow`.
 * Outcome: `known`, when a next step follows.
 */
class CompletedScreen extends Screen {

  actions = {
    stay: () => this.#stay(),
  };

  #staying = new AbortController();

  get #address() {
    return safeAddress(this.input.redirectUrl);
  }

  get ending() {
    return { state: 'completed', mayFollow: this.input.mayFollow && !this.#address };
  }

  render() {
    const address = this.#address;
    this.at('text').textContent = this.texts.of(this.input.text);
    this.at('close').hidden = address !== null;
    this.at('way-back').hidden = address === null;
    if (address) {
      this.at('back').href = address;
    }
    this.signal.addEventListener('abort', () => this.#staying.abort());
  }

  async shown() {
    super.shown();
    const { signal } = this.#staying;
    const address = this.#address;
    if (address) {
      await this.countDown(LEAVE_SECONDS, 'completed.leaving', signal);
      if (!signal.aborted) {
        window.location.assign(address);
      }
    }
  }

  #stay() {
    this.#staying.abort();
    this.at('countdown').textContent = '';
    this.querySelector('[data-action=stay]').remove();
    this.at('back').focus();
  }

}

customElements.define('completed-screen', CompletedScreen);
