import { groupedBy } from '../../base/groupedBy.ts';
import type { Metric, MetricGroup } from '../../model/metric.ts';
import type { PanelMonitor, PanelProgram } from '../../protocol/panelMonitor.ts';

/** One metric, or several that are the same of each core or space. */
export interface ChartOf {
  readonly key: string;
  readonly title: string;
  readonly metrics: readonly [Metric, ...Metric[]];
}

export interface ChartSection {
  readonly key: string;
  readonly title: string;
  readonly groups: readonly { readonly group: MetricGroup; readonly title: string; readonly charts: readonly ChartOf[] }[];
}

const groupTitles: Readonly<Record<MetricGroup, string>> = {
  cpu: 'Processor',
  memory: 'Memory',
  disk: 'Disk',
  network: 'Network',
  processes: 'Processes',
  eventLoop: 'Event loop',
  gc: 'Garbage collection',
  heap: 'Heap',
  handles: 'Handles and requests',
  threadPool: 'Thread pool',
  http: 'HTTP',
  database: 'Database',
  custom: 'Measured by the program',
};

const families: readonly { readonly part: RegExp; readonly title: string }[] = [
  { part: /\.cpu\.core\.\d+$/u, title: 'Cores' },
  { part: /\.heap\.space\.[^.]+$/u, title: 'Heap spaces' },
];

/** The program whose metrics are shown: the chosen one, or else the newest that runs, or the last one. */
export function shownProgram({ programs }: Pick<PanelMonitor, 'programs'>, chosenId: string | null): PanelProgram | null {
  const chosen = programs.find(({ id }) => id === chosenId);
  return chosen ?? programs.findLast(({ ended }) => ended === null) ?? programs.at(-1) ?? null;
}

/** The charts by what they are about: of the machine, of one program, of the process that hosts Laptime; those whose words match. */
export function sectionsOf({ metrics, machine }: PanelMonitor, program: PanelProgram | null, filter: string): readonly ChartSection[] {
  const prefix = program?.prefix ?? 'program';
  const words = filter.toLowerCase().split(/\s+/u).filter(Boolean);
  const matches = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const subjects = [
    { subject: 'program', title: program?.title ?? 'Measured by programs and scripts' },
    { subject: 'machine', title: machine },
    { subject: 'extensionHost', title: 'Extension host' },
  ] as const;
  return subjects.flatMap(({ subject, title }) => {
    const own = metrics.filter((metric) => metric.subject === subject && (subject !== 'program' || metric.id.startsWith(`${prefix}.`)));
    const groups = [...groupedBy(own, ({ group }) => group)].flatMap(([group, inGroup]) => {
      const charts = chartsOf(inGroup).filter((chart) =>
        matches([chart.title, groupTitles[group], ...chart.metrics.map(({ id, title: each }) => `${id} ${each}`)].join(' ')),
      );
      return charts.length === 0 ? [] : [{ group, title: groupTitles[group], charts }];
    });
    return groups.length === 0 ? [] : [{ key: subject, title, groups }];
  });
}

function chartsOf(metrics: readonly Metric[]): readonly ChartOf[] {
  const charts = new Map<string, { title: string; metrics: [Metric, ...Metric[]] }>();
  for (const metric of metrics) {
    const family = families.find(({ part }) => part.test(metric.id));
    const key = family === undefined ? metric.id : metric.id.replace(family.part, ` ${family.title}`);
    const chart = charts.get(key);
    if (chart === undefined) charts.set(key, { title: family?.title ?? metric.title, metrics: [metric] });
    else chart.metrics.push(metric);
  }
  return [...charts].map(([key, chart]) => ({ key, ...chart }));
}
