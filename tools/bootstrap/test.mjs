/** `npm test [-- PATTERN …]`: installs, builds, runs every test that can run here, and closes with `N passed, N failed, N skipped`. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, fail } from './install.mjs';
import { build, run } from './run.mjs';

const node = ensureInstalled();
if (build(node) !== 0) fail('The build failed; its messages stand above.', 1);
const folder = mkdtempSync(join(tmpdir(), 'lodestream-test-'));
const report = join(folder, 'report.json');
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
const code = run(node, [...jest, '--json', `--outputFile=${report}`, '--silent=false', ...process.argv.slice(2)]);
const counts = read(report);
rmSync(folder, { recursive: true, force: true });
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(code !== 0 || counts.failed > 0 || counts.passed === 0 ? code || 1 : 0);

function read(path) {
  try {
    const result = JSON.parse(readFileSync(path, 'utf8'));
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return { passed: result.numPassedTests, failed, skipped: result.numPendingTests + result.numTodoTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
