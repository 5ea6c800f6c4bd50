import { element } from './dom.js';
import { moment, number, several } from './texts.js';

const DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/**
 * Other users who may have the face of a registered selfie, for a human to look at: never a verdict.
 *
 * @param {{ searched_at: string, users: number, compared: number, found: number, users_now: number,
 * false_hits: number | undefined, worst_false_hits: number | undefined, candidates: object[] }} duplicates
 * @param {((candidate: object, pressed: HTMLElement) => void) | null} look null for those who may not look at photos
 */
export function possibleDuplicates({ searched_at: at, users, compared, found, users_now: now, false_hits: few,
  worst_false_hits: many, candidates }, look) {
  return element('section', { class: 'selfie-duplicates', 'aria-label': 'Possible duplicates' },
    element('h2', {}, 'Possible duplicates'),
    element('p', {}, found === 0 ? 'No other user of the workspace has a face that is near enough.'
      : `${several(found, 'other user has', 'other users have')} a face that is near. Nothing was refused: only a look at both `
        + 'photos can tell whether it is one person.'),
    found > candidates.length ? element('p', {}, `The nearest ${number(candidates.length)} are listed.`) : null,
    candidates.length ? element('ul', {}, candidates.map((candidate) => element('li', {},
      element('a', { href: `#/registrations?request_id=${candidate.request_id}` }, candidate.user_id),
      ` · ${candidate.application_name} · registered ${moment(candidate.registered_at)} · distance ${DIGITS.format(candidate.distance)}`,
      candidate.current ? null : ' · registered anew since', ' ',
      look && candidate.photo ? element('button', { type: 'button', class: 'btn btn-default btn-sm',
        'data-action': `look-at-${candidate.request_id}`, 'aria-label': `Look at the photo of ${candidate.user_id}`,
        onclick: ({ target }) => look(candidate, target) }, 'Look at the photo') : null))) : null,
    element('p', { class: 'selfie-note' }, `Searched ${moment(at)} among ${several(users, 'other user', 'other users')}.`,
      compared < users ? element('strong', {}, ` Only ${number(compared)} of them were compared, the newest: the others are beyond `
        + 'the limit of this installation, or could not be read.') : null,
      few === undefined ? null : ` At the present size of ${several(now, 'user', 'users')}, each search finds up to ${
        DIGITS.format(few)} different people by chance, and ${DIGITS.format(many)} in the group that is confused most.`));
}
