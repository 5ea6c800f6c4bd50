import { Api } from './api.js';
import { element } from './dom.js';
import { ENDS, moment, word } from './texts.js';
import { timeline } from './timeline.js';

const FILTERS = ['request_id', 'application', 'phase', 'outcome', 'delivery', 'from', 'until'];

const REQUEST_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Cockpit keeps what is asked for behind the `#`, after the path. */
function query() {
  return new URLSearchParams(window.location.hash.split('?')[1] ?? '');
}

function failed(error) {
  return element('p', { class: 'alert alert-danger', role: 'alert' }, error.message);
}

/** One registration: what it is, what can be done about it, and what happened to it. */
class Details {

  #api;
  #page;
  #read;
  #link;
  #node = element('div', { class: 'selfie-details' });
  #said = element('p', { class: 'selfie-said', role: 'status' });
  #photo = element('div', { class: 'selfie-photo' });

  /**
   * @param {Api} api
   * @param {string} page where this is, in the record of who looked at a photo
   * @param {() => Promise<object>} read
   * @param {boolean} link whether to show the way to the page of registrations
   */
  constructor(api, page, read, link) {
    this.#api = api;
    this.#page = page;
    this.#read = read;
    this.#link = link;
  }

  get node() {
    return this.#node;
  }

  async load() {
    this.#draw(await this.#read());
  }

  #draw({ registration, events, operator, may_resend: mayResend, may_look: mayLook, complete }) {
    const phases = registration.phases.map(({ phase }) => phase);
    const { request_id: id } = registration;
    this.#node.replaceChildren(
      element('div', { class: 'selfie-bar' },
        element('h3', {}, 'Registration ', element('code', {}, id)),
        this.#link ? element('a', { href: `#/registrations?request_id=${id}` }, 'Open in Registrations') : null,
        mayResend ? element('button', { type: 'button', class: 'btn btn-default',
          onclick: (event) => this.#do(event.target, 'A new link is on its way.', () => this.#api.resendLink(id)) },
        'Resend link') : null,
        mayLook ? registration.phases.filter(({ photo }) => photo).map(({ phase }) => element('button', { type: 'button',
          class: 'btn btn-default', onclick: (event) => this.#look(event.target, id, phase) },
        phases.length > 1 ? `Look at the photo (${phase})` : 'Look at the photo')) : null,
        element('button', { type: 'button', class: 'btn btn-default',
          onclick: (event) => this.#do(event.target, '', async () => {}) }, 'Refresh')),
      this.#said, element('div', { class: 'selfie-head' }, facts(registration, operator), this.#photo),
      timeline(events, phases, operator ? (delivery) => this.#do(null, 'The message is on its way again.',
        () => this.#api.redeliver(delivery)) : null),
      complete ? '' : element('p', { class: 'selfie-note' }, 'More happened than is shown here.'));
  }

  async #do(button, done, action) {
    button?.setAttribute('disabled', '');
    try {
      await action();
      await this.load();
      this.#say(done, false);
    } catch (error) {
      if (error.name !== 'AbortError') {
        this.#say(error.message, true);
      }
    }
    button?.removeAttribute('disabled');
  }

  /** The photo is painted, so there is no file of it in the page and no address to it. */
  async #look(button, id, phase) {
    await this.#do(button, 'This look was recorded.', async () => {
      const picture = await createImageBitmap(await this.#api.photo(id, phase, this.#page));
      const canvas = element('canvas', { role: 'img', 'aria-label': 'The registered selfie', width: picture.width,
        height: picture.height });
      canvas.getContext('2d').drawImage(picture, 0, 0);
      picture.close();
      this.#photo.replaceChildren(canvas, element('button', { type: 'button', class: 'btn btn-default btn-sm',
        onclick: () => this.#photo.replaceChildren() }, 'Close the photo'));
    });
  }

  #say(text, problem) {
    this.#said.textContent = text;
    this.#said.classList.toggle('selfie-problem', problem);
  }

}

function facts({ workspace, application_id: application, application_name: name, created_at: createdAt, user_id: user,
  phases }, operator) {
  const fact = (term, ...description) => [element('dt', {}, term), element('dd', {}, ...description)];
  return element('dl', { class: 'selfie-facts' },
    fact('Application', `${name ?? application} `, element('code', {}, application)),
    fact('Workspace', workspace),
    fact('Requested', moment(createdAt)),
    fact('User', user ?? (operator ? '–' : 'shown to operators of the workspace')),
    phases.flatMap(({ phase, outcome, process_instance_id: instance, definition_key: definition }) => fact(word(phase),
      state(outcome), ', process ', outcome ? definition
        : element('a', { href: `#/process-instance/${instance}/runtime` }, definition))));
}

