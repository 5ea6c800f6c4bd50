/** The languages this page speaks: one file each in `languages/`; the first is the fallback. */
export const LANGUAGES = ['en', 'ar', 'de', 'es', 'fr', 'hi', 'id', 'it', 'pl', 'pt', 'tr', 'zh'];

const RIGHT_TO_LEFT = ['ar'];

/** Every sentence of the page, in one language. */
export class Texts {

  #sentences;
  #plural;
  #numbers;
  #dates;
  #place;

  constructor(language, sentences) {
    this.language = language;
    this.direction = RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr';
    this.#sentences = sentences;
    // Numbers and dates as they are written where the person lives, if that is a place of this language
    const place = navigator.languages.find((wish) => languageOf(wish) === language) ?? language;
    this.#place = place;
    this.#plural = new Intl.PluralRules(language);
    this.#numbers = new Intl.NumberFormat(place);
    this.#dates = new Intl.DateTimeFormat(place, { dateStyle: 'long', timeStyle: 'short' });
  }

  /**
   * Loads the first language of a list of wishes that this page speaks.
   *
   * @param {(string|null)[]} wishes language tags, most wanted first
   * @throws {TypeError} if the language file cannot be read
   */
  static async load(wishes) {
    const language = chosen(wishes);
    const answer = await fetch(new URL(`languages/${language}.json`, import.meta.url), { credentials: 'omit' });
    if (!answer.ok) {
      throw new TypeError(`No texts for ${language}`);
    }
    return new Texts(language, await answer.json());
  }

  /** Whether these texts are what `load` would bring for the wishes. */
  suits(wishes) {
    return chosen(wishes) === this.language;
  }

  has(key) {
    return Object.hasOwn(this.#sentences, key);
  }

  /** The sentence of a key, with `{name}` replaced by the value of that name. */
  of(key, values = {}) {
    return (this.#sentences[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      return typeof value === 'number' ? this.#numbers.format(value) : value ?? whole;
    });
  }

  /** The sentence for a number of things: `key.one`, `key.other` and so on as the language counts. */
  count(key, count) {
    const exact = `${key}.${this.#plural.select(count)}`;
    return this.of(this.has(exact) ? exact : `${key}.other`, { count });
  }

  /**
   * A span of time in words, as in "2 minutes".
   *
   * @param {'second' | 'minute'} unit
   */
  duration(unit, count) {
    return new Intl.NumberFormat(this.#place, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
  }

  /** A moment, in the time zone of the person. */
  moment(instant) {
    return this.#dates.format(new Date(instant));
  }

  /** Writes the sentences into a piece of the page: `data-text`, `data-label` and `data-alt` name their keys. */
  fill(root, values) {
    root.querySelectorAll('[data-text]').forEach((element) => {
      element.textContent = this.of(element.dataset.text, values);
    });
    root.querySelectorAll('[data-label]').forEach((element) => {
      element.setAttribute('aria-label', this.of(element.dataset.label, values));
    });
    root.querySelectorAll('[data-alt]').forEach((element) => {
      element.alt = this.of(element.dataset.alt, values);
    });
  }

}

/** What a language calls itself. */
export function nameOf(language) {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language);
}

export function languageOf(wish) {
  return wish?.toLowerCase().split(/[-_]/)[0];
}

function chosen(wishes) {
  return wishes.map(languageOf).find((wish) => LANGUAGES.includes(wish)) ?? LANGUAGES[0];
}
