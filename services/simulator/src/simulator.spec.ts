import { afterEach, describe, expect, it } from '@jest/globals';
import { FakeClock, systemClock } from '@lodestream/component';
import { describeLifecycle } from '@lodestream/component/contract';
import { get, Agent } from 'node:http';
import { createSimulator, type Simulator } from './simulator.js';
import type { SimulatorOptions } from './simulator-options.js';

const startMs = Date.UTC(2026, 4, 1);
const open: Simulator[] = [];
const start = async (options: Partial<SimulatorOptions> = {}): Promise<Simulator> => {
  const simulator = createSimulator({
    seed: 1,
    miners: 20,
    startMs,
    minerPort: 0,
    controlPort: 0,
    clock: new FakeClock(startMs + 7_200_000),
    ...options,
  });
  open.push(simulator);
  await simulator.start();
  return simulator;
};
const truths = async (simulator: Simulator): Promise<{ miners: Record<string, any>[] }> =>
  (await fetch(`${simulator.controlUrl()}/truth`)).json() as Promise<{ miners: Record<string, any>[] }>;
const withoutPorts = ({ miners }: { miners: Record<string, any>[] }): unknown => miners.map(({ port: _port, ...truth }) => truth);

afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.stop()));
});

describeLifecycle('the simulator', () => createSimulator({ seed: 1, miners: 5, minerPort: 0, controlPort: 0, clock: systemClock }));

