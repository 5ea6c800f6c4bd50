/** How a registration stands, in the order in which charts show it. */
export const ENDS = ['registered', 'verified', 'waiting', 'stuck', 'skipped', 'expired', 'attempts_exhausted', 'not_matched',
  'not_registered', 'undeliverable', 'cancelled', 'consent_refused'];

const WORDS = {
  registered: 'Registered',
  verified: 'Verified',
  not_matched: 'Not matched',
  not_registered: 'Not registered',
  waiting: 'Waiting',
  stuck: 'Stuck',
  skipped: 'Skipped',
  expired: 'Expired',
  attempts_exhausted: 'Attempts used up',
  undeliverable: 'Not reachable',
  cancelled: 'Cancelled',
  consent_refused: 'Consent refused',
  onboarding: 'Onboarding',
  verification: 'Verification',
  api: 'by the API',
  engine: 'in the process engine',
  no_face: 'No face',
  multiple_faces: 'More than one face',
  face_too_small: 'Face too small',
  face_cropped: 'Face cut off',
  face_covered: 'Mouth or nose covered',
  eyes_covered: 'Eyes covered',
  too_dark: 'Too dark',
  overexposed: 'Too bright',
  uneven_light: 'Uneven light',
  head_turned: 'Head turned',
  head_pitch: 'Head up or down',
  head_tilted: 'Head tilted',
  eyes_closed: 'Eyes closed',
  blurred: 'Blurred',
  noisy: 'Noisy',
  low_contrast: 'Low contrast',
  compressed: 'Compressed too much',
  mouth_open: 'Mouth open',
  greyscale: 'No colours',
  colour: 'Unnatural colours',
  link_sent: 'Link sent',
  opened: 'Link opened',
  camera: 'Camera started',
  submitted: 'Selfie submitted',
  accepted: 'Selfie accepted',
  delivered: 'Result delivered',
  result: 'result',
  ping: 'ping',
  dead_letter: 'dead letter',
};

/** The words for a code; a code that has none is shown as it is. */
export function word(code) {
  return WORDS[code] ?? String(code).replaceAll('_', ' ');
}

const NUMBER = new Intl.NumberFormat('en');

const TIME = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit',
  minute: '2-digit', second: '2-digit', timeZoneName: 'short' });

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

export function number(value) {
  return NUMBER.format(value);
}

/** A count of things, such as "1 registration". */
export function several(count, one, many) {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** The name of the time zone of the user, such as Europe/Berlin. */
export function timeZone() {
  return TIME.resolvedOptions().timeZone;
}

/** A moment in the time zone of the user, which is named. */
export function moment(instant) {
  return TIME.format(new Date(instant));
}

/** The beginning of a bar: an hour such as 09:00, or a day such as 24 Dec. */
export function bar(localTime, hours) {
  return hours ? localTime.slice(11, 16) : DAY.format(new Date(`${localTime.slice(0, 10)}T00:00:00Z`));
}

export function percent(part, whole) {
  return whole === 0 ? '–' : `${Math.round((part / whole) * 100)} %`;
}

/** Something between two moments, in the largest unit that says enough. */
export function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 1) {
    return `${Math.max(0, Math.round(milliseconds))} ms`;
  }
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  }
  return seconds < 172800 ? `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
    : `${Math.floor(seconds / 86400)} days`;
}
