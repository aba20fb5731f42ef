// Everything here works on the heap of TF.js's own WASM module, imported as memory: no data is copied to
// reach these kernels. So this module must own no memory: no static data, no allocation.
export { gemm, gemmScratch } from './gemm'
export { convolution } from './geometry'
export { convolutionScratch, convolve, convolveFilterGradient } from './convolution'
export { depthwiseFilterGradient, depthwiseInputGradient } from './depthwise'
export { scatterPatches, turnFilter } from './transposed'
export { clearFloats as clear } from './vector'
export { averagePoolGradient, maxPoolGradient } from './pool'
export { copyRuns, findOutside, gatherRows, segmentSum, sumAxis } from './rows'
export { adam } from './optimizer'
export { addRows, relu, reluGradient } from './elementwise'
