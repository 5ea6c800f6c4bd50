import { Api } from './api.js';
import { element, failure, loading } from './dom.js';

/**
 * A tab of Cockpit: shows what its `read()` finds, and offers to try again when that fails. Each tab extends it and
 * adds that method.
 */
export class Tab {

  #leaving = new AbortController();
  #api;

  constructor({ api }) {
    this.#api = new Api(api, this.#leaving.signal);
  }

  /** Asks the service until the tab is left. */
  get api() {
    return this.#api;
  }

  /** Returns what stands in place of a failure; null leaves it a failure. */
  instead() {
    return null;
  }

  show(node) {
    const content = element('div', { class: 'selfie-tab' }, loading());
    node.append(content);
    return this.#load(content);
  }

  async #load(content) {
    try {
      content.replaceChildren(...await this.read());
    } catch (error) {
      if (!this.#leaving.signal.aborted) {
        content.replaceChildren(this.instead(error) ?? failure(error, () => this.#load(content)));
      }
    }
  }

  leave() {
    this.#leaving.abort();
  }

}
