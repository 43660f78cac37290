/** A farm in a process of its own; says where its miners are, and on demand what it has cost so far. */
import { createSimulator } from '../src/index.js';

const miners = Number(process.argv[2]);
const simulator = createSimulator({
  seed: 1,
  miners,
  minerPort: 0,
  controlPort: 0,
  faults: [],
  randomFaultsPerMinerDay: 0,
  startMs: Date.now(),
});
await simulator.start();
const [first] = simulator.fleet();
process.send!({ port: first!.port, controlUrl: simulator.controlUrl() });

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send!({ cpuMs: (user + system) / 1_000, rssMb: process.memoryUsage.rss() / 1_048_576 });
});
process.once('disconnect', () => void simulator.stop());
