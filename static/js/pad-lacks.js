/* What one dance of a sheet still lacks, so that the foot can say it. No rule of the sport: the server told how many are
   asked, and it alone decides what may be handed in. */

/* {given, lack, over} for every kind; `free` the next place, `doubled`, `spare` alternates that are still free, `cells` the
   empty cells as [entry, criterion], `level` groups of entries with equal own totals, `isBalanced` sliders at exactly 0. */
export function lacksOf(sheet, part, entries, cells) {
  const kinds = { cross: lackCrosses, choice: lackChoices, place: lackPlaces, points: lackCells, vote: lackCells, slider: lackCells };
  return kinds[sheet.form.kind](sheet, part, entries, cells);
}

function lackCrosses(sheet, part, entries, cells) {
  const given = entries.filter((entry) => sheet.value(entry, part, "", cells) === 1).length;
  const { low, high } = sheet.data;
  return { given, low, high, lack: Math.max(0, low - given), over: Math.max(0, given - high) };
}

function lackChoices(sheet, part, entries, cells) {
  const counted = lackCrosses(sheet, part, entries, cells);
  const given = new Set(entries.map((entry) => sheet.value(entry, part, "", cells)));
  const room = entries.length - counted.given;
  const spare = sheet.form.choices.filter((choice) => choice.value > 1).slice(0, room).filter((choice) => !given.has(choice.value));
  return { ...counted, spare };
}

function lackPlaces(sheet, part, entries, cells) {
  const { low, high } = sheet.data;
  const given = entries.map((entry) => sheet.value(entry, part, "", cells)).filter((value) => value);
  const free = Array.from({ length: high }, (_unused, index) => index + 1).filter((place) => !given.includes(place));
  return { given: given.length, low, high, lack: free.length, over: 0, free: free[0], doubled: given.length !== new Set(given).size };
}

function lackCells(sheet, part, entries, cells) {
  const { form } = sheet;
  const all = entries.flatMap((entry) => form.criteria.map((criterion) => [entry, criterion]));
  // A ruling may excuse a judge from a mark; such a cell lacks nothing.
  const empty = all.filter(([entry, criterion]) => sheet.value(entry, part, criterion, cells) === null && !sheet.cell(entry, part, criterion, cells).isExcused);
  const missing = form.isOptional ? [] : empty;
  const level = form.refusesTies ? levelGroups(sheet, part, entries, cells) : [];
  const isBalanced = form.kind === "slider" && !empty.length && entries.some((entry) => sheet.total(entry, part, cells).sum === 0);
  return { given: all.length - empty.length, lack: missing.length + level.length + (isBalanced ? 1 : 0), over: 0, cells: missing, level, isBalanced };
}

/* Entries with every mark whose own totals are equal, in groups. */
export function levelGroups(sheet, part, entries, cells) {
  const groups = new Map();
  for (const entry of entries) {
    const { sum, missing } = sheet.total(entry, part, cells);
    if (!missing.length) groups.set(sum, [...(groups.get(sum) || []), entry]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
