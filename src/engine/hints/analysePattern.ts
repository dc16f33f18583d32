// A module of its own: it is loaded late, and a bundle gives names to what a package has only where a module of ours names it.
export { analyse } from 'scslre';
