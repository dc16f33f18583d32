import { UserError } from '../../../base/errors.ts';
import { formatCount } from '../../../base/units.ts';
import type { ProfileUnit } from '../../../model/profile.ts';
import type { Profile } from '../profile.ts';
import { orderNodes } from '../tree/callTree.ts';
import { FrameCollector } from '../tree/frames.ts';
import { orderLines } from '../tree/lineShares.ts';
import { Float64List, Int32List } from '../tree/numberList.ts';
import { StringCollector } from '../tree/stringCollector.ts';
import { TreeCollector } from '../tree/treeCollector.ts';

/** Profiles of some hundred megabytes have two million. */
const MOST_NODES = 2 ** 22;
const tooMany = `The file is too large: it has more than ${formatCount(MOST_NODES)} calls by different stacks.`;

/** Collects the samples of formats that write whole stacks. */
export class StackProfile {
  readonly strings = new StringCollector();
  readonly frames = new FrameCollector();
  readonly #tree: TreeCollector;
  readonly #sampleNodes = new Int32List();
  readonly #values = new Float64List();
  readonly #lineNodes = new Int32List();
  readonly #lines = new Int32List();
  readonly #lineValues = new Float64List();

  constructor() {
    this.#tree = new TreeCollector(this.frameOf('(root)', '', 0, 0));
  }

  /** Lines and columns from 1; 0 where they are not known. */
  frameOf(name: string, url: string, line: number, column: number): number {
    return this.frames.idOf(this.strings.idOf(name), this.strings.idOf(url), line, column);
  }

  /**
   * The node of a function as another one calls it; the root is 0.
   * @throws UserError `bad-profile` where they are more than can be worked with
   */
  callOf(parent: number, frame: number): number {
    if (this.#tree.count > MOST_NODES) throw new UserError('bad-profile', tooMany);
    return this.#tree.callOf(parent, frame);
  }

  parentOf(node: number): number {
    return this.#tree.parentOf(node);
  }

  frameOfNode(node: number): number {
    return this.#tree.frameOf(node);
  }

  /** What was spent in a node itself, and on which line of it where that is known. Samples come in the order of time, if they have one. */
  add(node: number, value: number, line = 0): void {
    this.#sampleNodes.push(node);
    this.#values.push(value);
    if (line <= 0) return;
    this.#lineNodes.push(node);
    this.#lines.push(line);
    this.#lineValues.push(value);
  }

  /** `perUnit`: how much of `unit` one of the values is. */
  toProfile(unit: ProfileUnit, perUnit: number, isInOrder: boolean, problems: readonly string[]): Profile {
    const nodes = this.#sampleNodes.toArray();
    const values = this.#values.toArray();
    const self = new Float64Array(this.#tree.count);
    const startsUs = new Float64Array(nodes.length + 1);
    for (let sample = 0; sample < nodes.length; sample += 1) {
      const value = values[sample]! * perUnit;
      self[nodes[sample]!]! += value;
      startsUs[sample + 1] = startsUs[sample]! + value;
    }
    const loose = {
      frames: this.frames.toFrames(this.strings.strings),
      frameOf: this.#tree.frames(),
      parentOf: this.#tree.parents(),
      self,
    };
    const ordered = orderNodes(loose, 0);
    if ('cycleAt' in ordered) throw new Error('a tree of stacks has a cycle');
    const { tree, nodeOf } = ordered;
    return {
      unit,
      tree,
      timeline: isInOrder && unit === 'microseconds' ? { nodes: nodes.map((node) => nodeOf[node]!), startsUs } : null,
      lineShares: orderLines(
        {
          nodes: this.#lineNodes.toArray().map((node) => nodeOf[node]!),
          lines: this.#lines.toArray(),
          values: this.#lineValues.toArray().map((value) => value * perUnit),
        },
        tree.count,
      ),
      problems,
    };
  }
}
