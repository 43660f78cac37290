import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from './checks.mjs';
import { findingsOf, home } from './command.mjs';
import { openProject } from './project.mjs';
import { report } from './report.mjs';

const fixtures = join(import.meta.dirname, 'fixtures');
const wholeToolMs = 180_000;

/** What each check must say of its bad fixture, in any order and among nothing else where the list ends the matter. */
const facts = {
  lint: [/no-floating-promises/, /no-explicit-any/, /only-throw-error/, /consistent-type-imports/, /no-console/, /Named exports only/],
  format: [/libs\/alpha\/src\/index\.ts/],
  types: [/index\.ts\(2,14\): error TS2322/],
  page: [/ERROR "src\/Name\.svelte" 3:9 "Type 'string' is not assignable/, /WARNING .*alt attribute/],
  generated: [/services\/alpha\/README\.md: stale/, /libs\/records\/src\/generated\/index\.ts: missing/],
  settings: [
    /AlphaSettings\.workers has no docstring/,
    /doesn't show alpha\.label/,
    /config\.sample\.yaml:3: .*alpha\.workers: workers must not be greater/,
  ],
  folders: [
    /alpha\/README\.md: has no heading "Reads and writes"/,
    /alpha\/README\.md: has no heading "Metrics"/,
    /alpha\/README\.md: has no heading "Tests"/,
    /alpha\/README\.md: its headings stand in another order/,
    /alpha\/README\.md: "When it fails" has no table/,
    /services\/alpha: has a config\.ts but no config\.sample\.yaml/,
    /alpha\/README\.md: has no generated table of its configuration/,
    /alpha\/README\.md: has no generated table of its metrics/,
    /plan\/README\.md: doesn't say that the service is not built yet/,
    /drivers\/vnish: has no README\.md/,
    /libs\/beta: has no README\.md/,
    /services\/alpha\/src\/work: 15 lines run here, and no spec/,
  ],
  rooms: [
    /libs\/mining\/src\/index\.ts: imports node:fs; .* not even of node/,
    /libs\/mining\/src\/index\.ts: imports @lodestream\/component; libs\/mining is pure/,
    /libs\/records\/.*: imports @lodestream\/streaming; libs\/records may import only component/,
    /libs\/streaming\/.*: imports @lodestream\/test-stack; libs\/streaming may import only/,
    /libs\/streaming\/.*: imports @lodestream\/test-stack in code that runs in production/,
    /services\/beta\/.*: imports @lodestream\/alpha; a service imports libraries, never another service/,
    /services\/beta\/.*: imports @lodestream\/component\/src\/index\.js, which @lodestream\/component doesn't export/,
    /services\/beta\/.*: imports \.\.\/\.\.\/alpha\/src\/index\.js, which leaves the package/,
    /services\/standalone\/.*: imports @jest\/globals in code that runs in production/,
  ],
  vendors: [
    /send\.ts: imports kafkajs, which only libs\/streaming\/src\/kafka and libs\/test-stack may/,
    /send\.ts: Kafka names the vendor kafka/,
    /report\.ts: coinGeckoPrice names the vendor coingecko/,
    /vnish-poll\.ts: its name names the vendor vnish/,
  ],
  dependencies: [
    /imports prom-client, which libs\/alpha\/package\.json doesn't declare/,
    /imports ajv, which libs\/alpha\/package\.json doesn't declare as a dependency/,
    /declares yaml, which nothing there imports/,
  ],
  cycles: [
    /one\.ts: imports itself through libs\/alpha\/src\/two\.ts → libs\/alpha\/src\/one\.ts/,
    /@lodestream\/alpha: the package depends on itself through @lodestream\/beta → @lodestream\/alpha/,
  ],
  sizes: [
    /long\.ts: the file has 301 lines, at most 300/,
    /much\.ts:1: the function has 51 lines, at most 50/,
    /all functions\): their median is 51 lines/,
    /all functions\): their 90th percentile is 51 lines/,
    /CamelCase\.ts: files are named in kebab-case/,
    /utils\.ts: the name utils says nothing/,
    /helpers\/src\/sum\.ts: the name helpers says nothing/,
  ],
  places: [
    /README\.md:1: names an absolute path/,
    /\.npmrc:1: names the host of a package registry/,
    /package-lock\.json:1: names where a locked package was downloaded/,
  ],
};
/** Checks that run a program of others: what else it prints is its own affair, and one run of it is long enough. */
const programs = ['lint', 'format', 'types', 'page'];
const own = checks.filter(({ name }) => !programs.includes(name));

