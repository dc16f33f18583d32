// Collects until it is killed, and says each tick, mark and gap as a line of JSON.
import { systemClock } from '../../base/clock.ts';
import { silentLog } from '../../base/log.ts';
import { machineCollectors } from '../collectors/index.ts';
import { systemFiles } from '../environment/index.ts';
import { createMonitor } from './index.ts';

const settings = { everyMs: 250, points: 1000, minutesMaxAgeDays: 7, hoursMaxAgeDays: 365 };
const monitor = createMonitor({ clock: systemClock, log: silentLog, history: null, settings: () => Promise.resolve(settings) });
for (const [name, create] of Object.entries(machineCollectors(process.platform, systemFiles, systemClock))) {
  monitor.addCollector({ name, subject: 'machine', create });
}
const say = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);
monitor.onTick(({ atMs }) => say({ tick: atMs }));
monitor.onMark((mark) => say({ mark }));
monitor.need({});
