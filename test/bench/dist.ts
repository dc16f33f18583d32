import path from 'node:path';

export const repository = path.resolve(import.meta.dirname, '../..');
export const distFolder = path.join(repository, 'dist');
export const cliFile = path.join(distFolder, 'cli.js');
