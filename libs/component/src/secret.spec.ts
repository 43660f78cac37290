import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Secret } from './secret.js';

describe('a secret', () => {
  it('is printed by nothing', () => {
    const secret = Secret.of('canary-7351');
    const prints = [
      String(secret),
      `${secret as unknown as string}`,
      inspect({ secret }),
      JSON.stringify({ secret }),
      inspect(secret, { showHidden: true }),
    ];
    expect(prints.join()).not.toContain('canary');
    expect(secret.reveal()).toBe('canary-7351');
  });
});
