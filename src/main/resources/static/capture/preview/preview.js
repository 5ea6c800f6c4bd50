import { brand } from '../branding.js';
import { LANGUAGES, Texts, nameOf } from '../texts.js';

const COLOURS = ['primary', 'on-primary', 'background', 'text'];

/** The colours of the page itself, as `CaptureSettingsCheck` has them. */
const DEFAULTS = {
  light: { 'primary': '#1b4f9c', 'on-primary': '#ffffff', 'background': '#ffffff', 'text': '#16202c' },
  dark: { 'primary': '#9cc3ff', 'on-primary': '#0b1b33', 'background': '#161d27', 'text': '#edf2f8' },
};

/** Which colour has to be read on which. */
const PAIRS = [['on-primary', 'primary'], ['text', 'background'], ['primary', 'background']];

const ENOUGH = 4.5;

const LOGO_BYTES = 48 * 1024;

const element = (id) => document.getElementById(id);

const palette = (mode) => Object.fromEntries(COLOURS.map((name) => [name, element(`${mode}-${name}`).value]));

let logo = null;
let source = null;

/** Counts what was asked for, so that the last wish is the one that is shown. */
let turns = 0;

/** The parts of the real page, so that what is shown here is what people get. */
async function load() {
  const answer = await fetch('../index.html', { credentials: 'omit' });
  source = new DOMParser().parseFromString(await answer.text(), 'text/html');
  document.body.append(document.importNode(source.querySelector('.sprite'), true));
  for (const mode of ['light', 'dark']) {
    for (const name of COLOURS) {
      const label = document.createElement('label');
      const input = Object.assign(document.createElement('input'),
        { type: 'color', id: `${mode}-${name}`, value: DEFAULTS[mode][name] });
      label.append(name, input);
      element(mode).append(label);
    }
  }
  element('preview-language').append(...LANGUAGES.map((language) => new Option(nameOf(language), language)));
  element('screen').append(...['moment', 'consent', 'guide', 'camera', 'preview', 'completed', 'problem']
    .map((screen) => new Option(screen, screen)));
  element('screen').value = 'guide';
  element('logo-file').addEventListener('change', readLogo);
  element('settings').addEventListener('change', takeSettings);
  for (const happening of ['input', 'change']) {
    document.querySelector('form').addEventListener(happening, (event) => {
      if (event.target !== element('settings')) {
        show();
      }
    });
  }
  await show();
}

async function show() {
  const turn = ++turns;
  const texts = await Texts.load([element('preview-language').value]);
  if (turn !== turns) {
    return;
  }
  const application = element('name').value;
  const name = element('screen').value;
  const shown = element('shown');
  // The page around has the landmarks
  const header = document.createElement('div');
  header.className = 'bar';
  header.append(...document.importNode(source.querySelector('.bar'), true).children);
  header.querySelector('.bar-language').remove();
  const main = document.createElement('div');
  main.className = 'page';
  main.append(document.importNode(source.getElementById(`screen-${name}`).content, true));
  texts.fill(main, { application });
  const part = (wanted) => main.querySelector(`[data-part=${wanted}]`);
  if (name === 'moment') {
    part('status').textContent = texts.of('moment.text');
  } else if (name === 'consent') {
    part('document').textContent = element('consent').value;
  } else if (name === 'completed') {
    part('text').textContent = texts.of('completed.text');
  } else if (name === 'problem') {
    part('sign').setAttribute('href', '#sign-time');
    part('title').textContent = texts.of('problem.link_expired.title');
    part('text').textContent = texts.of('problem.link_expired.text');
    main.querySelectorAll('.actions, .other-ways, .way, [data-part=support]').forEach((rest) => rest.remove());
  }
  main.querySelectorAll('button, a').forEach((button) => {
    button.tabIndex = -1;
  });
  // One heading of the first level is enough: the page around has it
  main.querySelectorAll('h1').forEach((heading) => heading.setAttribute('aria-level', '2'));
  shown.lang = texts.language;
  shown.dir = texts.direction;
  shown.replaceChildren(header, main);
  brand(application, settings().branding);
  element('settings').value = JSON.stringify(settings(), null, 2);
  element('problems').replaceChildren(...problems().map((problem) => {
    const item = document.createElement('li');
    item.textContent = problem;
    return item;
  }));
}

/** What differs from the page's own looks, in the shape of the API. */
function settings() {
  const colours = {};
  for (const mode of ['light', 'dark']) {
    for (const [name, value] of Object.entries(palette(mode))) {
      if (value !== DEFAULTS[mode][name]) {
        colours[mode === 'dark' ? `dark-${name}` : name] = value;
      }
    }
  }
  return { name: element('name').value, branding: { ...(logo && { logo }), colours } };
}

function takeSettings() {
  try {
    const { name, branding } = JSON.parse(element('settings').value);
    element('name').value = name ?? '';
    logo = branding?.logo ?? null;
    for (const mode of ['light', 'dark']) {
      for (const colour of COLOURS) {
        const set = branding?.colours?.[mode === 'dark' ? `dark-${colour}` : colour];
        element(`${mode}-${colour}`).value = set ?? DEFAULTS[mode][colour];
      }
    }
    show();
  } catch (error) {
    element('problems').textContent = error.message;
  }
}

function readLogo() {
  const file = element('logo-file').files[0];
  if (!file || file.size > LOGO_BYTES) {
    element('problems').textContent = file ? 'The logo is larger than 48 KB' : '';
    return;
  }
  const reader = new FileReader();
  reader.addEventListener('load', () => {
    logo = reader.result;
    show();
  });
  reader.readAsDataURL(file);
}

function problems() {
  return ['light', 'dark'].flatMap((mode) => {
    const colours = palette(mode);
    return PAIRS.map(([front, back]) => [front, back, contrast(colours[front], colours[back])])
      .filter(([, , ratio]) => ratio < ENOUGH)
      .map(([front, back, ratio]) => `${mode}: ${front} on ${back} has a contrast of `
        + `${(Math.floor(ratio * 100) / 100).toFixed(2)}, and ${ENOUGH} is needed`);
  });
}

function contrast(one, other) {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((share) => share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

load();
