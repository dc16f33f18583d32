export { killGroup, startKeeper, type Keeper } from './processGroup.ts';
export { isAlive, ownIdentity, processIdentity, type ProcessIdentity } from './processIdentity.ts';
export { startProgram, type Program, type ProgramEnd, type ProgramOutput, type ProgramPlaces } from './startProgram.ts';
