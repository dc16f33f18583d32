import * as tinybench from 'tinybench';
import { captureStack, type Session } from '../session.ts';
import type { AnyFunction } from '../work.ts';
import { pendingResult, tinybenchWork, type BenchLikeOptions, type TaskLikeOptions } from './tinybenchWork.ts';

interface Added {
  readonly name: string;
  readonly fn: AnyFunction;
  readonly options: TaskLikeOptions;
  readonly stack: string;
}

/** tinybench's exports. Its `Bench` collects what is added to it; running is up to Laptime. */
export function createTinybenchLibrary(session: Session) {
  class Bench extends tinybench.Bench {
    readonly #benchOptions: BenchLikeOptions;
    readonly #added = new Map<string, Added>();

    constructor(options: tinybench.BenchOptions = {}) {
      super(options);
      this.#benchOptions = options as BenchLikeOptions;
      // A method in version 2, a flag since 3: a function is both.
      Object.defineProperty(this, 'warmup', { value: async () => this.tasks, configurable: true });
      // What is still there when the file has been executed.
      session.later(() => this.#declareAll());
    }

    override add(name: string, fn: tinybench.Fn, options: tinybench.FnOptions = {}): this {
      // Told whether it is async, tinybench does not call the function to find out.
      super.add(name, fn, { ...options, async: false });
      const result = pendingResult();
      Object.defineProperty(this.getTask(name), 'result', { get: () => result });
      this.#added.set(name, { name, fn, options: options as TaskLikeOptions, stack: captureStack() });
      return this;
    }

    /** Version 2. */
    todo(name: string): this {
      session.declare({ api: 'tinybench', path: this.#path(name), modes: ['todo'], stack: captureStack(), work: null });
      return this;
    }

    override remove(name: string): this {
      this.#added.delete(name);
      return super.remove(name);
    }

    override async run(): Promise<tinybench.Task[]> {
      return this.runSync();
    }

    override runSync(): tinybench.Task[] {
      session.noteRun();
      this.#declareAll();
      return this.tasks;
    }

    #path(name: string): string[] {
      return this.name === undefined ? [name] : [this.name, name];
    }

    #declareAll(): void {
      for (const { name, fn, options, stack } of this.#added.values()) {
        const work = tinybenchWork(fn, this.getTask(name)!, options, this.#benchOptions);
        session.declare({ api: 'tinybench', path: this.#path(name), modes: ['run'], stack, work });
      }
      this.#added.clear();
    }
  }

  return { ...tinybench, Bench };
}
