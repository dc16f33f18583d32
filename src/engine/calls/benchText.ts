import { groupedBy } from '../../base/groupedBy.ts';
import type { BenchApi } from '../../model/benchmark.ts';
import type { RecordedCall } from '../../model/recordedCall.ts';
import type { Case } from './chooseCases.ts';
import type { FoundFunction } from './findFunction.ts';
import { literalOf, quoted, type LiteralOptions } from './literal.ts';

export interface BenchFileParts {
  readonly found: FoundFunction;
  readonly cases: readonly Case[];
  readonly api: BenchApi;
  readonly typescript: boolean;
  /** What the bench file imports the function from. */
  readonly specifier: string;
  /** What it imports a class from that the function's file imports from there. */
  readonly classSpecifier: (specifier: string) => string;
  /** What the default export is called in the bench file. */
  readonly defaultName: string;
  /** What its first lines tell: where the calls are from. Of one line each. */
  readonly remarks: readonly string[];
  /** What a file with inputs is imported as: they go there where they are long. */
  readonly inputs: string;
}

export interface BenchTexts {
  readonly bench: string;
  /** Of the file with the inputs; null where they stand in the bench file. */
  readonly inputs: string | null;
}

const LIBRARIES: Readonly<Record<BenchApi, string>> = {
  laptime: `import { bench, group, keep } from 'laptime';`,
  vitest: `import { bench, describe } from 'vitest';`,
  tinybench: `import { Bench } from 'tinybench';`,
  mitata: `import { bench, do_not_optimize, group } from 'mitata';`,
};
const TAKEN = /^(?:bench|Bench|group|keep|describe|do_not_optimize|(?:smallest|typical|largest)Call|shared\d+|value|input|default)$/;
const MOST_ARGUMENTS = 8;
/** Of inputs in the bench file itself. */
const MOST_LINES = 60;
const MOST_CHARACTERS = 6000;

/** A bench file that calls a function with what it was called with. @throws NotWritable for a call that no code can make again */
export function benchTexts(parts: BenchFileParts): BenchTexts {
  const { found, cases, api, typescript, specifier, inputs } = parts;
  const imports = new Imports(parts);
  const subject = imports.of(specifier, found.exported, found.exported === 'default' ? parts.defaultName : found.exported);
  const made = cases.map((each) => inputText(each.call, variableOf(each), { parts, imports, subject }));
  const text = made.join('\n');
  const isApart = text.length > MOST_CHARACTERS || text.split('\n').length > MOST_LINES;
  const variables = cases.map(variableOf).join(', ');
  const remarks = parts.remarks.map((line) => `// ${line}\n`).join('');
  const declared = made.map((each) => (isApart ? `export ${each}` : each)).join('\n\n');
  const benchmarks = benchmarkTexts(parts, subject);
  if (!isApart) return { bench: `${LIBRARIES[api]}\n${imports.text()}\n\n${remarks}${declared}\n\n${benchmarks}\n`, inputs: null };
  // Types name the function in the file of inputs, which may also need its class.
  const needed = imports.text((name) => name !== subject || typescript || declared.includes(`(${subject}.prototype`));
  const own = new Imports(parts);
  own.of(specifier, found.exported, found.exported === 'default' ? parts.defaultName : found.exported);
  return {
    bench: `${LIBRARIES[api]}\n${own.text()}\nimport { ${variables} } from ${quoted(inputs)};\n\n${remarks}${benchmarks}\n`,
    inputs: `${needed === '' ? '' : `${needed}\n\n`}${remarks}${declared}\n`,
  };
}

const variableOf = ({ name }: Case): string => name.replace(/ (\w)/, (_, letter: string) => letter.toUpperCase());

/** What is imported, each once, by names that nothing else in the file has. */
class Imports {
  readonly #parts: BenchFileParts;
  readonly #locals = new Map<string, { readonly from: string; readonly exported: string; readonly local: string }>();

  constructor(parts: BenchFileParts) {
    this.#parts = parts;
  }

