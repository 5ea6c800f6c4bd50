import { funnel } from './charts.js';
import { element } from './dom.js';
import { Tab } from './tab.js';
import { number, several } from './texts.js';

/** The tab *Registrations* of a process: how far its registrations came. */
export class DefinitionTab extends Tab {

  #processDefinitionId;

  constructor({ api, processDefinitionId }) {
    super({ api });
    this.#processDefinitionId = processDefinitionId;
  }

  async read() {
    return drawn(await this.api.funnel(this.#processDefinitionId));
  }

}

function drawn({ registrations, skipped, stages, limited, counted }) {
  if (registrations === 0) {
    return [element('p', { class: 'selfie-nothing' },
      'This process, in any of its versions, worked on no registration in the last 30 days.')];
  }
  return [
    element('p', {}, `${several(registrations, 'registration', 'registrations')} in the last 30 days, all versions `
      + `of the process; ${skipped === 0 ? 'none' : number(skipped)} of them ${skipped === 1 ? 'was' : 'were'} skipped${
        skipped === 0 ? '' : ', so no link was sent'}.`),
    funnel('How far registrations came', stages),
    limited ? element('p', { class: 'selfie-note' },
      `There are more registrations: the newest ${number(counted)} are counted.`) : '',
  ];
}
