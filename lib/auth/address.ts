/** Where the web process writes the caller's address; a header of this name from outside is overwritten. */
export const ADDRESS_HEADER = 'x-zhucai-address'
