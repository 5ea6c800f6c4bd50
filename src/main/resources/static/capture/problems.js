/** Problems that are over when the person takes another photo; one page explains them all. */
const OF_THE_PHOTO = ['image_too_large', 'image_type_unsupported', 'image_unreadable', 'image_dimensions_unsupported',
  'image_empty'];

/** Problems that are over when the person begins anew. */
const OF_THE_BEGINNING = ['link_not_opened', 'consent_required'];

/** Problems that may be over when the same thing is tried again. */
const PASSING = ['offline', 'internal_error'];

/** Problems that ask for patience, for as long as the server says. */
const OF_PATIENCE = ['busy', 'too_many_requests', 'comparisons_paused'];

/** Ends that are good news. */
const GOOD_ENDS = ['link_used', 'request_decided', 'registration_not_needed'];

/** Ends of a link: nothing more can be done on this page now. */
const OF_THE_LINK = ['link_expired', 'link_used', 'link_replaced', 'link_unknown', 'request_cancelled',
  'attempts_exhausted', 'consent_refused', 'registration_not_needed', 'not_registered', 'comparisons_blocked'];

const SIGNS = {
  link_expired: 'time',
  link_incomplete: 'link',
  link_unknown: 'link',
  link_replaced: 'link',
  request_cancelled: 'stop',
  consent_refused: 'stop',
  attempts_exhausted: 'stop',
  not_registered: 'stop',
  comparisons_paused: 'time',
  comparisons_blocked: 'stop',
  offline: 'offline',
};

/** Whether the link leads nowhere any more. */
export function endsTheLink(code) {
  return OF_THE_LINK.includes(code);
}

export function asksForPatience(code) {
  return OF_PATIENCE.includes(code);
}

/** Whether the same call may well succeed a little later. */
export function passes(code) {
  return PASSING.includes(code) || OF_PATIENCE.includes(code);
}

export function isOfCamera(code) {
  return code.startsWith('camera_');
}

export function isGoodEnd(code) {
  return GOOD_ENDS.includes(code);
}

/** The name of the page of texts that explains a problem, if there is one. */
export function pageOf(code) {
  return OF_THE_PHOTO.includes(code) ? 'photo' : code;
}

export function signOf(code) {
  return isGoodEnd(code) ? 'good' : isOfCamera(code) ? 'camera' : SIGNS[code] ?? 'note';
}

/**
 * What the person can press to get on after a problem.
 *
 * @param {string} page as `pageOf` names it
 * @returns {{ outcome: string, text: string } | null} null after a dead end
 */
export function wayOn(page) {
  if (page === 'photo') {
    return { outcome: 'taking again', text: 'problem.take_again' };
  }
  if (OF_THE_BEGINNING.includes(page)) {
    return { outcome: 'starting again', text: 'problem.start_again' };
  }
  if (passes(page) || isOfCamera(page)) {
    return { outcome: 'trying again', text: 'problem.try_again' };
  }
  return null;
}
