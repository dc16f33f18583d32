import type { DifferenceScale, FileHeat, LineCost, ProfiledFunction, ProfileSummary } from '../../../model/profile.ts';
import type {
  FlameBox,
  FlameMatches,
  FlameSize,
  FlameTile,
  FlameView,
  FunctionPage,
  FunctionQuery,
  NodeFacts,
  PackageCost,
  ProfileRange,
  ProfileSessionApi,
  SourcePlace,
  TileRequest,
  WantedBox,
} from '../../../protocol/profile.ts';
import { differenceOf, type Side } from '../difference/difference.ts';
import type { NamedProfile, Profile } from '../profile.ts';
import { asWritten } from '../sources/asWritten.ts';
import { fileOf } from '../sources/fileOf.ts';
import { functionsOf } from '../sources/functionsOf.ts';
import { WrittenSources } from '../sources/writtenSources.ts';
import { tileOf } from '../tree/tile.ts';
import { totalsBy } from '../tree/totals.ts';
import { boxOf } from './boxOf.ts';
import { fileHeatOf } from './fileHeat.ts';
import { functionPage, matcher, packageCosts } from './functionTable.ts';
import { hottestPath } from './hottestPath.ts';
import { lineTableOf, type LineTable } from './lineTable.ts';
import { Newest } from './newest.ts';
import { OpenProfile } from './openProfile.ts';
import { innermostFunction, pathOfFile, placeOf } from './places.ts';
import { samplesBelow, valuesOf } from './values.ts';

export interface SessionOptions {
  /** The workspace folder; null: none. */
  readonly root: string | null;
  /** What the profiles are compared with, at least one; `scale`: null for what suits them. Left out: nothing. */
  readonly baseline?: { readonly profiles: readonly NamedProfile[]; readonly scale: DifferenceScale | null };
}

/** Answers for a file of profiles that was read. It holds all of it: it lives in a worker. */
export class ProfileSession implements ProfileSessionApi {
  readonly #format: string;
  readonly #profiles: readonly NamedProfile[];
  readonly #options: SessionOptions;
  readonly #heats = new Newest<FileHeat>();
  #chosen = 0;
  #open: OpenProfile;
  #lines: LineTable | null = null;

  constructor(format: string, profiles: readonly NamedProfile[], options: SessionOptions) {
    this.#format = format;
    this.#profiles = profiles;
    this.#options = options;
    this.#open = this.#opened(0);
  }

