import * as v from 'valibot';
import type { Mode } from '../../../model/mode.ts';
import { fieldProblem } from '../../http/httpProblem.ts';
import { list, nameText, orNull, text } from '../fields.ts';
import { operation } from '../operation.ts';

const MODES = 'Modes';

const mode = v.object({
  name: text('Its name.'),
  about: text('One sentence on what it is for.'),
  everyMs: orNull(v.number(), 'From one collection of metrics to the next, ms; null: as the rest of the configuration has it.'),
  points: orNull(v.number(), 'Values of each metric in memory; null: as the rest of the configuration has it.'),
  rules: list(v.string(), 'Ids of the rules of alerts that it has.'),
  flags: list(v.string(), 'For the Node.js that runs benchmarks.'),
  variables: list(v.string(), 'Names of the environment variables that benchmarks run with.'),
});

const choice = v.object({ current: text('The name of the mode that counts.'), modes: list(mode, 'All that there are.') });

// Values of variables may be secrets.
const toNoun = ({ name, about, monitoring, rules, node }: Mode) => ({
  ...{ name, about, everyMs: monitoring.everyMs ?? null, points: monitoring.points ?? null },
  ...{ rules: rules.map(({ id }) => id), flags: [...node.flags], variables: Object.keys(node.env) },
});

const toChoice = ({ current, modes }: { readonly current: Mode; readonly modes: readonly Mode[] }) => ({
  ...{ current: current.name, modes: modes.map(toNoun) },
});

export const modeOperations = [
  operation({
    id: 'listModes',
    method: 'GET',
    path: '/modes',
    tag: MODES,
    summary: 'The modes (presets) that there are, and which one counts',
    result: choice,
    run: async (_input, { engine }) => toChoice(await engine.modes()),
  }),
  operation({
    id: 'switchMode',
    method: 'PUT',
    path: '/modes/current',
    tag: MODES,
    summary: 'Switch to a mode, for all windows and terminals of the workspace',
    body: v.strictObject(
      { name: orNull(nameText('The mode; null: as laptime.config.json says.'), 'The mode; null: as laptime.config.json says.') },
      'must be an object with "name"',
    ),
    result: choice,
    async run({ body: { name } }, { engine }) {
      const { modes } = await engine.modes();
      if (name !== null && !modes.some((known) => known.name === name)) {
        throw fieldProblem('body.name', `names '${name}', and there is no such mode: ${modes.map((known) => known.name).join(', ')}`);
      }
      await engine.switchMode(name);
      return toChoice(await engine.modes());
    },
  }),
];
