export { chooseLoader } from './chooseLoader.ts';
