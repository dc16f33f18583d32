import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProfileKind } from '../../model/profile.ts';
import type { FoundPlace } from '../diagnosis/index.ts';
import { openProfile, recordProcess, type OpenedProfile } from '../profiling/index.ts';

/** What recording and reading a profile need. */
export interface ProfilePlaces {
  readonly root: string;
  readonly distFolder: string;
  readonly laptimeVersion: string;
  readonly nowMs: () => number;
}

const DURATION_MS = 2000;
const LOOKED_AT = 200;
/** Microseconds, or bytes. */
const INTERVAL: Readonly<Record<ProfileKind, number>> = { cpu: 1000, heap: 16_384 };

/** Records a process for two seconds, and finds the line that costs most, or the function that allocates most. The profile is not kept. */
export async function profiledPlace(
  pid: number,
  kind: ProfileKind,
  { root, distFolder, laptimeVersion, nowMs }: ProfilePlaces,
  signal: AbortSignal,
): Promise<FoundPlace | null> {
  const folder = await mkdtemp(path.join(tmpdir(), 'laptime-diagnosis-'));
  try {
    const parts = { root, laptimeVersion, interval: INTERVAL[kind], nowMs, keptAt: folder };
    const [recorded] = await recordProcess({ pid, kind, durationMs: DURATION_MS }, parts, signal);
    if (!recorded) return null;
    const places = { workerFile: path.join(distFolder, 'workers', 'profile.js'), lifetime: signal };
    const opened = await openProfile(places, { file: recorded.file, baseline: null, root }, signal);
    try {
      return await (kind === 'cpu' ? hottestLine(opened) : largestAllocator(opened));
    } finally {
      opened.dispose();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function hottestLine({ session }: OpenedProfile): Promise<FoundPlace | null> {
  const { total, idle } = await session.summary(null);
  for (const { file, line, self } of await session.hotLines(LOOKED_AT)) {
    const path = await session.pathOf(file);
    if (path === null) continue;
    const id = await session.functionAt(path, line);
    const [found] = id === null ? [] : await session.functions(Int32Array.of(id));
    return { place: { file, line, functionName: found?.name ?? '' }, share: Math.min(1, self / Math.max(total - idle, 1)) };
  }
  return null;
}

async function largestAllocator({ session }: OpenedProfile): Promise<FoundPlace | null> {
  const { total } = await session.summary(null);
  const { rows } = await session.table({ range: null, text: '', offset: 0, limit: LOOKED_AT, sortBy: 'self', descending: true });
  const most = rows.find(({ owner, line }) => (owner === 'workspace' || owner === 'package') && line > 0);
  if (!most || most.self === 0) return null;
  const { file, line, name, self } = most;
  return { place: { file, line, functionName: name }, share: Math.min(1, self / Math.max(total, 1)) };
}
