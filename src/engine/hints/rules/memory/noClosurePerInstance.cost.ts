import type { RuleCosts } from '../../cost.ts';

class FieldPoint {
  readonly x: number;
  readonly y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
  readonly length = (): number => Math.hypot(this.x, this.y);
  readonly plus = (other: FieldPoint): FieldPoint => new FieldPoint(this.x + other.x, this.y + other.y);
  readonly isAt = (x: number, y: number): boolean => this.x === x && this.y === y;
}

class MethodPoint {
  readonly x: number;
  readonly y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
  length(): number {
    return Math.hypot(this.x, this.y);
  }
  plus(other: MethodPoint): MethodPoint {
    return new MethodPoint(this.x + other.x, this.y + other.y);
  }
  isAt(x: number, y: number): boolean {
    return this.x === x && this.y === y;
  }
}

export const costs: RuleCosts = {
  held: {
    unit: 'objects with three functions',
    sizes: [1000, 20_000, 100_000],
    quantity: 'memory',
    prepare: (n) => ({
      before: () => Array.from({ length: n }, (_, index) => new FieldPoint(index, n - index)),
      after: () => Array.from({ length: n }, (_, index) => new MethodPoint(index, n - index)),
    }),
  },
};
