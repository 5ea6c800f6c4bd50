import { Api } from './api.js';
import { columns, counted } from './charts.js';
import { element, failure, loading } from './dom.js';
import { number, several, word } from './texts.js';

const PERIODS = [[1, 'Today'], [7, '7 days'], [30, '30 days']];

/** What the tiles say, whether it is an alarm, and which registrations they lead to. */
const TILES = [
  ['stuck', 'Stuck', true, { outcome: 'stuck' }],
  ['waiting', 'Waiting', false, { outcome: 'waiting' }],
  ['registered', 'Registered', false, { outcome: 'registered' }],
  ['verified', 'Verified', false, { outcome: 'verified' }],
  ['skipped', 'Skipped by rule', false, { outcome: 'skipped' }],
  ['expired', 'Expired', false, { outcome: 'expired' }],
  ['attempts_exhausted', 'Attempts used up', false, { outcome: 'attempts_exhausted' }],
  ['failed', 'Failed deliveries', true, { delivery: 'dead' }],
];

/** Ends that are rare: told in a line, where there are any. */
const RARE = ['not_matched', 'not_registered', 'undeliverable', 'cancelled', 'consent_refused'];

/** The panel *Selfie registrations*; what it shows is chosen here and kept while Cockpit is open. */
export class Dashboard {

  static #days = 7;
  static #application = '';

  #leaving = new AbortController();
  #api;
  #content = element('div', { class: 'selfie-content' }, loading());
  #said = element('p', { class: 'selfie-unseen', role: 'status' });
  #applications = element('select', { class: 'form-control', 'aria-label': 'Application',
    onchange: () => this.#choose(Dashboard.#days, this.#applications.value) });
  #periods = element('div', { class: 'btn-group', role: 'group', 'aria-label': 'Period' });

  constructor({ api }) {
    this.#api = new Api(api, this.#leaving.signal);
  }

  show(node) {
    this.#applications.append(element('option', { value: '' }, 'All applications'));
    this.#periods.append(...PERIODS.map(([days, name]) => element('button', { type: 'button',
      class: 'btn btn-default', 'data-days': String(days), onclick: () => this.#choose(days, Dashboard.#application) },
    name)));
    node.append(element('section', { class: 'selfie-panel', 'aria-labelledby': 'selfie-panel-title' },
      element('div', { class: 'selfie-bar' },
        element('h2', { id: 'selfie-panel-title', class: 'selfie-title' }, 'Selfie registrations'),
        this.#applications, this.#periods,
        element('button', { type: 'button', class: 'btn btn-default', onclick: () => this.#load(true) },
          'Refresh'),
        element('a', { class: 'selfie-all', href: '#/registrations' }, 'All registrations')),
      this.#said, this.#content));
    this.#load(false);
  }

  leave() {
    this.#leaving.abort();
  }

  #choose(days, application) {
    Dashboard.#days = days;
    Dashboard.#application = application;
    this.#load(true);
  }

  /** @param {boolean} asked whether the user asked for it and waits for the result */
  async #load(asked) {
    const days = Dashboard.#days;
    const application = Dashboard.#application;
    this.#periods.querySelectorAll('button').forEach((button) => {
      const chosen = button.dataset.days === String(days);
      button.classList.toggle('active', chosen);
      button.setAttribute('aria-pressed', String(chosen));
    });
    try {
      const overview = await this.#api.overview(days, application);
      if (days === Dashboard.#days && application === Dashboard.#application) {
        this.#draw(overview, days, application);
        this.#said.textContent = asked ? summary(overview) : '';
      }
    } catch (error) {
      if (!this.#leaving.signal.aborted) {
        this.#content.replaceChildren(failure(error, () => this.#load(true)));
      }
    }
  }

  #draw(overview, days, application) {
    this.#offer(overview.applications, application);
    const rare = RARE.filter((end) => overview.ends[end]);
    this.#content.replaceChildren(
      element('ul', { class: 'selfie-tiles' }, TILES.map(([end, name, alarm, filter]) => {
        const value = { failed: overview.failed_deliveries, stuck: overview.stuck }[end] ?? overview.ends[end] ?? 0;
        return element('li', { class: `selfie-tile selfie-edge-${end}${alarm && value ? ' selfie-alarm' : ''}`,
          'data-tile': end },
        element('a', { href: registrations(filter, days, application) },
          element('span', { class: 'selfie-number' }, number(value)), element('span', {}, name)));
      })),
      rare.length ? element('p', { class: 'selfie-rare' },
        `Other ends: ${rare.map((end) => `${word(end).toLowerCase()} ${number(overview.ends[end])}`).join(', ')}.`) : '',
      element('div', { class: 'selfie-charts' },
        columns(overview.bars, days === 1),
        counted(`Refused selfies by reason (${number(overview.refused_attempts)} refused)`,
          'No selfie was refused.', Object.entries(overview.refusals))),
      overview.limited ? element('p', { class: 'selfie-note' },
        `There are more registrations: the newest ${number(overview.counted)} are counted.`) : '');
  }

  #offer(applications, chosen) {
    this.#applications.replaceChildren(element('option', { value: '' }, 'All applications'),
      ...applications.map(({ id, name, workspace }) => element('option', { value: id },
        `${name ?? id} (${workspace === 'default' ? id : `${id}, ${workspace}`})`)));
    this.#applications.value = chosen;
  }

}

/** What the panel shows, as a sentence. */
function summary({ ends, failed_deliveries: failed, stuck }) {
  const counts = Object.entries(ends).map(([end, count]) => `${word(end).toLowerCase()} ${number(count)}`);
  return `${counts.length ? counts.join(', ') : 'No registrations'}; ${number(stuck)} stuck; ${several(failed, 'failed delivery', 'failed deliveries')}.`;
}

/** The address of the page with the registrations behind a number: of what is stuck, however old it is. */
function registrations(filter, days, application) {
  if (filter.outcome === 'stuck') {
    return `#/registrations?${new URLSearchParams({ ...filter, ...(application && { application }) })}`;
  }
  const from = new Date();
  from.setDate(from.getDate() - (days - 1));
  const day = `${from.getFullYear()}-${String(from.getMonth() + 1).padStart(2, '0')}-${String(from.getDate()).padStart(2, '0')}`;
  return `#/registrations?${new URLSearchParams({ ...filter, ...(application && { application }), from: day })}`;
}