function state(outcome) {
  const end = outcome ?? 'waiting';
  return element('span', { class: 'selfie-state' },
    element('span', { class: `selfie-key selfie-back-${end}`, 'aria-hidden': 'true' }), word(end));
}

/** The tab *Registration* of a process instance. */
export class InstanceTab {

  #leaving = new AbortController();
  #details;

  constructor({ api: cockpit, processInstanceId }) {
    const api = new Api(cockpit, this.#leaving.signal);
    this.#details = new Details(api, 'process_instance', () => api.registrationOf(processInstanceId), true);
  }

  async show(node) {
    const content = element('div', { class: 'selfie-tab' }, this.#details.node);
    node.append(content);
    try {
      await this.#details.load();
    } catch (error) {
      if (!this.#leaving.signal.aborted) {
        content.replaceChildren(error.code === 'request_unknown'
          ? element('p', { class: 'selfie-nothing' }, 'This instance works for no registration that you may see.')
          : failed(error));
      }
    }
  }

  leave() {
    this.#leaving.abort();
  }

}

/** The page *Registrations*, also of those whose process is over: a list to search in, or one of them. */
export class RegistrationsPage {

  #leaving = new AbortController();
  #api;

  constructor({ api }) {
    this.#api = new Api(api, this.#leaving.signal);
  }

  async show(node) {
    document.title = 'Registrations | Camunda Cockpit';
    const content = element('main', { class: 'selfie-page' });
    node.append(content);
    try {
      await (query().has('request_id') ? this.#one(content) : this.#all(content));
    } catch (error) {
      if (!this.#leaving.signal.aborted) {
        content.append(failed(error));
      }
    }
  }

  leave() {
    this.#leaving.abort();
  }

  async #one(content) {
    content.append(element('p', {}, element('a', { href: '#/registrations' }, 'All registrations')));
    const details = new Details(this.#api, 'registrations', () => this.#api.registration(query().get('request_id')), false);
    await details.load();
    content.append(details.node);
  }

  async #all(content) {
    const chosen = Object.fromEntries(FILTERS.map((name) => [name, query().get(name) ?? '']));
    const form = searchForm(chosen);
    const rows = element('tbody', {});
    const more = element('button', { type: 'button', class: 'btn btn-default' }, 'More');
    const nothing = element('p', { class: 'selfie-nothing', role: 'status' });
    content.append(element('h3', {}, 'Registrations'), form,
      element('table', { class: 'table cam-table selfie-list' },
        element('thead', {}, element('tr', {}, ['Requested', 'Application', 'Phase and state', 'Request']
          .map((heading) => element('th', { scope: 'col' }, heading)))), rows), nothing, more);
    const load = async (before) => {
      const { registrations, next } = await this.#api.list({ ...chosen, before });
      rows.append(...registrations.map(row));
      nothing.textContent = rows.childElementCount ? '' : 'No registration matches, or you may see none.';
      more.hidden = !next;
      more.onclick = () => load(next).catch((error) => content.append(failed(error)));
    };
    more.hidden = true;
    await load();
  }

}

function row({ request_id: id, application_id: application, application_name: name, created_at: createdAt, phases }) {
  return element('tr', {},
    element('td', {}, element('time', { datetime: createdAt }, moment(createdAt))),
    element('td', {}, name ?? application),
    element('td', {}, phases.map(({ phase, outcome }) => element('div', {}, `${word(phase)}: `, state(outcome)))),
    element('td', {}, element('a', { href: `#/registrations?request_id=${id}` }, id)));
}

function searchForm(chosen) {
  const field = (label, control) => element('label', { class: 'selfie-field' }, element('span', {}, label), control);
  const choice = (name, options) => element('select', { name, class: 'form-control' },
    element('option', { value: '' }, 'All'), options.map((value) => element('option', { value,
      selected: chosen[name] === value }, word(value))));
  const input = (name, type, more) => element('input', { name, type, class: 'form-control', value: chosen[name], ...more });
  return element('form', { class: 'selfie-search', onsubmit: (event) => {
    event.preventDefault();
    const wanted = [...new FormData(event.target)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);
    window.location.hash = `#/registrations?${new URLSearchParams(wanted)}`;
  } },
  field('Request id', input('request_id', 'search', { pattern: REQUEST_ID.source.slice(1, -1), maxlength: '36',
    title: 'The whole id of a request' })),
  field('Application id', input('application', 'search', { maxlength: '64' })),
  field('Phase', choice('phase', ['onboarding', 'verification'])),
  field('State', choice('outcome', ENDS)),
  field('Delivery', element('select', { name: 'delivery', class: 'form-control' },
    element('option', { value: '' }, 'All'),
    element('option', { value: 'dead', selected: chosen.delivery === 'dead' }, 'Failed'))),
  field('From', input('from', 'date')),
  field('Until', input('until', 'date')),
  element('button', { type: 'submit', class: 'btn btn-primary' }, 'Search'));
}
