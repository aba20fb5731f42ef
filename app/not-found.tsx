import { DeadEnd } from '@/components/shell/dead-end'

const NotFound = () => <DeadEnd why="missing" />
export default NotFound
