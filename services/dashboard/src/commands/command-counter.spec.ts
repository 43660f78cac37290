import { expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import { Secret } from '@lodestream/service-kit';
import type { Request } from 'express';
import { Access } from '../access/access.js';
import { sealSession, sessionLastsMs } from '../access/session-cookie.js';
import { CommandCounter } from './command-counter.js';
import { CommandDesk } from './command-desk.js';
import { CommandView } from './command-view.js';

const anna = { name: 'anna', role: 'operator', token: Secret.of('a'.repeat(20)) } as const;

it('takes nobody whose login ended while the request was on its way for the local operator', async () => {
  const sent: string[] = [];
  const bus = { send: (topic: string) => Promise.resolve(sent.push(topic)) } as never;
  const desk = new CommandDesk({ bus, clock: systemClock, topicPrefix: 'mining.', newId: () => 'c1' });
  const counter = new CommandCounter(desk, new CommandView(), new Access({ access_tokens: [anna] }, systemClock));
  const ended = sealSession(anna, { id: 's1', nowMs: systemClock.now() - sessionLastsMs });
  const request = { headers: { cookie: `lodestream_session=${ended}` }, socket: { remoteAddress: '127.0.0.1' } } as Request;
  const asked = counter.ask({ kind: 'miner', subject: 'm1', request: { action: 'poll_now', arguments: {} } }, request);
  await expect(asked).rejects.toMatchObject({ document: { status: 401 } });
  expect(sent).toEqual([]);
});
