/**
 * Which column each row gets so that the sum of costs is least: a square matrix, `costs[row][column]`, not negative.
 *
 * Rows are added one by one along the cheapest path that frees a column (Jonker and Volgenant, 1987), so time grows with
 * the cube of the size. Of several best choices one is given, always the same.
 */
export function assignPairs(costs: readonly Float64Array[]): Int32Array {
  const size = costs.length
  const rowOf = new Int32Array(size).fill(-1)
  const columnOf = new Int32Array(size).fill(-1)
  const rowPrice = new Float64Array(size)
  const columnPrice = new Float64Array(size)
  const distance = new Float64Array(size)
  const before = new Int32Array(size)
  const isDone = new Uint8Array(size)
  for (let start = 0; start < size; start++) {
    distance.fill(Number.POSITIVE_INFINITY)
    before.fill(-1)
    isDone.fill(0)
    let row = start
    let least = 0
    let last = -1
    let column = -1
    for (;;) {
      const cost = costs[row]
      let next = -1
      for (let c = 0; c < size; c++) {
        if (isDone[c] === 1) continue
        const through = least + (cost?.[c] ?? 0) - (rowPrice[row] ?? 0) - (columnPrice[c] ?? 0)
        if (through < (distance[c] ?? 0)) {
          distance[c] = through
          before[c] = last
        }
        if (next < 0 || (distance[c] ?? 0) < (distance[next] ?? 0)) next = c
      }
      least = distance[next] ?? 0
      isDone[next] = 1
      last = next
      column = next
      const taken = rowOf[next] ?? -1
      if (taken < 0) break
      row = taken
    }
    for (let c = 0; c < size; c++) {
      if (isDone[c] === 0) continue
      const gain = least - (distance[c] ?? 0)
      const holder = rowOf[c] ?? -1
      columnPrice[c] = (columnPrice[c] ?? 0) - gain
      if (holder >= 0) rowPrice[holder] = (rowPrice[holder] ?? 0) + gain
    }
    rowPrice[start] = (rowPrice[start] ?? 0) + least
    for (let c = column; c >= 0; ) {
      const from = before[c] ?? -1
      const moved = from < 0 ? start : (rowOf[from] ?? -1)
      rowOf[c] = moved
      columnOf[moved] = c
      c = from
    }
  }
  return columnOf
}
