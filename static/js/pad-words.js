/* The page's words, filled in and counted as its language does. */

export class Words {
  constructor(words, language) {
    this.words = words;
    this.rules = new Intl.PluralRules(language);
  }

  say(key, values = {}) {
    return fill(this.words[key], values);
  }

  count(key, n, values = {}) {
    const forms = { one: 0, two: 1, few: 1, many: 2 };
    return fill(this.words[key][forms[this.rules.select(n)] ?? 1], { n, ...values });
  }

  /* The first two of a list, for a button that has no room for more. */
  first(texts) {
    return texts.length > 2 ? `${texts.slice(0, 2).join(", ")}…` : texts.join(", ");
  }

  ordinal(place) {
    const digit = place % 10;
    const plain = digit < 1 || digit > 3 || [11, 12, 13].includes(place % 100);
    return this.words.ordinals[plain ? 3 : digit - 1];
  }
}

function fill(text, values) {
  return Object.entries(values).reduce((made, [name, value]) => made.replaceAll(`{${name}}`, value), text);
}
