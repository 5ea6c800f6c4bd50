import { element, table } from './dom.js';
import { duration, moment, number, word } from './texts.js';

const STEPS = {
  link_sent: ['sent', 'Link sent'],
  reminder_sent: ['sent', 'Reminder sent'],
  link_renewed: ['sent', 'New link asked for; the earlier ones open nothing any more'],
  link_requested: ['person', 'New link requested by the person; the earlier ones open nothing any more'],
  link_opened: ['person', 'Link opened'],
  camera_started: ['person', 'Camera started'],
  session_extended: ['person', 'Session made longer'],
  handed_off: ['person', 'Link made for another device'],
  continued_elsewhere: ['person', 'Continued on another device'],
  published: ['good', 'Result published'],
};

/** How a message stands. */
const STATES = { pending: 'on its way', delivered: 'delivered', dead: 'failed' };

/** What to say of an event: a tone, a title, and more. */
const WORDING = {
  requested: ({ channel, force_onboarding: forced }) => ['sent', `Requested ${word(channel)}`,
    [forced ? 'Onboarding was asked for in any case.' : null]],
  rule: ruled,
  consent: ({ version, language }) => ['person', 'Consent given',
    [`Text in ${language}${version ? `, version ${version}` : ''}`]],
  attempt: attempted,
  decision: ({ decision }) => ['note', `Decided: ${word(decision).toLowerCase()}`, []],
  outcome: ({ outcome }) => [['registered', 'verified'].includes(outcome) ? 'good' : outcome === 'skipped' ? 'note' : 'bad',
    `Outcome: ${word(outcome)}`, []],
  delivery: ({ kind, phase, state, delivery_id: id, next_attempt_at: next }) => [
    state === 'delivered' ? 'good' : state === 'dead' ? 'bad' : 'sent',
    `Message made: ${message(kind, phase)}, now ${STATES[state] ?? state}`,
    [element('code', {}, id), next ? `Next attempt ${moment(next)}` : null]],
  delivery_attempt: delivered,
  incident: stuck,
  photo_stored: ({ module }) => ['good', module === 'selfie-verification' ? 'Photo stored' : 'Photo and template stored', []],
  comparisons_failed: ({ in_a_row: row, blocked, paused_until: until }) => ['bad',
    `Comparisons of this user failed ${row === 1 ? 'once' : `${number(row)} times in a row`}, over all requests`,
    [blocked ? 'Only a new registration helps now.' : until ? `The next one is possible ${moment(until)}.` : null]],
  photo_look: ({ by, page }) => ['look', `Photo looked at by ${by}`,
    [page === 'registrations' ? 'On the page of registrations' : 'On the tab of the process instance']],
};

/**
 * Everything that happened to one registration, oldest first.
 *
 * @param {{ at: string, kind: string, phase: number | null, detail: object }[]} events
 * @param {string[]} phases names by number
 * @param {((deliveryId: string, pressed: HTMLElement) => void) | null} redeliver null for those who may not
 */
export function timeline(events, phases, redeliver) {
  let earlier = null;
  return element('ol', { class: 'selfie-timeline' }, events.map((event) => {
    const [tone, title, more] = WORDING[event.kind]?.(event.detail) ?? [...(STEPS[event.kind] ?? ['note', word(event.kind)]), []];
    const passed = earlier === null ? null : new Date(event.at) - new Date(earlier);
    earlier = event.at;
    const phase = phases.length > 1 && event.phase !== null ? phases[event.phase - 1] : null;
    return element('li', { class: `selfie-event selfie-tone-${tone}`, 'data-kind': event.kind },
      element('div', { class: 'selfie-when' }, element('time', { datetime: event.at }, moment(event.at)),
        passed > 0 ? element('span', { class: 'selfie-passed' }, `+ ${duration(passed)}`) : null),
      element('div', { class: 'selfie-what' },
        element('strong', {}, title), phase ? element('span', { class: 'selfie-phase' }, word(phase)) : null,
        more.filter(Boolean).map((part) => (part instanceof Node && part.matches('table, details') ? part
          : element('p', {}, part))),
        event.kind === 'delivery' && redeliver ? element('button', { type: 'button', class: 'btn btn-default btn-sm',
          'aria-label': `Redeliver the ${word(event.detail.kind)} ${event.detail.delivery_id}`,
          'data-action': `redeliver-${event.detail.delivery_id}`,
          onclick: ({ target }) => redeliver(event.detail.delivery_id, target) }, 'Redeliver') : null));
  }));
}

