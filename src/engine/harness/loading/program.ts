import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { registerLoader } from './registerLoader.ts';

/** What a program is started with (`--import`) that is to be loaded as bench files are: an entry file. */

const dist = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [, file] = process.argv;
if (file !== undefined) await registerLoader(path.resolve(file), dist, (message) => process.emitWarning(message));
