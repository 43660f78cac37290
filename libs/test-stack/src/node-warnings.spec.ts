import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { watchNodeWarnings } from './node-warnings.js';

describe('watchNodeWarnings', () => {
  const listenTooOften = async (): Promise<void> => {
    const emitter = new EventEmitter();
    for (let listener = 0; listener < 11; listener += 1) emitter.on('much', () => {});
    await nextTurn();
  };

  it('notes what Node itself warns of, until it is told to stop', async () => {
    const warnings = watchNodeWarnings();
    await listenTooOften();
    warnings.stop();
    await listenTooOften();
    expect(warnings.seen).toEqual([expect.stringMatching(/^MaxListenersExceededWarning: .*11 much listeners/)]);
  });
});
