import { drawing, element, table } from './dom.js';
import { ENDS, bar, number, percent, timeZone, word } from './texts.js';

/** A pattern for each end but the first, so that they differ by more than colour. */
const MARKS = {
  waiting: 'M-1 1L1 -1M0 6L6 0M5 7L7 5',
  stuck: 'M0 2H6M0 5H6',
  skipped: 'M3 2.5V3.5',
  expired: 'M0 3H6',
  attempts_exhausted: 'M-1 5L1 7M0 0L6 6M5 -1L7 1',
  undeliverable: 'M0 0L6 6M0 6L6 0',
  cancelled: 'M3 0V6',
  consent_refused: 'M0 3H6M3 0V6',
};

let charts = 0;

/**
 * A picture that says in words what it shows, to those who do not see it. It is drawn in pixels of the screen, anew when
 * there is more or less room, so that its texts stay as large as all others.
 *
 * @param {(width: number) => { height: number, parts: Node[] }} draw
 */
function picture(usualWidth, title, description, draw) {
  const id = `selfie-chart-${++charts}`;
  const content = drawing('g');
  const made = drawing('svg', { class: 'selfie-chart', role: 'img', 'aria-labelledby': `${id}-title`,
    'aria-describedby': `${id}-text` },
  drawing('title', { id: `${id}-title` }, title), drawing('desc', { id: `${id}-text` }, description), content);
  let drawn = 0;
  const fit = (width) => {
    if (width > 0 && width !== drawn) {
      drawn = width;
      const { height, parts } = draw(width);
      made.setAttribute('viewBox', `0 0 ${width} ${height}`);
      content.replaceChildren(...parts);
    }
  };
  fit(usualWidth);
  new ResizeObserver(([{ contentRect }]) => requestAnimationFrame(() => fit(Math.round(contentRect.width)))).observe(made);
  return made;
}

/** The patterns of a drawing, to be filled with by name. */
function marks(prefix, ends) {
  return drawing('defs', {}, ends.filter((end) => MARKS[end]).map((end) => drawing('pattern', { id: `${prefix}-${end}`,
    width: 6, height: 6, patternUnits: 'userSpaceOnUse' }, drawing('path', { class: 'selfie-mark', d: MARKS[end] }))));
}

/** An area in the colour and the pattern of an end. */
function area(prefix, end, place) {
  return [drawing('rect', { class: `selfie-area selfie-fill-${end}`, ...place }),
    MARKS[end] ? drawing('rect', { fill: `url(#${prefix}-${end})`, ...place }) : null];
}

/** What colour and pattern an end has. */
function key(end) {
  const prefix = `selfie-key-${++charts}`;
  return drawing('svg', { class: 'selfie-swatch', viewBox: '0 0 14 14', 'aria-hidden': 'true' }, marks(prefix, [end]),
    area(prefix, end, { width: 14, height: 14 }));
}

/** The numbers of a chart, for those who prefer them. */
function asTable(caption, headings, rows) {
  return element('details', { class: 'selfie-numbers' }, element('summary', {}, 'As a table'),
    element('div', { class: 'selfie-wide', role: 'region', 'aria-label': caption, tabindex: '0' },
      table(caption, headings, rows)));
}

/** A figure that says that there is nothing. */
function nothingOf(title, text) {
  return element('figure', { class: 'selfie-figure' }, element('figcaption', {}, title),
    element('p', { class: 'selfie-nothing' }, text));
}

/** A number that the axis can end with: so that its half is a whole number, too. */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 4, 6, 8, 10].map((step) => step * power).find((step) => step >= value);
}

/**
 * How registrations ended, a column for each hour or day.
 *
 * @param {{ from: string, ends: Record<string, number> }[]} bars
 */
