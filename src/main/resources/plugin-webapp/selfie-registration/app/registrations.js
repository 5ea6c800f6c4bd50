import { Api } from './api.js';
import { element, failure, loading } from './dom.js';
import { Tab } from './tab.js';
import { ENDS, moment, several, word } from './texts.js';
import { possibleDuplicates } from './duplicates.js';
import { timeline } from './timeline.js';

const FILTERS = ['request_id', 'application', 'phase', 'outcome', 'delivery', 'duplicates', 'from', 'until'];

const REQUEST_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Cockpit keeps what is asked for behind the `#`, after the path. */
function query() {
  return new URLSearchParams(window.location.hash.split('?')[1] ?? '');
}

/** One registration: what it is, what can be done about it, and what happened to it. */
class Details {

  #api;
  #page;
  #read;
  #link;
  #busy = false;
  #bar = element('div', { class: 'selfie-bar' });
  #said = element('p', { class: 'selfie-said', role: 'status' });
  #photo = element('div', { class: 'selfie-photo' });
  #body = element('div', {});
  #node = element('div', { class: 'selfie-details' }, this.#bar, this.#said, this.#body);

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

  #draw({ registration, events, operator, may_resend: mayResend, may_retry: mayRetry, may_cancel: mayCancel,
    may_look: mayLook, complete, duplicates }) {
    const phases = registration.phases.map(({ phase }) => phase);
    const { request_id: id } = registration;
    const action = this.#node.contains(document.activeElement) ? document.activeElement.dataset.action : null;
    const button = (name, text, pressed) => element('button', { type: 'button', class: 'btn btn-default',
      'data-action': name, onclick: (event) => pressed(event.target) }, text);
    this.#bar.replaceChildren(...[
      element(this.#link ? 'h2' : 'h1', { class: 'selfie-title', tabindex: '-1' }, 'Registration ', element('code', {}, id)),
      this.#link ? element('a', { href: `#/registrations?request_id=${id}` }, 'Open in Registrations') : null,
      mayRetry ? button('retry', 'Retry', (pressed) => this.#do(pressed, () => 'What failed is tried again.',
        () => this.#api.retry(id))) : null,
      mayResend ? button('resend', 'Resend link', (pressed) => this.#do(pressed, () => 'A new link is on its way.',
        () => this.#api.resendLink(id))) : null,
      mayCancel ? button('cancel', 'Cancel', (pressed) => this.#confirm('Cancel this registration? Its link closes, and the '
        + 'result “cancelled” is published. This cannot be undone.', 'Cancel the registration', () => this.#do(pressed,
        () => 'The registration is cancelled.', () => this.#api.cancel(id)))) : null,
      ...(mayLook ? registration.phases.filter(({ photo }) => photo).map(({ phase }) => button(`look-${phase}`,
        phases.length > 1 ? `Look at the photo (${phase})` : 'Look at the photo',
        (pressed) => this.#look(pressed, id, phase, 'The registered selfie'))) : []),
      button('refresh', 'Refresh', (pressed) => this.#do(pressed, () => `Read again, ${moment(new Date())}.`,
        async () => {})),
    ].filter(Boolean));
    this.#body.replaceChildren(element('div', { class: 'selfie-head' }, facts(registration, operator), this.#photo),
      duplicates ? possibleDuplicates(duplicates, mayLook ? ({ request_id: other, phase }, pressed) => this.#look(pressed, other,
        phase, 'The selfie of the possible duplicate') : null) : '',
      timeline(events, phases, operator ? (delivery, pressed) => this.#do(pressed,
        () => 'The message is on its way again.', () => this.#api.redeliver(delivery)) : null),
      complete ? '' : element('p', { class: 'selfie-note' }, 'More happened than is shown here.'));
    if (action) {
      this.#focus(action);
    }
  }

  /** Asks before something that cannot be undone; Escape means no. */
  #confirm(question, yes, confirmed) {
    const id = 'selfie-question';
    const close = (event) => event.target.closest('dialog').close();
    const dialog = element('dialog', { class: 'selfie-dialog', 'aria-labelledby': id, onclose: () => dialog.remove() },
      element('p', { id }, question),
      element('div', { class: 'selfie-bar' },
        element('button', { type: 'button', class: 'btn btn-default', 'data-action': 'keep', onclick: close }, 'Keep it'),
        element('button', { type: 'button', class: 'btn btn-primary', 'data-action': 'confirm', onclick: (event) => {
          close(event);
          confirmed();
        } }, yes)));
    this.#node.append(dialog);
    dialog.showModal();
  }

  /** What was pressed was drawn anew, or is gone. */
  #focus(action) {
    (this.#node.querySelector(`[data-action="${CSS.escape(action)}"]`) ?? this.#bar.querySelector('.selfie-title')).focus();
  }

  /**
   * Does one thing at a time, shows what came of it and says so. The button stays one that can have the focus.
   *
   * @param {() => string} done what to say
   */
  async #do(button, done, action) {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    button.setAttribute('aria-disabled', 'true');
    this.#say('', false);
    try {
      await action();
      await this.load();
      this.#say(done(), false);
    } catch (error) {
      if (error.name !== 'AbortError') {
        this.#say(error.message, true);
      }
    } finally {
      this.#busy = false;
      button.removeAttribute('aria-disabled');
    }
  }

  /** The photo is painted, so there is no file of it in the page and no address to it. */
  async #look(button, id, phase, label) {
    await this.#do(button, () => 'This look was recorded.', async () => {
      const picture = await createImageBitmap(await this.#api.photo(id, phase, this.#page));
      const canvas = element('canvas', { role: 'img', 'aria-label': label, width: picture.width,
        height: picture.height });
      canvas.getContext('2d').drawImage(picture, 0, 0);
      picture.close();
      // One of each kind is shown, so that a photo and the one of a possible duplicate can be compared
      this.#photo.querySelector(`figure[data-photo="${label}"]`)?.remove();
      const figure = element('figure', { 'data-photo': label }, canvas, element('figcaption', {}, label),
        element('button', { type: 'button', class: 'btn btn-default btn-sm', 'data-action': 'close', onclick: () => {
          figure.remove();
          this.#focus(button.dataset.action);
        } }, 'Close the photo'));
      this.#photo.append(figure);
    });
  }

  #say(text, problem) {
    this.#said.textContent = text;
    this.#said.classList.toggle('selfie-problem', problem);
  }

}

