import { expect, it } from '@jest/globals';
import { silentLog } from '@lodestream/component';
import { kafkaLogCreator } from './kafka-log.js';
import { logLevel } from './kafkajs.js';

it('routes what kafkajs says to our log: its errors, which it mostly retries, as warnings, the rest for debugging only', () => {
  const lines: unknown[] = [];
  const log = {
    ...silentLog,
    warn: (...line: unknown[]) => void lines.push(['warn', ...line]),
    debug: (...line: unknown[]) => void lines.push(['debug', ...line]),
  };
  const write = kafkaLogCreator(log)();
  const entry = {
    timestamp: 'now',
    logger: 'kafkajs',
    message: 'Connection error',
    error: new Error('refused'),
    stack: 'long',
    broker: 'b:1',
  };
  write({ namespace: 'Connection', level: logLevel.ERROR, label: 'ERROR', log: entry });
  write({ namespace: 'Runner', level: logLevel.INFO, label: 'INFO', log: { timestamp: 'now', message: 'joined' } });
  expect(lines).toEqual([
    ['warn', 'kafkajs: Connection error', { part: 'Connection', broker: 'b:1', cause: 'Error: refused' }],
    ['debug', 'kafkajs: joined', { part: 'Runner' }],
  ]);
});
