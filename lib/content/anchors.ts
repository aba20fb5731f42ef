/** The id under which a cell is found on its page: `<a href="#cell-train">`. */
export const cellAnchor = (cell: string): string => `cell-${cell}`