function facts({ workspace, application_id: application, application_name: name, created_at: createdAt, user_id: user,
  stuck_beside: stuckBeside, phases }, operator) {
  const fact = (term, ...description) => [element('dt', {}, term), element('dd', {}, ...description)];
  return element('dl', { class: 'selfie-facts' },
    fact('Application', `${name ?? application} `, element('code', {}, application)),
    fact('Workspace', workspace),
    fact('Requested', moment(createdAt)),
    fact('User', user ?? (operator ? '–' : 'shown to operators of the workspace')),
    phases.flatMap(({ phase, outcome, stuck, process_instance_id: instance, definition_key: definition }) => fact(word(phase),
      state(outcome, stuck), ', process ', outcome ? definition
        : element('a', { href: `#/process-instance/${instance}/runtime` }, definition))),
    stuckBeside ? fact('What follows', state(null, true)) : []);
}

/** How a phase stands, or what follows a phase: the delivery of its result or the next phase. */
function state(outcome, stuck) {
  const end = outcome ?? (stuck ? 'stuck' : 'waiting');
  return element('span', { class: 'selfie-state' },
    element('span', { class: `selfie-key selfie-back-${end}`, 'aria-hidden': 'true' }), word(end));
}

/** The tab *Registration* of a process instance. */
export class InstanceTab extends Tab {

  #details;

  constructor({ api, processInstanceId }) {
    super({ api });
    this.#details = new Details(this.api, 'process_instance', () => this.api.registrationOf(processInstanceId), true);
  }

  async read() {
    await this.#details.load();
    return [this.#details.node];
  }

  instead(error) {
    return error.code === 'request_unknown'
      ? element('p', { class: 'selfie-nothing' }, 'This instance works for no registration that you may see.') : null;
  }

}

/** The page *Registrations*, also of those whose process is over: a list to search in, or one of them. */
export class RegistrationsPage {

  #leaving = new AbortController();
  #api;

