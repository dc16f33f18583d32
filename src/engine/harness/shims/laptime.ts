export * from '../api.ts';
