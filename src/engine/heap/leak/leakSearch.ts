import type { AllocationPlace, Leak, LeakRound, RetainingPath } from '../../../model/heap.ts';
import { nameOfNode } from '../graph/paths.ts';
import type { OpenSnapshot } from '../openSnapshot.ts';
import { allocationPlaces, type SourceReaders } from './allocations.ts';
import { cohortsOf } from './cohorts.ts';
import { containerBytes, storageOf } from './containers.ts';
import { containerGrows, growsWithWork, mayGrow } from './growthRule.ts';
import { mainCohorts } from './mainCohorts.ts';
import { watermarkOf } from './watermark.ts';

interface GrowingContainer {
  readonly node: number;
  /** At the beginning, and at the end of each round. */
  readonly bytes: readonly number[];
}

/** More are of no use: the first ones are mended first. */
const MOST_LEAKS = 20;

/**
 * The three-snapshot method with as many snapshots as are given: what was made in one round and is still there after the last one, of
 * each round, is what leaks. Keeps of each snapshot only what the next ones need.
 */
export class LeakSearch {
  readonly #rounds: LeakRound[] = [];
  readonly #watermarks: number[] = [];
  readonly #containers: Map<number, number>[] = [];
  #last: OpenSnapshot | undefined;

  /** Takes the snapshot at the end of a round; the first one is that of the warm-up. */
  add(open: OpenSnapshot, work: number): LeakRound {
    const { snapshot } = open;
    const round = { work, heapBytes: snapshot.selfBytes.reduce((sum, bytes) => sum + bytes, 0) };
    this.#rounds.push(round);
    this.#watermarks.push(watermarkOf(snapshot));
    this.#containers.push(containerBytes(snapshot));
    this.#last = open;
    return round;
  }

  /** Whether anything grew in all rounds so far: if not, more rounds would find nothing. */
  get maySomethingLeak(): boolean {
    if (this.#rounds.length < 3) return true;
    const { growing, containers } = this.#growing(mayGrow, (bytes) => bytes.at(-1)! > bytes[0]!);
    return growing.length > 0 || containers.length > 0;
  }

  leaks(sources: SourceReaders): Leak[] {
    const last = this.#last;
    if (!last || this.#rounds.length < 3) return [];
    const { cohorts, growing, containers } = this.#growing(growsWithWork, containerGrows);
    const mains = mainCohorts(last, cohorts, growing);
    const found = mains.map(({ cohort, retainedBytes, holds }): Leak => {
      const { name, writtenAt } = cohorts.kinds.all[cohort.kind]!;
      const count = cohort.nodes.length;
      const countPerUnit = this.#rate(cohort.counts);
      const closure = writtenAt && sources.read(writtenAt);
      const allocated = allocationPlaces(last.snapshot, cohort.nodes, name, sources);
      const places: AllocationPlace[] = closure ? [{ at: closure, isExact: true, share: 1, stack: allocated[0]?.stack ?? [] }] : allocated;
      return {
        name,
        kind: 'objects',
        count,
        countPerUnit,
        bytesPerUnit: (retainedBytes / count) * countPerUnit,
        retainedBytes,
        rounds: cohort.counts,
        holds: Array.from(holds, (kind) => cohorts.kinds.all[kind]!.name),
        path: shortestPath(last, cohort.nodes),
        places,
      };
    });
    const holders = new Set(mains.flatMap(({ cohort }) => this.#above(cohort.holder)));
    const alone = containers.filter(({ node }) => !holders.has(node)).map((container) => this.#containerLeak(last, container, sources));
    return [...found, ...alone].toSorted((a, b) => b.retainedBytes - a.retainedBytes).slice(0, MOST_LEAKS);
  }

  #growing(isGrowing: typeof mayGrow, isContainerGrowing: typeof containerGrows) {
    const last = this.#last!;
    const work = this.#rounds.slice(1).map((round) => round.work);
    const cohorts = cohortsOf(last, this.#watermarks.slice(0, -1));
    const growing = cohorts.all.filter(({ counts }) => isGrowing(counts, work));
    const { idOf, nodeCount } = last.snapshot;
    const now = this.#containers.at(-1)!;
    const containers: GrowingContainer[] = [];
    for (let node = 0; node < nodeCount; node += 1) {
      const id = idOf[node]!;
      if (!now.has(id) || id > this.#watermarks[0]!) continue;
      const bytes = this.#containers.map((each) => each.get(id) ?? 0);
      if (isContainerGrowing(bytes, work)) containers.push({ node, bytes });
    }
    return { cohorts, growing, containers };
  }

  #containerLeak(last: OpenSnapshot, { node, bytes }: GrowingContainer, sources: SourceReaders): Leak {
    const { snapshot } = last;
    const grown = bytes.slice(1).map((each, round) => each - bytes[round]!);
    const grownBytes = bytes.at(-1)! - bytes[0]!;
    return {
      name: nameOfNode(snapshot, node),
      kind: 'container',
      count: 1,
      countPerUnit: 0,
      bytesPerUnit: grownBytes / this.#rounds.slice(1).reduce((sum, { work }) => sum + work, 0),
      retainedBytes: grownBytes,
      rounds: grown,
      holds: [],
      path: last.pathTo(node),
      places: allocationPlaces(snapshot, storageOf(snapshot, node), '', sources),
    };
  }

  /** A node, and all without which it would not be held. */
  #above(node: number): number[] {
    const { of } = this.#last!.dominators;
    const found: number[] = [];
    for (let at = node; at !== 0; at = of[at]!) found.push(at);
    return found;
  }

  /** For one unit of work; without the last round, of which some may be in use for a moment. */
  #rate(counts: readonly number[]): number {
    const work = this.#rounds.slice(1, -1).reduce((sum, round) => sum + round.work, 0);
    return counts.slice(0, -1).reduce((sum, count) => sum + count, 0) / work;
  }
}

const LOOKED_AT = 30;

/** Of some of them: in a list of what leaks, one is held by the other. */
function shortestPath(open: OpenSnapshot, nodes: readonly number[]): RetainingPath {
  const step = Math.max(1, Math.floor(nodes.length / LOOKED_AT));
  let shortest: RetainingPath | undefined;
  for (let place = nodes.length - 1; place >= 0; place -= step) {
    const path = open.pathTo(nodes[place]!);
    if (!shortest || path.length < shortest.length) shortest = path;
  }
  return shortest ?? [];
}
