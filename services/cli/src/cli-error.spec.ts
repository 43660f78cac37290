import { describe, expect, it } from '@jest/globals';
import { PermanentError, TransientError } from '@lodestream/component';
import { ConfigError } from '@lodestream/service-kit';
import { CliError, exitCodeOf } from './cli-error.js';

describe('the exit code', () => {
  it.each([
    ['a part that is not reachable', new TransientError('Kafka is away', 'connectivity'), 69],
    ['what will never work', new PermanentError('refused', 'validation'), 1],
    ['a wrong configuration', new ConfigError([]), 78],
    ['an error that brings its own', new CliError('no such option', 64), 64],
    ['a bug', new TypeError('bug'), 1],
  ])('of %s is the one the help promises', (_name, error, code) => expect(exitCodeOf(error)).toBe(code));
});
