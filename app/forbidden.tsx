import { DeadEnd } from '@/components/shell/dead-end'

const Forbidden = () => <DeadEnd why="forbidden" />
export default Forbidden
