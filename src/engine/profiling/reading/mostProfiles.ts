/** Of a file: each takes some room, however little is in it. Traces have one for each thread, others one for each thing that they count. */
export const MOST_PROFILES = 1000;
