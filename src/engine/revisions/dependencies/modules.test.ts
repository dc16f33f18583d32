import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readlinkSync, realpathSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { newFolder, write } from '../repository.fixture.ts';
import { installedThatNeedOwn, readModules, writeModules } from './modules.ts';

const link = (folder: string, file: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  symlinkSync(text, path.join(folder, file));
};
const executable = (folder: string, file: string, text: string) => {
  write(folder, { [file]: text });
  chmodSync(path.join(folder, file), 0o755);
};
const run = (place: string) => execFileSync(place, ['x'], { encoding: 'utf8' }).trim();
const cli = (name: string) => `#!/usr/bin/env node\nconsole.log('${name}', process.argv[2]);\n`;

/** The checkout of a repository with the packages `own` and `@us/own`. */
function checkoutOf(): string {
  const top = newFolder();
  write(top, { 'package.json': '{}', 'own/package.json': '{}', 'packages/own/package.json': '{}' });
  executable(top, 'own/cli.js', cli('own of the checkout'));
  return top;
}

describe('modules', () => {
  it('link to installed packages, and to packages of the repository in the checkout', async () => {
    const [user, top] = [newFolder(), checkoutOf()];
    const elsewhere = newFolder();
    write(user, {
      'own/package.json': '{}',
      'packages/own/package.json': '{}',
      'node_modules/plain/package.json': '{}',
      'node_modules/@scope/plain/package.json': '{}',
      'node_modules/.store/deep/node_modules/stored/package.json': '{}',
      'node_modules/.cache/x': '',
      'node_modules/.package-lock.json': '{}',
      'node_modules/a-file': '',
    });
    link(user, 'node_modules/own', '../own');
    link(user, 'node_modules/@us/own', '../../packages/own');
    link(user, 'node_modules/stored', '.store/deep/node_modules/stored');
    link(user, 'node_modules/elsewhere', elsewhere);
    link(user, 'node_modules/broken', 'nowhere');
    expect(await writeModules(await readModules(user, ['', 'packages/own', 'none']), top)).toEqual([]);
    const leads = (name: string) => realpathSync(path.join(top, 'node_modules', name));
    expect(leads('plain')).toBe(path.join(user, 'node_modules/plain'));
    expect(leads('@scope/plain')).toBe(path.join(user, 'node_modules/@scope/plain'));
    expect(leads('stored')).toBe(path.join(user, 'node_modules/.store/deep/node_modules/stored'));
    expect(leads('elsewhere')).toBe(elsewhere);
    expect(leads('own')).toBe(path.join(top, 'own'));
    expect(leads('@us/own')).toBe(path.join(top, 'packages/own'));
    for (const name of ['broken', 'a-file', '.cache', '.store', '.package-lock.json']) {
      expect(existsSync(path.join(top, 'node_modules', name))).toBe(false);
    }
  });

  it('have the commands of both kinds of packages, however the package manager made them', async () => {
    const [user, top] = [path.join(newFolder(), "it's"), checkoutOf()];
    mkdirSync(user);
    executable(user, 'node_modules/.store/tool/node_modules/tool/cli.js', cli('tool'));
    executable(user, 'node_modules/plain/cli.js', cli('plain'));
    executable(user, 'own/cli.js', cli('own of the user'));
    link(user, 'node_modules/own', '../own');
    link(user, 'node_modules/.bin/plain', '../plain/cli.js');
    link(user, 'node_modules/.bin/own', '../own/cli.js');
    const basedir = `#!/bin/sh\nbasedir=$(dirname "$0")\nif [ -x "$basedir/node" ]; then\n  exec "$basedir/node"  "$basedir/TARGET" "$@"\nelse\n  exec node  "$basedir/TARGET" "$@"\nfi\n`;
    const absolute = `#!/bin/sh\nbasedir_abs=$(cd "$(dirname "$0")" && pwd -P)\nexec node  "$basedir_abs"/'TARGET' "$@"\n`;
    for (const [name, script] of Object.entries({ basedir, absolute })) {
      executable(user, `node_modules/.bin/tool-${name}`, script.replaceAll('TARGET', '../.store/tool/node_modules/tool/cli.js'));
      executable(user, `node_modules/.bin/own-${name}`, script.replaceAll('TARGET', '../own/cli.js'));
    }
    await writeModules(await readModules(user, ['']), top);
    const said = (name: string) => run(path.join(top, 'node_modules/.bin', name));
    expect([said('plain'), said('tool-basedir'), said('tool-absolute')]).toEqual(['plain x', 'tool x', 'tool x']);
    const ours = 'own of the checkout x';
    expect([said('own'), said('own-basedir'), said('own-absolute')]).toEqual([ours, ours, ours]);
  });

  it('leave alone what the commit has itself, and never go through a link of it', async () => {
    const [user, top, outside] = [newFolder(), newFolder(), newFolder()];
    for (const folder of ['a', 'b', 'c']) write(user, { [`${folder}/node_modules/plain/package.json`]: '{}' });
    write(top, { 'a/node_modules/plain/mine.js': '' });
    link(top, 'b', outside);
    expect(await writeModules(await readModules(user, ['a', 'b', 'c']), top)).toEqual([]);
    expect(lstatSync(path.join(top, 'a/node_modules/plain')).isSymbolicLink()).toBe(false);
    expect(existsSync(path.join(outside, 'node_modules'))).toBe(false);
    expect(existsSync(path.join(top, 'c'))).toBe(false);
  });

  it('tell packages of the repository that the commit has not', async () => {
    const [user, top] = [newFolder(), newFolder()];
    write(user, { 'own/package.json': '{}' });
    link(user, 'node_modules/own', '../own');
    link(user, 'node_modules/also', '../own');
    expect(await writeModules(await readModules(user, ['']), top)).toEqual(['own']);
  });

  it('link where the whole folder of the user is a link', async () => {
    const [user, top, real] = [newFolder(), newFolder(), newFolder()];
    write(real, { 'plain/package.json': '{}' });
    link(user, 'node_modules', real);
    await writeModules(await readModules(user, ['']), top);
    expect(readlinkSync(path.join(top, 'node_modules/plain'))).toBe(path.join(real, 'plain'));
  });

  it('tell installed packages that use packages of the repository', async () => {
    const user = newFolder();
    write(user, {
      'own/package.json': '{}',
      'node_modules/plugin/package.json': '{"peerDependencies":{"own":"*"}}',
      'node_modules/wrapper/package.json': '{"dependencies":{"own":"*"}}',
      'node_modules/mentions/package.json': '{"keywords":["own"]}',
      'node_modules/broken/package.json': '{"own"',
      'node_modules/none/index.js': '',
    });
    expect(await installedThatNeedOwn(await readModules(user, ['']))).toEqual([]);
    link(user, 'node_modules/own', '../own');
    expect(await installedThatNeedOwn(await readModules(user, ['']))).toEqual(['plugin (own)', 'wrapper (own)']);
  });
});
