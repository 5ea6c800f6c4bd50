import { drawing, element, table } from './dom.js';
import { ENDS, bar, number, percent, word } from './texts.js';

let charts = 0;

/** A picture that says in words what it shows, to those who do not see it. */
function picture(width, height, title, description, ...parts) {
  const id = `selfie-chart-${++charts}`;
  return drawing('svg', { class: 'selfie-chart', viewBox: `0 0 ${width} ${height}`, role: 'img',
    'aria-labelledby': `${id}-title ${id}-text` },
    drawing('title', { id: `${id}-title` }, title), drawing('desc', { id: `${id}-text` }, description), ...parts);
}

/** The numbers of a chart, for those who prefer them. */
function asTable(caption, headings, rows) {
  return element('details', { class: 'selfie-numbers' }, element('summary', {}, 'As a table'),
    table(caption, headings, rows));
}

/** A number that the axis can end with: 1, 2 or 5 with zeros. */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value);
}

/**
 * How registrations ended, a column for each hour or day.
 *
 * @param {{ from: string, ends: Record<string, number> }[]} bars
 */
export function columns(bars, hours) {
  const width = 640;
  const height = 220;
  const left = 44;
  const bottom = 192;
  const top = 12;
  const totals = bars.map(({ ends }) => Object.values(ends).reduce((sum, value) => sum + value, 0));
  const highest = roundUp(Math.max(1, ...totals));
  const step = (width - left - 8) / bars.length;
  const scale = (bottom - top) / highest;
  const shown = ENDS.filter((end) => bars.some(({ ends }) => ends[end]));
  const grid = (highest === 1 ? [0, 1] : [0, highest / 2, highest]).flatMap((value) => [
    drawing('line', { class: 'selfie-grid', x1: left, x2: width - 4, y1: bottom - value * scale, y2: bottom - value * scale }),
    drawing('text', { class: 'selfie-axis', x: left - 6, y: bottom - value * scale + 4, 'text-anchor': 'end' },
      number(value)),
  ]);
  const every = Math.ceil(bars.length / 10);
  const names = bars.map(({ from }, index) => (index % every ? null : drawing('text', { class: 'selfie-axis',
    x: left + (index + 0.5) * step, y: height - 10, 'text-anchor': 'middle' }, bar(from, hours))));
  const stacks = bars.map(({ from, ends }, index) => {
    let y = bottom;
    return drawing('g', {},
      drawing('title', {}, `${bar(from, hours)}: ${ENDS.filter((end) => ends[end])
        .map((end) => `${word(end)} ${number(ends[end])}`).join(', ') || 'none'}`),
      shown.filter((end) => ends[end]).map((end) => {
        y -= ends[end] * scale;
        return drawing('rect', { class: `selfie-fill-${end}`, x: left + index * step + Math.min(3, step * 0.15), y,
          width: Math.max(1, step - Math.min(6, step * 0.3)), height: Math.max(0.5, ends[end] * scale) });
      }));
  });
  const title = hours ? 'Registrations by hour' : 'Registrations by day';
  const sums = shown.map((end) => [end, bars.reduce((sum, { ends }) => sum + (ends[end] ?? 0), 0)]);
  return element('figure', { class: 'selfie-figure' },
    element('figcaption', {}, title),
    picture(width, height, title, sums.map(([end, sum]) => `${word(end)}: ${number(sum)}`).join('; ') || 'None', grid,
      stacks, names.filter(Boolean)),
    element('ul', { class: 'selfie-legend' }, shown.map((end) => element('li', {},
      element('span', { class: `selfie-key selfie-back-${end}`, 'aria-hidden': 'true' }), word(end)))),
    asTable(title, [hours ? 'Hour' : 'Day', ...shown.map(word)],
      bars.map(({ from, ends }) => [bar(from, hours), ...shown.map((end) => number(ends[end] ?? 0))])));
}

/**
 * How often there was what: a bar for each, longest first.
 *
 * @param {[string, number][]} counts
 */
export function counted(title, nothing, counts) {
  const sorted = counts.filter(([, count]) => count > 0).sort(([, one], [, other]) => other - one);
  if (sorted.length === 0) {
    return element('figure', { class: 'selfie-figure' }, element('figcaption', {}, title),
      element('p', { class: 'selfie-nothing' }, nothing));
  }
  const row = 26;
  const width = 380;
  const left = 142;
  const scale = (width - left - 48) / sorted[0][1];
  return element('figure', { class: 'selfie-figure' }, element('figcaption', {}, title),
    picture(width, sorted.length * row + 4, title,
      sorted.map(([name, count]) => `${word(name)}: ${number(count)}`).join('; '),
      sorted.map(([name, count], index) => drawing('g', {},
        drawing('text', { class: 'selfie-name', x: left - 8, y: index * row + 18, 'text-anchor': 'end' }, word(name)),
        drawing('rect', { class: 'selfie-fill-refusal', x: left, y: index * row + 5, width: Math.max(2, count * scale),
          height: row - 9, rx: 2 }),
        drawing('text', { class: 'selfie-value', x: left + Math.max(2, count * scale) + 6, y: index * row + 18 },
          number(count))))));
}

/**
 * How far registrations came, a bar for each stage.
 *
 * @param {{ name: string, reached: number }[]} stages
 */
export function funnel(title, stages) {
  const row = 44;
  const width = 760;
  const left = 150;
  const right = 170;
  const first = stages[0].reached;
  const scale = (width - left - right) / Math.max(1, first);
  const share = ({ reached }) => percent(reached, first);
  return element('figure', { class: 'selfie-figure selfie-funnel' }, element('figcaption', {}, title),
    picture(width, stages.length * row + 6, title,
      stages.map((stage) => `${word(stage.name)}: ${number(stage.reached)}, ${share(stage)}`).join('; '),
      stages.map((stage, index) => {
        const y = index * row + 4;
        const before = index === 0 ? null : stages[index - 1];
        const lost = before === null ? 0 : before.reached - stage.reached;
        return drawing('g', { 'data-stage': stage.name },
          drawing('text', { class: 'selfie-name', x: left - 10, y: y + 21, 'text-anchor': 'end' }, word(stage.name)),
          drawing('rect', { class: 'selfie-track', x: left, y, width: first * scale, height: row - 12, rx: 3 }),
          drawing('rect', { class: 'selfie-fill-stage', x: left, y, width: Math.max(1, stage.reached * scale),
            height: row - 12, rx: 3 }),
          drawing('text', { class: 'selfie-value', x: left + Math.max(1, first) * scale + 12, y: y + 16 },
            `${number(stage.reached)} · ${share(stage)}`),
          lost > 0 ? drawing('text', { class: 'selfie-axis', x: left + Math.max(1, first) * scale + 12, y: y + 31 },
            `${number(lost)} did not go on`) : null);
      })),
    asTable(title, ['Stage', 'Reached', 'Of those who were sent a link', 'Of the stage before'],
      stages.map((stage, index) => [word(stage.name), number(stage.reached), share(stage),
        index === 0 ? '–' : percent(stage.reached, stages[index - 1].reached)])));
}
