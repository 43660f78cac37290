/**
 * `npm test [-- PATTERN …]`: installs, builds, runs every test that can run here, and closes with `N passed, N failed, N skipped`.
 * A few files that failed are run once more, alone, with nothing beside them; that this was needed is said, and what fails twice fails.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, fail } from './install.mjs';
import { build, run } from './run.mjs';

const mostRepeated = 5;
const node = ensureInstalled();
if (build(node) !== 0) fail('The build failed; its messages stand above.', 1);
const folder = mkdtempSync(join(tmpdir(), 'lodestream-test-'));
const first = jest('first', process.argv.slice(2));
const again = first.failedFiles.length > 0 && first.failedFiles.length <= mostRepeated ? repeat(first.failedFiles) : null;
rmSync(folder, { recursive: true, force: true });
const counts =
  again === null ? first : { passed: first.passed + again.passed - first.passedInFailed, failed: again.failed, skipped: first.skipped };
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit((again ?? first).code !== 0 || counts.failed > 0 || counts.passed === 0 ? 1 : 0);

function repeat(files) {
  console.log(`\nFailed beside others, now run again alone:\n${files.map((file) => `  ${file}`).join('\n')}\n`);
  // A test that fails may leave a server open behind it, and in this process that would keep the run from ending.
  return jest('again', ['--runInBand', '--forceExit', '--runTestsByPath', ...files]);
}

function jest(name, args) {
  const report = join(folder, `${name}.json`);
  const options = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const code = run(node, [...options, '--json', `--outputFile=${report}`, '--silent=false', ...args]);
  return { code, ...read(report) };
}

function read(path) {
  try {
    const result = JSON.parse(readFileSync(path, 'utf8'));
    const failing = result.testResults.filter(({ status }) => status === 'failed');
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests + result.numTodoTests,
      failedFiles: failing.map(({ name }) => name),
      passedInFailed: failing.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === 'passed').length,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0, failedFiles: [], passedInFailed: 0 };
  }
}
