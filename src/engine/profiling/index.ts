export type { NamedProfile, Profile } from './profile.ts';
export { readProfile, type ReadProfile } from './reading/readProfile.ts';
