/* What a mark of this sheet may be, as the server told it, and how its whole numbers are read and written. */

/* A whole number of small units as people read it: 850 with two digits is "8.5". */
export function decimal(units, digits) {
  const text = String(Math.abs(units)).padStart(digits + 1, "0");
  const rest = digits ? text.slice(-digits).replace(/0+$/, "") : "";
  return `${units < 0 ? "−" : ""}${text.slice(0, text.length - digits)}${rest && `.${rest}`}`;
}

export class Form {
  constructor({ kind, look, scales, choices, refuses_ties, is_optional, total_digits, taps }) {
    this.kind = kind;
    this.look = look;
    this.scales = scales;
    this.choices = choices;
    this.refusesTies = refuses_ties;
    this.isOptional = is_optional;
    this.totalDigits = total_digits;
    this.taps = taps;
    this.criteria = scales.length ? scales.map(({ criterion }) => criterion) : [""];
  }

  /* Whether one entry at a time stands on the screen. */
  get showsOne() {
    return this.look === "criteria";
  }

  /* Whether the face has better use for the room than for one tab alone. */
  get isSpacious() {
    return !["tiles", "ranking"].includes(this.look);
  }

  get isBattle() {
    return this.look === "vote" || this.look === "sliders";
  }

  scale(criterion) {
    return this.scales.find((scale) => scale.criterion === criterion);
  }

  choice(value) {
    return this.choices.find((choice) => choice.value === value);
  }

  /* No cross is 0 or empty; a mark of 0 is a mark. */
  isGiven(value) {
    return ["cross", "choice"].includes(this.kind) ? Boolean(value) : value !== null && value !== undefined;
  }

  text(scale, steps) {
    return decimal(scale.origin + scale.unit * steps, scale.digits);
  }

  /* The steps of what was typed ("8,5" too); null for an empty field, undefined for what is no mark of the scale. */
  steps(scale, typed) {
    const text = typed.trim().replace(",", ".").replace("−", "-");
    if (!text) return null;
    const parts = /^(-?)(\d{1,6})(?:\.(\d{0,6}))?$/.exec(text);
    if (!parts) return undefined;
    const [, sign, whole, rest = ""] = parts;
    if (rest.replace(/0+$/, "").length > scale.digits) return undefined;
    const units = Number(whole + rest.slice(0, scale.digits).padEnd(scale.digits, "0")) * (sign ? -1 : 1) - scale.origin;
    const steps = units / scale.unit;
    return Number.isInteger(steps) && steps >= scale.low && steps <= scale.high ? steps : undefined;
  }

  /* The judge's own total of these marks, in small units, for comparison alone; marks that are missing add nothing. */
  total(marks) {
    return this.scales.reduce((sum, scale, index) => (marks[index] === null ? sum : sum + scale.base + scale.gain * marks[index]), 0);
  }
}