describe('a farm', () => {
  it('is the same farm after a restart: equal truth at equal times, whatever was asked in between', async () => {
    const clock = new FakeClock(startMs + 7_200_000);
    const first = await start({ clock, miners: 60 });
    await truths(first);
    await clock.advance(3_600_000);
    const before = await truths(first);
    await first.stop();
    const again = await start({ clock: new FakeClock(clock.now()), miners: 60 });
    expect(withoutPorts(await truths(again))).toEqual(withoutPorts(before));
  });

  it('is another farm from another seed', async () => {
    const [one, other] = [await start(), await start({ seed: 2 })];
    expect(withoutPorts(await truths(one))).not.toEqual(withoutPorts(await truths(other)));
  });

  it('has each miner at an address of its own, and each answers as itself', async () => {
    const fleet = (await start({ miners: 300 })).fleet();
    expect(new Set(fleet.map((miner) => miner.ip)).size).toBe(300);
    expect([fleet[0]!.ip, fleet[299]!.ip]).toEqual(['127.10.0.1', '127.10.1.50']);
    const { ip, port } = fleet[299]!;
    const info = (await (await fetch(`http://${ip}:${port}/api/v1/info`)).json()) as Record<string, any>;
    expect(info.system.network_status.ip).toBe(ip);
    const stranger = fetch(`http://127.10.9.9:${port}/`);
    await expect(stranger).rejects.toThrow();
  });

  it.each([true, false])('serves plain HTTP clients, keep-alive %s, several requests on one connection', async (keepAlive) => {
    const [miner] = (await start({ faults: [], randomFaultsPerMinerDay: 0 })).fleet();
    const agent = new Agent({ keepAlive, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (const path of ['info', 'status', 'summary', 'chains']) {
      const text = await new Promise<string>((resolve, reject) => {
        get({ host: miner!.ip, port: miner!.port, path: `/api/v1/${path}`, agent }, (response) => {
          ports.add(response.socket.localPort);
          let body = '';
          response
            .setEncoding('utf8')
            .on('data', (part: string) => (body += part))
            .on('end', () => resolve(body));
        }).on('error', reject);
      });
      expect(() => JSON.parse(text) as unknown).not.toThrow();
    }
    agent.destroy();
    expect(ports.size).toBe(keepAlive ? 1 : 4);
  });

  it('by default has a believable mix of troubles, one of them fresh in its first minute', async () => {
    const clock = new FakeClock(startMs);
    const farm = await start({ miners: 200, clock, randomFaultsPerMinerDay: 0 });
    const kinds = async (): Promise<string[]> =>
      (await truths(farm)).miners.flatMap((miner) => miner.faults.map((fault: { kind: string }) => fault.kind));
    const before = await kinds();
    await clock.advance(60_000);
    const after = await kinds();
    expect(before.sort()).toEqual([
      'dead_board',
      'dead_board',
      'fan_loss',
      'hung',
      'offline',
      'overheating',
      'overheating',
      'paused',
      'slow',
    ]);
    expect(after.filter((kind) => kind === 'dead_board')).toHaveLength(3);
    const models = new Set(farm.fleet().map((miner) => miner.model));
    expect(models.size).toBe(6);
  });

  it('lives faster than its clock when told to, from the moment it opened', async () => {
    const clock = new FakeClock(startMs);
    const farm = await start({ clock, speed: 60 });
    await clock.advance(10_000);
    const { now } = (await (await fetch(`${farm.controlUrl()}/health`)).json()) as { now: number };
    expect(now).toBe(startMs + 600_000);
  });

  it.each([
    { speed: 1, opened: Date.UTC(2026, 0, 1) },
    { speed: 3_600, opened: startMs },
  ])('at speed $speed, whose opening nobody told, is never ages ahead', async ({ speed, opened }) => {
    const farm = createSimulator({ seed: 1, miners: 2, minerPort: 0, controlPort: 0, clock: new FakeClock(startMs), speed });
    open.push(farm);
    await farm.start();
    const { start_ms } = (await (await fetch(`${farm.controlUrl()}/health`)).json()) as { start_ms: number };
    expect(start_ms).toBe(opened);
  });

  it('that hurries is the same farm: after a minute at sixty-fold, every miner is what it is after an hour', async () => {
    const clocks = [new FakeClock(startMs), new FakeClock(startMs)] as const;
    const usual = await start({ clock: clocks[0], miners: 60, randomFaultsPerMinerDay: 2 });
    const hurried = await start({ clock: clocks[1], miners: 60, randomFaultsPerMinerDay: 2, speed: 60 });
    const before = withoutPorts(await truths(hurried));
    await clocks[0].advance(3_600_000);
    await clocks[1].advance(60_000);
    expect(withoutPorts(await truths(hurried))).toEqual(withoutPorts(await truths(usual)));
    expect(withoutPorts(await truths(hurried))).not.toEqual(before);
  });

  it('that hurries is slow in its own time', async () => {
    const clock = new FakeClock(startMs);
    const farm = await start({ clock, speed: 60, faults: [{ miner: 0, kind: 'slow', delayMs: 6_000 }], randomFaultsPerMinerDay: 0 });
    const { ip, port } = farm.fleet()[0]!;
    let answered = false;
    const answer = fetch(`http://${ip}:${port}/api/v1/summary`).then((response) => ((answered = true), response.status));
    await new Promise((resolve) => setTimeout(resolve, 150));
    await clock.advance(90);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(answered).toBe(false);
    await clock.advance(20);
    expect(await answer).toBe(200);
  });

  it('says which port it could not have, and frees the others', async () => {
    const first = await start();
    const taken = first.fleet()[0]!.port;
    const second = createSimulator({ seed: 1, miners: 2, minerPort: taken, controlPort: 0 });
    await expect(second.start()).rejects.toThrow(`the simulated miners cannot listen on 0.0.0.0:${taken}: EADDRINUSE`);
    const third = createSimulator({ seed: 1, miners: 2, minerPort: 0, controlPort: first.controlPort });
    await expect(third.start()).rejects.toThrow(/--control-port/);
  });

  it.each([
    [{ miners: 0 }, 'a farm has 1 to'],
    [{ firstAddress: '10.0.0.1' }, 'is not one of 127.0.0.0/8'],
    [{ firstAddress: '127.10.0.5' }, 'that ends in .1'],
    [{ firstAddress: '127.256.0.1' }, 'is not one of 127.0.0.0/8'],
    [{ speed: 0 }, 'from 0.01 to 10000'],
    [{ speed: 1e12 }, 'from 0.01 to 10000'],
    [{ minerPort: 99_999 }, '99999 is no port'],
    [{ faults: [{ miner: 'sim-00003', kind: 'hung' }] }, 'a fault is planned for sim-00003, and the farm has 2 miners'],
    [{ faults: [{ miner: 2, kind: 'hung' }] }, 'a fault is planned for 2'],
    [{ controlPort: -1 }, '-1 is no port'],
  ] as const)('refuses %j', (options, sentence) => {
    expect(() => createSimulator({ seed: 1, miners: 2, ...options })).toThrow(sentence);
  });
});