export function columns(bars, hours) {
  const title = `Registrations by ${hours ? 'hour' : 'day'} (${timeZone()})`;
  const shown = ENDS.filter((end) => bars.some(({ ends }) => ends[end]));
  if (shown.length === 0) {
    return nothingOf(title, 'No registration was asked for in this time.');
  }
  const height = 220;
  const left = 44;
  const bottom = 192;
  const top = 12;
  const name = 46;
  const prefix = `selfie-marks-${++charts}`;
  const highest = roundUp(Math.max(...bars.map(({ ends }) => Object.values(ends).reduce((sum, value) => sum + value, 0))));
  const scale = (bottom - top) / highest;
  const draw = (width) => {
    const step = (width - left - 8) / bars.length;
    const every = Math.ceil(name / step);
    const grid = (highest === 1 ? [0, 1] : [0, highest / 2, highest]).flatMap((value) => [
      drawing('line', { class: 'selfie-grid', x1: left, x2: width - 4, y1: bottom - value * scale,
        y2: bottom - value * scale }),
      drawing('text', { class: 'selfie-axis', x: left - 6, y: bottom - value * scale + 4, 'text-anchor': 'end' },
        number(value)),
    ]);
    const names = bars.flatMap(({ from }, index) => (index % every ? [] : drawing('text', { class: 'selfie-axis',
      x: left + (index + 0.5) * step, y: height - 10, 'text-anchor': 'middle' }, bar(from, hours))));
    const stacks = bars.map(({ from, ends }, index) => {
      let y = bottom;
      return drawing('g', {},
        drawing('title', {}, `${bar(from, hours)}: ${ENDS.filter((end) => ends[end])
          .map((end) => `${word(end)} ${number(ends[end])}`).join(', ') || 'none'}`),
        shown.filter((end) => ends[end]).map((end) => {
          y -= ends[end] * scale;
          return area(prefix, end, { x: left + index * step + Math.min(3, step * 0.15), y,
            width: Math.max(1, step - Math.min(6, step * 0.3)), height: Math.max(0.5, ends[end] * scale) });
        }).flat());
    });
    return { height, parts: [marks(prefix, shown), ...grid, ...stacks, ...names] };
  };
  const sums = shown.map((end) => [end, bars.reduce((sum, { ends }) => sum + (ends[end] ?? 0), 0)]);
  return element('figure', { class: 'selfie-figure' },
    element('figcaption', {}, title),
    picture(640, title, sums.map(([end, sum]) => `${word(end)}: ${number(sum)}`).join('; '), draw),
    element('ul', { class: 'selfie-legend' }, shown.map((end) => element('li', {}, key(end), word(end)))),
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
    return nothingOf(title, nothing);
  }
  const row = 26;
  const left = 142;
  const draw = (width) => {
    const scale = (Math.min(width, 480) - left - 48) / sorted[0][1];
    return { height: sorted.length * row + 4, parts: sorted.map(([name, count], index) => drawing('g', {},
      drawing('text', { class: 'selfie-name', x: left - 8, y: index * row + 18, 'text-anchor': 'end' }, word(name)),
      drawing('rect', { class: 'selfie-area selfie-fill-refusal', x: left, y: index * row + 5,
        width: Math.max(2, count * scale), height: row - 9, rx: 2 }),
      drawing('text', { class: 'selfie-value', x: left + Math.max(2, count * scale) + 6, y: index * row + 18 },
        number(count)))) };
  };
  return element('figure', { class: 'selfie-figure' }, element('figcaption', {}, title),
    picture(380, title, sorted.map(([name, count]) => `${word(name)}: ${number(count)}`).join('; '), draw));
}

/**
 * How far registrations came, a bar for each stage.
 *
 * @param {{ name: string, reached: number }[]} stages
 */
export function funnel(title, stages) {
  const first = stages[0].reached;
  const share = ({ reached }) => percent(reached, first);
  const draw = (width) => {
    // Where there is little room, a bar stands below its name and above its number
    const narrow = width < 560;
    const left = narrow ? 0 : 150;
    const right = narrow ? 0 : 170;
    const row = narrow ? 66 : 44;
    const scale = (width - left - right) / Math.max(1, first);
    return { height: stages.length * row + 6, parts: stages.map((stage, index) => {
      const y = index * row + (narrow ? 20 : 4);
      const before = index === 0 ? null : stages[index - 1];
      const lost = before === null ? 0 : before.reached - stage.reached;
      const length = narrow ? 20 : 32;
      const beside = left + Math.max(1, first) * scale + 12;
      return drawing('g', { 'data-stage': stage.name },
        drawing('text', narrow ? { class: 'selfie-name', x: 0, y: y - 6 }
          : { class: 'selfie-name', x: left - 10, y: y + 21, 'text-anchor': 'end' }, word(stage.name)),
        drawing('rect', { class: 'selfie-track', x: left, y, width: first * scale, height: length, rx: 3 }),
        drawing('rect', { class: 'selfie-area selfie-fill-stage', x: left, y, width: Math.max(1, stage.reached * scale),
          height: length, rx: 3 }),
        drawing('text', narrow ? { class: 'selfie-value', x: width, y: y - 6, 'text-anchor': 'end' }
          : { class: 'selfie-value', x: beside, y: y + 16 }, `${number(stage.reached)} · ${share(stage)}`),
        lost > 0 ? drawing('text', narrow ? { class: 'selfie-axis', x: 0, y: y + 34 }
          : { class: 'selfie-axis', x: beside, y: y + 31 }, `${number(lost)} did not go on`) : null);
    }) };
  };
  return element('figure', { class: 'selfie-figure selfie-funnel' }, element('figcaption', {}, title),
    picture(760, title, stages.map((stage) => `${word(stage.name)}: ${number(stage.reached)}, ${share(stage)}`).join('; '),
      draw),
    asTable(title, ['Stage', 'Reached', 'Of those who were sent a link', 'Of the stage before'],
      stages.map((stage, index) => [word(stage.name), number(stage.reached), share(stage),
        index === 0 ? '–' : percent(stage.reached, stages[index - 1].reached)])));
}
