import { seededRandom, type SeededRandom } from '../../stats/index.ts';
import { randomProfile } from './cpuProfile.fixture.ts';
import { forms } from './forms.fixture.ts';

export const formNames = Object.keys(forms) as (keyof typeof forms)[];
/** A small one of each form. */
export const fileOf = (form: keyof typeof forms, seed: number): Uint8Array =>
  forms[form](randomProfile(seededRandom(seed), { nodes: 12, samples: 20, functions: 4 }));

const hostileValues = [
  ...['-1', '0', '1e308', '-1e308', '1e999', '2147483647', '2147483648', '-2147483648', '4294967296', '9007199254740993', '1e19', '1e-320'],
  ...['NaN', 'Infinity', '-Infinity', '-', '00', '0x10', 'null', 'true', '{}', '[]', '""', '[[]]', '{"a":[{}]}', '[1,"2",{}]'],
  ...[
    '"__proto__"',
    '"constructor"',
    '"</script><img src=x onerror=alert(1)>"',
    '"command:workbench.action.quit"',
    '"\\ud800"',
    '"\ud83d"',
  ],
];
const hostileKeys = ['__proto__', 'constructor', 'toString', 'nodes', 'children', 'head', 'samples', 'profiles', 'traceEvents', ''];

/** A file as it may be after an accident, or in the hands of somebody who means it. */
export function broken(bytes: Uint8Array, { uniform }: SeededRandom): Uint8Array {
  const whole = (below: number): number => Math.floor(uniform() * below);
  const text = Buffer.from(bytes).toString('latin1');
  const from = whole(bytes.length);
  const to = Math.min(bytes.length, from + 1 + whole(30));
  const ways: (() => string)[] = [
    () => text.slice(0, from),
    () => text.slice(0, from) + text.slice(to),
    () => text.slice(0, to) + text.slice(from),
    () => text.slice(0, from) + String.fromCharCode(whole(256)) + text.slice(from + 1),
    () => text.slice(0, from) + Array.from({ length: 4 }, () => String.fromCharCode(whole(256))).join('') + text.slice(from),
    () => swapped(text, /-?\d+/gu, hostileValues[whole(hostileValues.length)]!, uniform),
    () => swapped(text, /-?\d+/gu, hostileValues[whole(hostileValues.length)]!, uniform),
    () => swapped(text, /"[^"]*"(?!:)/gu, hostileValues[whole(hostileValues.length)]!, uniform),
    () => swapped(text, /\[[^[\]]*\]/gu, hostileValues[whole(hostileValues.length)]!, uniform),
    () => swapped(text, /\{[^{}]*\}/gu, hostileValues[whole(hostileValues.length)]!, uniform),
    () => swapped(text, /"[^"]*"(?=:)/gu, JSON.stringify(hostileKeys[whole(hostileKeys.length)]), uniform),
  ];
  return Buffer.from(ways[whole(ways.length)]!(), 'latin1');
}

/** With one of the places that match replaced. */
function swapped(text: string, pattern: RegExp, by: string, uniform: () => number): string {
  const places = [...text.matchAll(pattern)];
  const place = places[Math.floor(uniform() * places.length)];
  return place ? text.slice(0, place.index) + by + text.slice(place.index + place[0].length) : text;
}