  /** What is looked at. */
  get chosenProfile(): NamedProfile {
    return { name: this.#profiles[this.#chosen]!.name, profile: this.#open.profile };
  }

  profiles(): { readonly names: readonly string[]; readonly chosen: number } {
    return { names: this.#profiles.map(({ name }) => name), chosen: this.#chosen };
  }

  choose(profile: number): void {
    this.#open = this.#opened(profile);
    this.#chosen = profile;
    this.#lines = null;
    this.#heats.clear();
  }

  summary(range: ProfileRange | null): ProfileSummary {
    const { profile, functions } = this.#open;
    const { self } = this.#open.totals(range);
    const { samples } = this.#open.values(range);
    let [total, idle] = [0, 0];
    for (const [id, { owner }] of functions.all.entries()) {
      total += self[id]!;
      if (owner === 'idle') idle += self[id]!;
    }
    return {
      format: this.#format,
      unit: profile.unit,
      total,
      idle,
      samples: samples?.reduce((sum, count) => sum + count, 0) ?? 0,
      problems: profile.problems,
      recording: profile.recorded?.recording ?? null,
      difference: this.#open.difference?.summary ?? null,
    };
  }

  size(view: FlameView): FlameSize {
    const { rows } = this.#open.layout(view);
    return { rows: rows.count, end: rows.end };
  }

  tile(view: FlameView, request: TileRequest): FlameTile {
    const { rows, functionOf, deltaOf } = this.#open.layout(view);
    const tile = tileOf(rows, request);
    const deltas = deltaOf && Float32Array.from(tile.nodes, deltaOf);
    return { ...tile, functionIds: tile.nodes.map(functionOf), deltas };
  }

  box(view: FlameView, wanted: WantedBox): FlameBox | null {
    return boxOf({ ...this.#open.layout(view), matchesOf: (text) => this.#matches(text) }, wanted);
  }

  functions(ids: Int32Array): readonly ProfiledFunction[] {
    const { all } = this.#open.functions;
    return Array.from(ids, (id) => all[id]!);
  }

  table(query: FunctionQuery): FunctionPage {
    return functionPage(this.#open, query);
  }

  packages(range: ProfileRange | null): readonly PackageCost[] {
    return packageCosts(this.#open, range);
  }

  node(view: FlameView, node: number): NodeFacts {
    const { tree } = this.#open.profile;
    const { idOf } = this.#open.functions;
    const { self, total, samples } = this.#open.values(view.kind === 'time' ? null : view.range);
    const path: number[] = [];
    for (let at = node; at !== -1; at = tree.parentOf[at]!) path.push(at);
    path.reverse();
    const functionPath = path.map((each) => idOf[tree.frameOf[each]!]!);
    return {
      functionId: functionPath.at(-1)!,
      self: self[node]!,
      total: total[node]!,
      path,
      functionPath,
      samples: samplesBelow(tree, samples, node),
      baseline: this.#open.baselineOf(node),
    };
  }

  hottestPath(range: ProfileRange | null): readonly number[] {
    const { tree } = this.#open.profile;
    const { idOf, all } = this.#open.functions;
    return hottestPath(tree, this.#open.values(range), (node) => all[idOf[tree.frameOf[node]!]!]!.owner);
  }

  search(text: string): FlameMatches {
    const { functions, profile } = this.#open;
    const isMatch = this.#matches(text);
    const groupOf = functions.idOf.map((id) => isMatch[id]!);
    const { total } = totalsBy(profile.tree, groupOf, 2);
    return { isMatch, total: total[1]!, functions: isMatch.reduce((sum, match) => sum + match, 0) };
  }

  lines(file: string): readonly LineCost[] {
    return this.#lineTable().byFile.get(file) ?? [];
  }

  hotLines(limit: number): readonly LineCost[] {
    return this.#lineTable().all.slice(0, limit);
  }

  heat(path: string): FileHeat {
    return this.#heats.of(path, () => fileHeatOf(this.#open, this.#lineTable(), this.#fileAt(path)));
  }

  placeOf(functionId: number): SourcePlace | null {
    const one = this.#open.functions.all[functionId];
    return one ? placeOf(one, this.#roots()) : null;
  }

  pathOf(file: string): string | null {
    return pathOfFile(file, this.#roots());
  }

  functionAt(path: string, line: number): number | null {
    const file = this.#fileAt(path);
    return file === null ? null : innermostFunction(this.#open.functions.all, file, path, line);
  }

  #matches(text: string): Uint8Array {
    const isMatch = matcher(text);
    return Uint8Array.from(this.#open.functions.all, (one) => (text !== '' && isMatch(one) ? 1 : 0));
  }

  #lineTable(): LineTable {
    this.#lines ??= lineTableOf(this.#open.profile, this.#open.functions, this.#open.values(null).samples);
    return this.#lines;
  }

  /** Folders that files may be named from: the workspace's, and the one that was recorded. */
  #roots(): readonly string[] {
    const recorded = this.#open.profile.recorded?.recording?.root;
    return [this.#options.root, recorded].filter((root) => typeof root === 'string');
  }

  /** How the functions name a file of this machine; null where there is none of it. */
  #fileAt(path: string): string | null {
    const names = new Set([...this.#roots().map((root) => fileOf(path, root)), path]);
    const { all } = this.#open.functions;
    return [...names].find((name) => all.some(({ file }) => file === name)) ?? null;
  }

  #opened(profile: number): OpenProfile {
    const chosen = this.#profiles[profile];
    if (!chosen) throw new Error(`there is no profile ${profile} of ${this.#profiles.length}`);
    const { root, baseline } = this.#options;
    const side = sideOf(chosen.profile, root);
    if (!baseline) return new OpenProfile(side.profile, side.functions);
    // Of several, the one of the same name, else of the same place.
    const { profiles } = baseline;
    const other = profiles.find(({ name }) => name !== '' && name === chosen.name) ?? profiles[profile] ?? profiles[0]!;
    const difference = differenceOf(sideOf(other.profile, root), side, baseline.scale);
    return new OpenProfile(difference.profile, difference.functions, difference);
  }
}

/** `root`: what files are named from where the profile does not say. */
function sideOf(profile: Profile, root: string | null): Side {
  const { recorded } = profile;
  const recordedRoot = recorded?.recording?.root ?? root;
  const written = asWritten(profile, new WrittenSources(recorded?.sourceMaps ?? new Map(), recordedRoot));
  return { profile: written, functions: functionsOf(written.tree.frames, recordedRoot), samples: valuesOf(written, null).samples };
}
