/** What is asked of the package, which knows the programs of each system. */
export type SystemInformation = Pick<typeof import('systeminformation'), 'mem' | 'fsStats' | 'networkStats' | 'processes'>;
