const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an HTML element. Texts become text and nothing else, whatever they hold.
 *
 * @param {Record<string, string | boolean | ((event: Event) => void)>} attributes `onclick` and the like are listened to;
 * false and null leave an attribute out
 * @param {...(Node | string | null)} children null is left out
 */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** Makes an SVG element, by the same rules. */
export function drawing(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(made, attributes, children) {
  Object.entries(attributes).forEach(([attribute, value]) => {
    if (typeof value === 'function') {
      made.addEventListener(attribute.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(attribute, value === true ? '' : String(value));
    }
  });
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** What stands in place of something that could not be read, with a way to try again. */
export function failure(error, again) {
  return element('div', { class: 'alert alert-danger', role: 'alert' }, element('p', {}, error.message),
    element('button', { type: 'button', class: 'btn btn-default', 'data-action': 'again', onclick: again }, 'Try again'));
}

/** What stands in place of something that is being read. */
export function loading() {
  return element('p', { class: 'selfie-nothing' }, 'Loading…');
}

/** Makes a table of texts with a heading for each column. */
export function table(caption, headings, rows) {
  return element('table', { class: 'selfie-table' },
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, headings.map((heading) => element('th', { scope: 'col' }, heading)))),
    element('tbody', {}, rows.map((row) => element('tr', {}, row.map((cell) => element('td', {}, cell))))));
}
