/** What an application may set, and the custom property of `capture.css` that it becomes. */
const COLOURS = {
  primary: '--brand',
  'on-primary': '--on-brand',
  background: '--surface',
  text: '--text',
};

/** The same for dark mode; without them the dark colours of the page stay. */
const DARK_COLOURS = {
  'dark-primary': '--brand',
  'dark-on-primary': '--on-brand',
  'dark-background': '--surface',
  'dark-text': '--text',
};

const VALUE = /^#[0-9a-f]{6}$/i;

const dark = window.matchMedia('(prefers-color-scheme: dark)');

let applied = null;

dark.addEventListener('change', () => paint());

/**
 * Shows the name, logo and colours of an application.
 *
 * @param {string} name
 * @param {{ logo: string | null, colours: Object<string, string> } | null | undefined} branding
 */
export function brand(name, branding) {
  applied = branding?.colours ?? {};
  document.getElementById('application').textContent = name;
  const logo = document.getElementById('logo');
  const image = branding?.logo?.startsWith('data:image/') ? branding.logo : null;
  if (image) {
    logo.src = image;
  }
  logo.hidden = !image;
  document.documentElement.classList.toggle('with-logo', Boolean(image));
  paint();
}

function paint() {
  const { style } = document.documentElement;
  new Set([...Object.values(COLOURS), ...DERIVED]).forEach((property) => style.removeProperty(property));
  const colours = dark.matches ? DARK_COLOURS : COLOURS;
  for (const [name, property] of Object.entries(colours)) {
    if (VALUE.test(applied?.[name] ?? '')) {
      style.setProperty(property, applied[name]);
    }
  }
  const prefix = dark.matches ? 'dark-' : '';
  if (applied?.[`${prefix}primary`]) {
    style.setProperty('--brand-strong', 'var(--brand)');
    style.setProperty('--focus', 'var(--brand)');
  }
  if (applied?.[`${prefix}text`]) {
    style.setProperty('--text-soft', 'var(--text)');
  }
  if (applied?.[`${prefix}background`]) {
    style.setProperty('--surface-soft', 'var(--surface)');
    style.setProperty('--page', 'var(--surface)');
  }
}

const DERIVED = ['--brand-strong', '--focus', '--text-soft', '--surface-soft', '--page'];
