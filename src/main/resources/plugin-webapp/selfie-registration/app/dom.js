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

/** Makes a table of texts with a heading for each column. */
export function table(caption, headings, rows) {
  return element('table', { class: 'selfie-table' },
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, headings.map((heading) => element('th', { scope: 'col' }, heading)))),
    element('tbody', {}, rows.map((row) => element('tr', {}, row.map((cell) => element('td', {}, cell))))));
}
