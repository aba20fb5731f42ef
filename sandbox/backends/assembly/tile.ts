// Writing a 6x8 tile of results: whole, or the part of it that lies inside.

/** Part of a tile of 8 columns: stored, or added to what is there, with one bias per column. */
export function copyTile(tile: usize, c: usize, ldc: usize, height: i32, width: i32, add: bool, bias: usize): void {
  for (let i = 0; i < height; i++) {
    for (let j: usize = 0; j < <usize>width; j++) {
      let value = load<f32>(tile + (j << 2))
      if (bias) value += load<f32>(bias + (j << 2))
      if (add) value += load<f32>(c + (j << 2))
      store<f32>(c + (j << 2), value)
    }
    tile += 32
    c += ldc
  }
}

/** One row of a tile from its two vectors. */
@inline
export function put(c: usize, x: v128, y: v128, add: bool, b0: v128, b1: v128): void {
  if (add) {
    x = f32x4.add(x, v128.load(c))
    y = f32x4.add(y, v128.load(c, 16))
  } else {
    x = f32x4.add(x, b0)
    y = f32x4.add(y, b1)
  }
  v128.store(c, x)
  v128.store(c, y, 16)
}
