const ESBUILD = /[\\/]esbuild[\\/]lib[\\/]main\.js$/;

/**
 * Whether a worker thread only loads code: that of module hooks, which has no script, and the one that esbuild waits for. No program
 * asked for them, and their profiles tell nothing of it.
 */
export const isLoaderThread = (script: string | undefined): boolean => script === undefined || ESBUILD.test(script);