  of(from: string, exported: string, wanted: string): string {
    const key = `${from} ${exported}`;
    const known = this.#locals.get(key);
    if (known) return known.local;
    const isTaken = (name: string) => TAKEN.test(name) || [...this.#locals.values()].some(({ local }) => local === name);
    let local = wanted;
    for (let number = 2; isTaken(local); number++) local = `${wanted === 'default' ? 'subject' : wanted}${number}`;
    this.#locals.set(key, { from, exported, local });
    return local;
  }

  classNamed = (name: string): string | null => {
    const { found, specifier, classSpecifier } = this.#parts;
    const known = Object.hasOwn(found.classes, name) ? found.classes[name] : undefined;
    if (!known) return null;
    return this.of(known.specifier === null ? specifier : classSpecifier(known.specifier), known.exported, name);
  };

  text(isWanted: (local: string) => boolean = () => true): string {
    const wanted = [...this.#locals.values()].filter(({ local }) => isWanted(local));
    return [...groupedBy(wanted, ({ from }) => from)]
      .map(([from, of]) => {
        const main = of.find(({ exported }) => exported === 'default')?.local;
        const named = of
          .filter(({ exported }) => exported !== 'default')
          .map(({ exported, local }) => (exported === local ? local : `${exported} as ${local}`));
        const all = [...(main === undefined ? [] : [main]), ...(named.length === 0 ? [] : [`{ ${named.join(', ')} }`])];
        return `import ${all.join(', ')} from ${quoted(from)};`;
      })
      .join('\n');
  }
}

interface Names {
  readonly parts: BenchFileParts;
  readonly imports: Imports;
  readonly subject: string;
}

/** What the arguments are, in an array; with what a method is called on before them. A function that makes them where each iteration needs its own. */
function inputText(call: RecordedCall, variable: string, { parts, imports, subject }: Names): string {
  const { found, typescript } = parts;
  const isOnObject = found.access === 'instance';
  const all = isOnObject ? [call.self, ...call.args] : call.args;
  const isMade = call.changed;
  const write = (indent: number, options: Pick<LiteralOptions, 'typescript'>) =>
    literalOf({ kind: 'array', id: -1, items: all }, { indent, classNamed: imports.classNamed, ...options });
  const plain = write(0, { typescript });
  const type = typescript ? typeOf(found, subject) : null;
  if (!isMade && plain.statements.length === 0) {
    return `const ${variable}${type === null ? '' : `: ${type}`} = ${plain.expression};`;
  }
  const { statements, expression } = write(2, { typescript });
  const body = [...statements, `return ${expression};`].map((line) => `  ${line}\n`).join('');
  const maker = `()${type === null ? '' : `: ${type}`} => {\n${body}}`;
  return isMade ? `const ${variable} = ${maker};` : `const ${variable} = (${maker})();`;
}

function typeOf({ access, member }: FoundFunction, subject: string): string {
  if (access === 'instance') return `[${subject}, ...Parameters<${subject}[${quoted(member!)}]>]`;
  return `Parameters<typeof ${member === null ? subject : propertyOf(subject, member)}>`;
}

const propertyOf = (subject: string, member: string): string =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(member) ? `${subject}.${member}` : `${subject}[${quoted(member)}]`;

function callText({ access, member }: FoundFunction, subject: string, call: RecordedCall, inputs: string): string {
  const isOnObject = access === 'instance';
  const first = isOnObject ? 1 : 0;
  const many = call.args.length > MOST_ARGUMENTS;
  const list = call.args.map((_, place) => `${inputs}[${place + first}]`).join(', ');
  const called = isOnObject ? propertyOf(`${inputs}[0]`, member!) : member === null ? subject : propertyOf(subject, member);
  // Each place by itself: to spread a list takes time of its own.
  return `${called}(${many ? `...${first === 0 ? inputs : `${inputs}.slice(1)`}` : list})`;
}

function benchmarkTexts(parts: BenchFileParts, subject: string): string {
  const { found, cases, api } = parts;
  const body = cases.map((each) => benchmarkText(parts, each, subject));
  const name = quoted(found.name === 'default' ? subject : found.name);
  const inside = body.map((each) => each.replaceAll(/^(?=.)/gm, '  ')).join('\n\n');
  switch (api) {
    case 'laptime':
    case 'mitata':
      return `group(${name}, () => {\n${inside}\n});`;
    case 'vitest':
      return `describe(${name}, () => {\n${inside}\n});`;
    case 'tinybench':
      return `const bench = new Bench({ name: ${name} });\n\n${body.join('\n\n')}\n\nawait bench.run();`;
  }
}

const KEEPS: Readonly<Record<BenchApi, (value: string) => string>> = {
  laptime: (value) => `keep(${value})`,
  mitata: (value) => `do_not_optimize(${value})`,
  vitest: (value) => value,
  tinybench: (value) => value,
};

function benchmarkText({ found, api }: BenchFileParts, { name, call }: Case, subject: string): string {
  const variable = variableOf({ name, call });
  const keep = KEEPS[api];
  const declare = api === 'tinybench' ? 'bench.add' : 'bench';
  // Only ours can make inputs outside of what is timed, before each iteration.
  const isGiven = call.changed && api === 'laptime';
  const isMade = call.changed && !isGiven;
  const called = callText(found, subject, call, call.changed ? 'input' : variable);
  const options = isGiven ? `{ each: () => ${variable}() }, ` : '';
  const head = `${found.isAsync ? 'async ' : ''}(${isGiven ? '_, input' : ''}) =>`;
  const value = found.isAsync ? `await ${called}` : called;
  const lines = [
    ...(isMade ? [`const input = ${variable}();`] : []),
    ...(found.isGenerator
      ? [`for (const value of ${value}) ${keep('value')};`]
      : isMade
        ? [`${api === 'mitata' ? keep(value) : `return ${value}`};`]
        : []),
  ];
  if (lines.length === 0) return `${declare}(${quoted(name)}, ${options}${head} ${keep(value)});`;
  return `${declare}(${quoted(name)}, ${options}${head} {\n${lines.map((line) => `  ${line}\n`).join('')}});`;
}
