export { killGroup, startKeeper, type Keeper } from './processGroup.ts';
export { isAlive, ownIdentity, processIdentity, type ProcessIdentity } from './processIdentity.ts';
