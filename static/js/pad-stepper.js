/* One criterion of one entry: less, the mark, more; below it a bar, or a slider where the scale is long. The mark can be
   typed: tap it, or press a digit. */

import { element } from "./pad-dom.js";
import { Draft, moveByKeys, repeatWhileHeld } from "./pad-draft.js";
import { makeTrack } from "./pad-track.js";

export class Stepper {
  /* `on`: read() the stored value, commit(value or null), isLocked(), refuse(text typed); say(value) where it is read otherwise. */
  constructor(scale, form, words, on) {
    Object.assign(this, { scale, form, words, on });
    this.draft = new Draft(scale, { read: on.read, show: (value) => this.show(value), commit: on.commit });
    const { title } = scale;
    this.less = element("button", { type: "button", class: "step-less", "aria-label": words.say("less", { criterion: title }) }, "−");
    this.more = element("button", { type: "button", class: "step-more", "aria-label": words.say("more", { criterion: title }) }, "+");
    this.mark = element("button", { type: "button", class: "stepper-value", role: "spinbutton", "aria-label": title, "aria-valuemin": form.text(scale, scale.low), "aria-valuemax": form.text(scale, scale.high) });
    this.middle = element("div", { class: "stepper-middle" }, this.mark);
    this.bar = this.#makeBar();
    this.row = element(
      "section",
      { class: "criterion", "data-criterion": scale.criterion },
      element("div", { class: "criterion-head" }, element("div", { class: "criterion-name" }, element("h3", {}, title), element("p", { class: "muted" }, scale.note)), element("div", { class: "stepper" }, this.less, this.middle, this.more)),
      this.bar.box,
    );
    repeatWhileHeld(this.less, this.draft, -scale.stride);
    repeatWhileHeld(this.more, this.draft, scale.stride);
    moveByKeys(this.mark, this.draft, scale, on.isLocked);
    this.mark.addEventListener("click", () => this.type());
    this.mark.addEventListener("keydown", (event) => this.#startTyping(event));
  }

  paint() {
    if (!this.draft.isMoving && !this.field) this.show(this.on.read());
  }

  show(value) {
    const { scale, form } = this;
    const text = this.on.say?.(value) ?? (value === null ? this.words.say("no_mark") : form.text(scale, value));
    const locked = this.on.isLocked();
    this.mark.textContent = text;
    this.mark.classList.toggle("no-mark", value === null);
    this.mark.classList.toggle("is-long", value !== null && text.length > 4);
    this.mark.disabled = locked;
    this.mark.setAttribute("aria-valuetext", text);
    if (value === null) this.mark.removeAttribute("aria-valuenow");
    else this.mark.setAttribute("aria-valuenow", text);
    // A held button that goes dead under the finger would never be let go.
    this.less.disabled = locked || (!this.draft.isMoving && value !== null && value <= scale.low);
    this.more.disabled = locked || (!this.draft.isMoving && value !== null && value >= scale.high);
    this.bar.show(value);
  }

  /* The mark becomes a field; an empty one takes the mark back. */
  type(digit = "") {
    if (this.on.isLocked() || this.field) return;
    const value = this.on.read();
    const field = element("input", { class: "stepper-field", inputmode: "decimal", autocomplete: "off", maxlength: "9", "aria-label": this.scale.title });
    field.value = digit || (value === null ? "" : this.form.text(this.scale, value));
    const end = (isTaken) => {
      if (this.field !== field) return;
      this.field = null;
      field.replaceWith(this.mark);
      if (isTaken) this.#take(field.value);
      this.paint();
      return true;
    };
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      if (end(event.key === "Enter")) this.mark.focus();
    });
    field.addEventListener("blur", () => end(true));
    this.field = field;
    this.mark.replaceWith(field);
    field.focus();
    if (!digit) field.select();
  }

  #take(text) {
    const steps = this.form.steps(this.scale, text);
    if (steps === undefined) this.on.refuse(text);
    else if (steps !== this.on.read()) this.on.commit(steps);
  }

  #startTyping(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || this.on.isLocked()) return;
    if (/^[0-9]$/.test(event.key)) {
      event.preventDefault();
      this.type(event.key);
    } else if (event.key === "Backspace" || event.key === "Delete") {
      event.preventDefault();
      if (this.on.read() !== null) this.on.commit(null);
    }
  }

  #makeBar() {
    const { scale } = this;
    if (!scale.is_short) {
      const { track, show } = makeTrack(scale, this.draft, this.on.isLocked, { "aria-hidden": "true" });
      return { box: track, show };
    }
    const parts = Array.from({ length: scale.high - scale.low }, () => element("i"));
    const show = (value) => parts.forEach((part, index) => part.classList.toggle("is-on", value !== null && index < value - scale.low));
    return { box: element("div", { class: "scale", "aria-hidden": "true" }, ...parts), show };
  }
}
