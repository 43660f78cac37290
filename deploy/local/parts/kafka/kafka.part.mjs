import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSIONS } from '../../settings.mjs';
import { runTool } from '../../tools.mjs';

/** The broker's jars, copied by Maven from the list in the pom.xml beside this file. */
export const KAFKA_PART = {
  name: 'kafka',
  version: VERSIONS.kafka,
  title: `Kafka ${VERSIONS.kafka}`,
  cost: 'about a minute, 43 MB',
  tools: ['java', 'mvn'],
  build: copyJars,
};

async function copyJars({ folder, logFile, env }) {
  copyFileSync(new URL('pom.xml', import.meta.url), join(folder, 'pom.xml'));
  const args = ['--batch-mode', '--strict-checksums', `-Dkafka.version=${VERSIONS.kafka}`, '-DincludeScope=runtime'];
  const goal = ['-DoutputDirectory=libs', 'dependency:copy-dependencies'];
  await runTool('mvn', [...args, ...goal], { cwd: folder, env, logFile, timeoutMs: 15 * 60_000 });
}
