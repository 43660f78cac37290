import { expect, it } from '@jest/globals';
import { describeReal, temporaryFolder } from '@lodestream/test-stack';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { builtPart } from './native.mjs';

const run = promisify(execFile);

/** The program the Kafka image starts with: it turns variables into properties and formats the data folder. */
const IMAGE_SETUP = 'kafka.docker.KafkaDockerWrapper';

function composeEnvironment(): Record<string, string> {
  const text = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');
  const { environment } = (parse(text) as { services: { kafka: { environment: Record<string, string> } } }).services.kafka;
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value.replaceAll(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1')]));
}

describeReal("Kafka's image, as docker-compose.yml sets it", ['kafka'], () => {
  it('takes every variable as a property, and formats its folder', async () => {
    const home = temporaryFolder('image');
    for (const name of ['defaults', 'mounted', 'final']) mkdirSync(join(home, name));
    const environment: Record<string, string> = {
      ...composeEnvironment(),
      KAFKA_LOG_DIRS: join(home, 'data'),
    };
    const folders = ['--default-configs-dir', join(home, 'defaults'), '--mounted-configs-dir', join(home, 'mounted')];
    const args = ['-cp', join(builtPart('kafka') ?? '', 'libs', '*'), IMAGE_SETUP, 'setup', ...folders];
    await run('java', [...args, '--final-configs-dir', join(home, 'final')], {
      env: { PATH: process.env['PATH'], ...environment },
      timeout: 60_000,
      maxBuffer: 8 << 20,
    });
    const properties = readFileSync(join(home, 'final', 'server.properties'), 'utf8')
      .trim()
      .split('\n')
      .sort();
    expect(properties).toEqual(expect.arrayContaining(['auto.create.topics.enable=false', 'group.initial.rebalance.delay.ms=0']));
    // All of them but the heap, which the image's shell takes for Java.
    expect(properties).toHaveLength(Object.keys(environment).filter((name) => name.startsWith('KAFKA_')).length - 1);
    expect(readFileSync(join(home, 'data', 'meta.properties'), 'utf8')).toContain(`cluster.id=${environment['CLUSTER_ID']}`);
  }, 90_000);
});