/** What is at fault where a step failed, and what an operator can do about it. */
const CAUSES = {
  mail_server: ['the mail server takes no messages', 'Check that it runs and can be reached, and its settings; then retry.'],
  sms_gateway: ['the SMS gateway takes no messages', 'Check that it runs and can be reached, and its settings; then retry.'],
  object_store: ['the object store cannot be reached, or lost the photo',
    'Check that it runs, has room and takes the key; then retry. If the photo is lost, cancel, and start a new request.'],
  broken_seal: ['stored data was changed, moved, or sealed with another key',
    'Treat it as an incident of security: find out who changed the database or the object store. Restore the data; then retry.'],
  database: ['the database refused a change', 'Its message says why. Remove the cause, then retry.'],
  rule: ['a rule cannot be decided', 'Correct the rule, or what the integrator sends; then retry. A rule in the model needs a '
    + 'new version of the model and a new request.'],
  expression: ['a rule or an expression failed', 'Correct the rule, or what the integrator sends; then retry. What is wrong in '
    + 'the model needs a new version of the model and a new request.'],
  module_out_of_turn: ['another module of the request runs already, or its result is published',
    'Retry once the other module has ended. A model that calls modules in the wrong order needs a new version.'],
  workflow_missing: ['the phase cannot start', 'Deploy its workflow, or activate it again; then retry.'],
  receiver: ['the receiver takes no messages', 'Ask the integrator to look at the receiver; then retry.'],
  worker: ['the worker of an external task gave up', 'Look at the log of the worker; then retry.'],
  unknown: ['it failed', 'The log of the service has more at this time. Remove the cause, then retry.'],
};

function stuck({ step, process, cause, message }) {
  const [fault, advice] = CAUSES[cause] ?? CAUSES.unknown;
  return ['bad', `Stuck at “${step}”: ${fault}`,
    [message, advice, `Step of the process “${process}”`]];
}

function ruled({ use, enabled, rule, inputs, outcome }) {
  if (!enabled) {
    return ['note', 'Selfie not wanted: Enable is off in the model', []];
  }
  const asked = use === 'gatepass' ? 'Gatepass rule' : 'Rule';
  if (!rule) {
    return ['good', 'Selfie wanted: there is no rule', []];
  }
  const title = use === 'gatepass' ? `${asked}: ${outcome ? 'satisfied' : 'not satisfied'}`
    : outcome ? 'Selfie wanted: the rule is true' : 'Selfie not wanted: the rule is false';
  const read = Object.entries(inputs ?? {});
  return [outcome ? 'good' : 'note', title, [
    element('code', { class: 'selfie-rule' }, rule),
    inputs === undefined ? 'What the rule read is shown to operators of the workspace.'
      : read.length ? table('What the rule read', ['Name', 'Value'],
        read.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])) : null,
  ]];
}

function attempted({ number: count, accepted, findings, measures, block_list: blocked, entry_id: entry, distance }) {
  const reasons = findings.map(({ code, severity }) => `${word(code.toLowerCase())}${
    severity === 'HINT' ? ' (hint)' : ''}`);
  const { matchDistance, matchMaxDistance, ...others } = measures;
  const measured = Object.entries(others);
  return [accepted ? 'good' : 'bad', `Selfie ${count} ${accepted ? 'accepted' : 'refused'}${
    blocked ? ': the face is in the block list' : ''}`, [
    reasons.length ? `${blocked ? 'The person was told: ' : ''}${reasons.join(', ')}` : null,
    entry ? element('span', {}, 'Entry ', element('code', {}, entry), `, distance ${Math.round(distance * 100) / 100}`) : null,
    matchDistance === undefined ? null : `Distance to the registered face ${thousandths(matchDistance)}, up to ${thousandths(matchMaxDistance)} is the same person`,
    measured.length ? element('details', {}, element('summary', {}, 'Measures'),
      table('Measures', ['Measure', 'Value'], measured.map(([name, value]) => [name,
        typeof value === 'number' ? thousandths(value) : String(value)]))) : null,
  ]];
}

function thousandths(value) {
  return String(Math.round(value * 1000) / 1000);
}

function message(kind, phase) {
  return `${word(kind)}${phase ? ` of the ${phase}` : ''}`;
}

function delivered({ kind, phase, number: count, status, latency_ms: latency, failure, next_attempt_at: next }) {
  const taken = status >= 200 && status < 300;
  return [taken ? 'good' : 'bad',
    `Attempt ${count} to deliver the ${message(kind, phase)}: ${status ? `answered ${status}` : 'no answer'}`,
    [failure, `Took ${number(latency)} ms${next ? `, next attempt ${moment(next)}` : ''}`]];
}
