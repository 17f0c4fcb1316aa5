/* The page's words, filled in and counted as its language does. */

// The letters that two lines of the foot's button hold on a phone.
const ROOM = 32;

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

  /* What is still to mark: by name where the button has room for it. */
  markMore(titles) {
    const list = titles.join(", ");
    return list.length <= ROOM ? this.count("mark_named", titles.length, { criterion: list }) : this.count("mark_more", titles.length);
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
