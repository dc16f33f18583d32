import { describe, expect, it } from 'vitest';
import { UserError } from '../base/errors.ts';
import { parseArguments } from './arguments.ts';

const specs = {
  preset: { value: 'NAME', about: '' },
  json: { value: 'FILE', about: '' },
  list: { value: null, about: '' },
} as const;

const parse = (...args: string[]) => parseArguments(args, specs);

function failure(...args: string[]): UserError {
  try {
    parse(...args);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('parseArguments', () => {
  it('takes options before, between and after words', () => {
    const { values, positionals } = parse('--list', 'a', '--preset=quick', 'b', '--json', '-');
    expect(values).toEqual({ list: true, preset: 'quick', json: '-' });
    expect(positionals).toEqual(['a', 'b']);
  });

  it('takes everything after -- as words', () => {
    expect(parse('--', '--list', '-x').positionals).toEqual(['--list', '-x']);
  });

  it.each([
    [['--presett', 'quick'], 'unknown option --presett, did you mean --preset?'],
    [['--zzzzzzzz'], 'unknown option --zzzzzzzz'],
    [['-x'], 'unknown option -x'],
    [['--constructor'], 'unknown option --constructor'],
    [['--preset'], '--preset needs a value: --preset NAME'],
    [['--preset', '--list'], '--preset needs a value: --preset NAME'],
    [['--list=yes'], '--list takes no value'],
  ])('explains %j', (args, message) => {
    const error = failure(...args);
    expect(error.message).toBe(message);
    expect(error.code).toBe('usage');
  });
});
