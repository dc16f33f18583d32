export { findViteConfig } from './loading/viteConfig.ts';
