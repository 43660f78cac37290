import { describe, expect, it } from '@jest/globals';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './belongings.js';
import { composeVariables, containersAnswer } from './container-parts.js';

const composeFile = readFileSync(new URL('../../../docker-compose.yml', import.meta.url), 'utf8');

/** A PATH on which `docker` is this script. */
function withDocker(script: string): NodeJS.ProcessEnv {
  const folder = temporaryFolder('fake-docker');
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'docker'), 0o755);
  return { PATH: folder };
}

describe('containers as parts', () => {
  it.each([
    { name: 'the engine and compose answer', script: 'exit 0', expected: true },
    { name: 'only the client is there', script: 'exit 1', expected: false },
    { name: 'compose is missing', script: '[ "$1" = info ]', expected: false },
  ])('can be used or not where $name', ({ script, expected }) => {
    expect(containersAnswer(withDocker(script))).toBe(expected);
  });

  it('can not be used where there is no client', () => {
    expect(containersAnswer({ PATH: temporaryFolder('empty') })).toBe(false);
  });

  it('give the compose file every variable it demands', () => {
    const demanded = [...composeFile.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name = '']) => name);
    const given = composeVariables({ kafkaPort: 1, influxPort: 2, token: 'x' });
    expect(demanded.length).toBeGreaterThan(0);
    expect(Object.keys(given)).toEqual(expect.arrayContaining(demanded));
  });

  it('put the parts on the ports they were asked for', () => {
    const given = composeVariables({ kafkaPort: 19_092, influxPort: 18_086, token: 'x' });
    expect(composeFile).toContain("127.0.0.1:${LODESTREAM_KAFKA_PORT:-9092}:${LODESTREAM_KAFKA_PORT:-9092}'");
    expect([given['LODESTREAM_KAFKA_PORT'], given['LODESTREAM_INFLUXDB_PORT']]).toEqual(['19092', '18086']);
  });
});
