/** What makes a sample configuration a sample: every option stands in it, commented out or not. */

const option = /^(\s*)# ?((?:\s*- )?\s*[a-z][a-z0-9_]*:(?:\s.*)?|\s*- [^A-Z].*)$/;

/** The sample as it reads with every option that is commented out set. */
export function uncomment(text) {
  return text
    .split('\n')
    .map((line) => line.replace(option, '$1$2'))
    .join('\n');
}

/** The options of the classes that a sample, every option set, doesn't show; of a class that serves several places, in none of them. */
export function forgottenOptions(content, sections) {
  const shown = Map.groupBy(sections, ({ type }) => type);
  return [...shown.values()].flatMap((alike) => {
    const places = alike.flatMap(({ path }) => placesOf(content, path));
    const [{ path, options }] = alike;
    return options.filter(({ name }) => !places.some((place) => name in place)).map(({ name }) => `${path}.${name}`);
  });
}

/** The mappings that stand at a path; `[]` at the end of a step means each of a list. */
function placesOf(content, path) {
  let places = [content];
  for (const step of path.split('.')) {
    const found = places.map((place) => place?.[step.replace('[]', '')]);
    places = step.endsWith('[]') ? found.flatMap((list) => (Array.isArray(list) ? list : [])) : found;
  }
  return places.filter((place) => typeof place === 'object' && place !== null);
}
