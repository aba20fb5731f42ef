// The geometry of the convolution at hand. TF.js runs kernels one after another, so one set is enough, and
// the kernels themselves keep few parameters.

export let H: i32 = 0
export let W: i32 = 0
export let C: i32 = 0
export let KH: i32 = 0
export let KW: i32 = 0
export let OH: i32 = 0
export let OW: i32 = 0
export let SH: i32 = 0
export let SW: i32 = 0
export let DH: i32 = 0
export let DW: i32 = 0
/** Padding above and left; below and right follow from the sizes. */
export let PT: i32 = 0
export let PL: i32 = 0

/** Sets the geometry of the calls that follow. */
export function convolution(
  h: i32, w: i32, c: i32, kh: i32, kw: i32, oh: i32, ow: i32, sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): void {
  H = h; W = w; C = c; KH = kh; KW = kw; OH = oh; OW = ow
  SH = sh; SW = sw; DH = dh; DW = dw; PT = top; PL = left
}
