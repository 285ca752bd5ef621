// The state of a history at a step, from the changes that its film holds.

function grid(changes, step) {
  const found = new Map();
  for (const [when, row, column, value] of changes) {
    if (when > step) break;
    if (!found.has(row)) found.set(row, new Map());
    if (value) found.get(row).set(column, value);
    else found.get(row).delete(column);
  }
  return found;
}

function line(changes, step, blank) {
  const found = new Map();
  for (const [when, place, value] of changes) {
    if (when > step) break;
    found.set(place, value);
  }
  return { get: (place) => found.get(place) ?? blank, entries: () => found.entries() };
}

function latest(records, step) {
  let found = records[0];
  for (const record of records) if (record[0] <= step) found = record;
  return found;
}

export function at(film, step) {
  return {
    seats: grid(film.seats, step),
    blocs: grid(film.blocs, step),
    posts: line(film.posts, step, -1),
    fares: line(film.fares, step, 0),
    sizes: line(film.sizes, step, 0),
    keepers: line(film.keepers, step, 0),
    ties: latest(film.ties, step),
    following: latest(film.following, step),
    realm: latest(film.realm, step),
  };
}

export function shareOf(film, person, step) {
  const row = film.cast.indexOf(person);
  return row < 0 ? null : film.shares[row][step] / 1000;
}

export function keeperOf(state, body) {
  return (state.keepers.get(body) ?? 0) - 1;
}

export function postsOf(run, state, person) {
  const seats = run.bodies.flatMap((body, n) => {
    const rank = state.seats.get(n)?.get(person);
    return rank ? [{ name: body.name, candidate: rank === 1 }] : [];
  });
  const offices = run.offices.flatMap((name, n) => (state.posts.get(n) === person ? [{ name, candidate: false }] : []));
  return [...seats, ...offices];
}

export function eventsBy(film) {
  const found = Array.from({ length: film.n }, () => []);
  film.events.forEach((event, n) => found[Math.min(event.w, film.n - 1)].push([n, event]));
  return found;
}
