import { Api } from './api.js';
import { funnel } from './charts.js';
import { element } from './dom.js';
import { number } from './texts.js';

/** The tab *Registrations* of a process: how far its registrations came. */
export class DefinitionTab {

  #leaving = new AbortController();
  #api;
  #processDefinitionId;

  constructor({ api, processDefinitionId }) {
    this.#api = new Api(api, this.#leaving.signal);
    this.#processDefinitionId = processDefinitionId;
  }

  async show(node) {
    const content = element('div', { class: 'selfie-tab', 'aria-live': 'polite' });
    node.append(content);
    try {
      content.replaceChildren(...drawn(await this.#api.funnel(this.#processDefinitionId)));
    } catch (error) {
      if (!this.#leaving.signal.aborted) {
        content.replaceChildren(element('p', { class: 'alert alert-danger', role: 'alert' }, error.message));
      }
    }
  }

  leave() {
    this.#leaving.abort();
  }

}

function drawn({ registrations, skipped, stages, limited, counted }) {
  if (registrations === 0) {
    return [element('p', { class: 'selfie-nothing' },
      'This process, in any of its versions, worked on no registration in the last 30 days.')];
  }
  return [
    element('p', {}, `${number(registrations)} registrations in the last 30 days, all versions of the process; `
      + `${number(skipped)} of them were skipped, so no link was sent.`),
    funnel('How far registrations came', stages),
    limited ? element('p', { class: 'selfie-note' },
      `There are more registrations: the newest ${number(counted)} are counted.`) : '',
  ];
}
