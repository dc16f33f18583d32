export { chooseLoader, type ChosenLoader } from './chooseLoader.ts';