/** Of generated files this project itself is the good example: a copy would be one more thing to keep current. */
const rootOf = (name, kind) => (name === 'generated' && kind === 'good' ? home : join(fixtures, name, kind));

const findingsOn = async (check, kind) => check.run(openProject(rootOf(check.name, kind)));

describe.each(own)('the check $name', (check) => {
  it(
    'finds everything that is wrong in its bad fixture',
    async () => {
      const findings = await findingsOn(check, 'bad');
      for (const fact of facts[check.name]) expect(findings).toContainEqual(expect.stringMatching(fact));
      if (check.name !== 'generated') expect(findings).toHaveLength(facts[check.name].length);
    },
    wholeToolMs,
  );

  it('finds nothing in its good fixture', async () => expect(await findingsOn(check, 'good')).toEqual([]), wholeToolMs);
});

describe.each(checks.filter(({ name }) => programs.includes(name)))('the check $name', (check) => {
  it(
    'finds everything that is wrong in its bad fixture, and nothing in the sound file beside it',
    async () => {
      const findings = await findingsOn(check, 'bad');
      for (const fact of facts[check.name]) expect(findings).toContainEqual(expect.stringMatching(fact));
      expect(findings.filter((finding) => /sound\./i.test(finding))).toEqual([]);
    },
    wholeToolMs,
  );
});

describe('a program run as a check', () => {
  const said = (script) => findingsOf({ root: home }, ['-e', script]);

  it('finds nothing when it passes, whatever it says', async () => expect(await said('console.log("done")')).toEqual([]));

  it('finds each line it prints, on either stream, when it fails', async () => {
    expect(await said('console.log("one"); console.error("two"); process.exitCode = 1')).toEqual(expect.arrayContaining(['one', 'two']));
  });

  it('finds something even when it fails in silence', async () => {
    expect(await said('process.exit(3)')).toEqual(['-e ended with 3 and said nothing']);
    expect(await said('process.kill(process.pid, "SIGKILL")')).toEqual(['-e ended with SIGKILL and said nothing']);
  });
});

describe('the fixtures', () => {
  it('are those of the checks, one for each', () => {
    expect(readdirSync(fixtures).sort()).toEqual(checks.map(({ name }) => name).sort());
  });

  it('are no part of the project', () => {
    const { files } = openProject(join(import.meta.dirname, '../..'));
    expect(files.filter((path) => path.startsWith('tools/checks/'))).not.toContainEqual(expect.stringContaining('/fixtures/'));
    expect(files).toContain('tools/checks/checks.mjs');
  });
});

describe('the report', () => {
  const printed = (...results) => {
    const lines = [];
    const passed = report(
      results.map((one) => ({ says: 'it is so', seconds: 1, ...one })),
      (line) => lines.push(line),
    );
    return { passed, text: lines.join('\n') };
  };

  it('passes when nothing was found, and says how much was looked at', () => {
    expect(printed({ name: 'a', findings: [] }, { name: 'b', findings: [] })).toEqual({
      passed: true,
      text: expect.stringMatching(/All 2 checks passed\.$/),
    });
  });

  it('prints every finding of every check that failed, and fails', () => {
    const { passed, text } = printed(
      { name: 'a', findings: ['one', 'two'] },
      { name: 'b', findings: [] },
      { name: 'c', findings: ['three'] },
    );
    expect(passed).toBe(false);
    for (const part of ['── a\none\ntwo', '── c\nthree', 'FAILED  a', 'ok      b', '2 of 3 checks failed: a, c.'])
      expect(text).toContain(part);
  });
});
