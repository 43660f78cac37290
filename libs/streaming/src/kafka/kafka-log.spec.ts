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

it('keeps quiet about a broker that is still loading, which is asked again', () => {
  const lines: string[] = [];
  const log = { ...silentLog, warn: () => void lines.push('warn'), debug: () => void lines.push('debug') };
  const error = "The coordinator is loading and hence can't process requests for this group";
  const entry = { timestamp: 'now', message: 'Response InitProducerId(key: 22, version: 1)', error };
  kafkaLogCreator(log)()({ namespace: 'Connection', level: logLevel.ERROR, label: 'ERROR', log: entry });
  expect(lines).toEqual(['debug']);
});
