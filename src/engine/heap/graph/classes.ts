import { nodeType, NODE_TYPES, type Snapshot } from '../snapshot.ts';

/** Objects by constructor, or by what V8 calls them. */
export interface Classes {
  /** By node. */
  readonly of: Int32Array;
  readonly names: readonly string[];
}

const [OBJECT, NATIVE] = [nodeType('object'), nodeType('native')];

/** What objects that have no constructor are called, by their type. */
const TYPE_NAMES: Readonly<Record<(typeof NODE_TYPES)[number], string>> = {
  hidden: '(system)',
  array: '(array)',
  string: '(string)',
  object: 'Object',
  code: '(compiled code)',
  closure: '(closure)',
  regexp: 'RegExp',
  number: '(number)',
  native: '(native)',
  synthetic: '(synthetic)',
  'concatenated string': '(string)',
  'sliced string': '(string)',
  symbol: '(symbol)',
  bigint: '(bigint)',
  'object shape': '(object shape)',
  'wasm object': '(wasm object)',
};

export function classesOf({ nodeCount, typeOf, nameOf, strings }: Snapshot): Classes {
  const of = new Int32Array(nodeCount);
  const names: string[] = [];
  const byName = new Map<string, number>();
  const numberOf = (name: string): number => {
    let known = byName.get(name);
    if (known === undefined) {
      byName.set(name, (known = names.length));
      names.push(name);
    }
    return known;
  };
  const ofType = NODE_TYPES.map((type) => numberOf(TYPE_NAMES[type]));
  /** By place of the name, plus one; 0 where it was not seen. */
  const ofConstructor = new Int32Array(strings.count);
  for (let node = 0; node < nodeCount; node += 1) {
    const type = typeOf[node]!;
    const name = nameOf[node]!;
    if (type !== OBJECT && type !== NATIVE) of[node] = ofType[type]!;
    else {
      if (ofConstructor[name] === 0) ofConstructor[name] = 1 + numberOf(strings.at(name) || TYPE_NAMES[NODE_TYPES[type]!]);
      of[node] = ofConstructor[name]! - 1;
    }
  }
  return { of, names };
}
