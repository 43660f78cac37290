/** Nothing in the project depends on one machine: no absolute path of it, no registry it was installed from. */
const binary = /\.(png|ico|woff2?|wasm|gz|zip|jpg)$/;

const rules = [
  {
    what: 'an absolute path of one machine',
    pattern: /(?<![\w.~$}*/-])\/(?:root|work|workspace|home\/[a-z][\w-]*|Users\/[A-Za-z][\w-]*|mnt\/[\w-]+)\/[\w.@-]+/,
  },
  {
    what: 'the host of a package registry',
    pattern: /\b(?:registry|npm-?mirror|npm-?proxy|artifactory|nexus)\.[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d+)?\//i,
  },
  { what: 'where a locked package was downloaded', pattern: /"resolved": "(?:https?|file):\/\// },
];

/** One line for each line of a file that ties the project to a machine. */
export function checkPlaces(project) {
  return project.files
    .filter((path) => !binary.test(path))
    .flatMap((path) =>
      project
        .read(path)
        .split('\n')
        .flatMap((line, index) => findings(line).map((what) => `${path}:${index + 1}: names ${what}`)),
    );
}

const findings = (line) => rules.filter(({ pattern }) => pattern.test(line)).map(({ what }) => what);
