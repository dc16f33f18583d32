// The only place that names the package: TypeScript 7 has no JavaScript API, so its predecessor stands beside it.
export { default as ts } from 'typescript6';
