/** What `assembly/index.ts` exports. Addresses are in bytes, strides and sizes in elements. */
export interface Exports {
  gemmScratch(): number
  gemm(
    a: number,
    aRowStride: number,
    aColumnStride: number,
    b: number,
    bRowStride: number,
    bColumnStride: number,
    c: number,
    m: number,
    n: number,
    k: number,
    accumulate: number,
    bias: number,
    scratch: number,
  ): void
  /** h, w, c, kh, kw, oh, ow, strides, dilations, padding top and left of the convolutions that follow. */
  convolution(
    h: number,
    w: number,
    c: number,
    kh: number,
    kw: number,
    oh: number,
    ow: number,
    sh: number,
    sw: number,
    dh: number,
    dw: number,
    top: number,
    left: number,
  ): void
  /** Bytes of scratch of the two that follow, for the geometry set. */
  convolutionScratch(oc: number): number
  convolve(
    x: number,
    filter: number,
    y: number,
    bias: number,
    images: number,
    oc: number,
    scratch: number,
  ): void
  convolveFilterGradient(
    x: number,
    dy: number,
    dFilter: number,
    images: number,
    oc: number,
    scratch: number,
  ): void
  /** Zeroes `count` floats. */
  clear(to: number, count: number): void
  turnFilter(filter: number, oc: number, to: number): void
  scatterPatches(dx: number, first: number, rows: number, from: number): void
  depthwiseFilterGradient(x: number, dy: number, dFilter: number, images: number, multiplier: number): void
  depthwiseInputGradient(
    dy: number,
    filter: number,
    dx: number,
    length: number,
    images: number,
    multiplier: number,
  ): void
  maxPoolGradient(x: number, dy: number, dx: number, ...geometry: Geometry): void
  averagePoolGradient(dy: number, dx: number, ...geometry: Geometry): void
  addRows(a: number, b: number, rows: number, row: number, to: number): void
  /** In place. */
  relu(x: number, count: number): void
  reluGradient(dy: number, x: number, count: number, to: number): void
  gatherRows(from: number, index: number, count: number, bytes: number, to: number): void
  copyRuns(from: number, step: number, count: number, bytes: number, to: number): void
  /** Position of the first index outside [0, limit), or -1. */
  findOutside(index: number, count: number, limit: number): number
  segmentSum(from: number, index: number, count: number, row: number, segments: number, to: number): void
  sumAxis(from: number, outer: number, length: number, inner: number, to: number): void
  adam(
    w: number,
    g: number,
    m: number,
    v: number,
    newW: number,
    newM: number,
    newV: number,
    count: number,
    rate: number,
    beta1: number,
    beta2: number,
    rest1: number,
    rest2: number,
    correction1: number,
    correction2: number,
    epsilon: number,
  ): void
}

/** n, h, w, c, oh, ow, kh, kw, sh, sw, top, left of a pooling window. */
export type Geometry = [
  n: number,
  h: number,
  w: number,
  c: number,
  oh: number,
  ow: number,
  kh: number,
  kw: number,
  sh: number,
  sw: number,
  top: number,
  left: number,
]