  constructor({ api }) {
    this.#api = new Api(api, this.#leaving.signal);
  }

  show(node) {
    document.title = 'Registrations | Camunda Cockpit';
    const content = element('main', { class: 'selfie-page' });
    node.append(content);
    return query().has('request_id') ? this.#one(content) : this.#all(content);
  }

  leave() {
    this.#leaving.abort();
  }

  async #one(content) {
    const details = new Details(this.#api, 'registrations', () => this.#api.registration(query().get('request_id')), false);
    const place = element('div', {}, loading());
    content.replaceChildren(element('p', {}, element('a', { href: '#/registrations' }, 'All registrations')), place);
    try {
      await details.load();
      place.replaceChildren(details.node);
    } catch (error) {
      if (!this.#leaving.signal.aborted) {
        place.replaceChildren(failure(error, () => this.#one(content)));
      }
    }
  }

  #all(content) {
    const chosen = Object.fromEntries(FILTERS.map((name) => [name, query().get(name) ?? '']));
    const rows = element('tbody', {});
    const more = element('button', { type: 'button', class: 'btn btn-default' }, 'More');
    const said = element('p', { class: 'selfie-nothing', role: 'status' });
    const problem = element('div', {});
    const found = element('div', { class: 'selfie-wide', role: 'region', 'aria-label': 'Registrations found',
      tabindex: '0' }, element('table', { class: 'table cam-table selfie-list' },
      element('thead', {}, element('tr', {}, ['Requested', 'Application', 'Phase and state', 'Request']
        .map((heading) => element('th', { scope: 'col' }, heading)))), rows));
    content.append(element('h1', { class: 'selfie-title' }, 'Registrations'), searchForm(chosen), found, said, problem, more);
    const load = async (before) => {
      try {
        const { registrations, next } = await this.#api.list({ ...chosen, before });
        const added = registrations.map(row);
        rows.append(...added);
        const count = rows.childElementCount;
        found.hidden = count === 0;
        said.textContent = count === 0 ? 'No registration matches, or you may see none.'
          : `${several(count, 'registration is', 'registrations are')} shown${next ? '; there are more' : ''}.`;
        problem.replaceChildren();
        if (!next && document.activeElement === more) {
          added[0]?.querySelector('a').focus();
        }
        more.hidden = !next;
        more.onclick = () => load(next);
      } catch (error) {
        if (!this.#leaving.signal.aborted) {
          said.textContent = '';
          problem.replaceChildren(failure(error, () => load(before)));
        }
      }
    };
    more.hidden = true;
    found.hidden = true;
    said.textContent = 'Loading…';
    return load();
  }

}

function row({ request_id: id, application_id: application, application_name: name, created_at: createdAt,
  stuck_beside: stuckBeside, phases }) {
  return element('tr', {},
    element('td', {}, element('time', { datetime: createdAt }, moment(createdAt))),
    element('td', {}, name ?? application),
    element('td', {}, phases.map(({ phase, outcome, stuck }) => element('div', {}, `${word(phase)}: `, state(outcome, stuck))),
      stuckBeside ? element('div', {}, 'What follows: ', state(null, true)) : null),
    element('td', {}, element('a', { href: `#/registrations?request_id=${id}` }, id)));
}

function searchForm(chosen) {
  const field = (label, control) => element('label', { class: 'selfie-field' }, element('span', {}, label), control);
  const choice = (name, options) => element('select', { name, class: 'form-control' },
    element('option', { value: '' }, 'All'), options.map((value) => element('option', { value,
      selected: chosen[name] === value }, word(value))));
  const input = (name, type, more) => element('input', { name, type, class: 'form-control', value: chosen[name], ...more });
  return element('form', { class: 'selfie-search', role: 'search', 'aria-label': 'Registrations', onsubmit: (event) => {
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
  field('Duplicates', element('select', { name: 'duplicates', class: 'form-control' },
    element('option', { value: '' }, 'All'),
    element('option', { value: 'found', selected: chosen.duplicates === 'found' }, 'Possible'))),
  field('From', input('from', 'date')),
  field('Until', input('until', 'date')),
  element('button', { type: 'submit', class: 'btn btn-primary' }, 'Search'));
}
